import type { DeadlineList } from '../../contracts/api/cases';
import { explainWords } from '../../contracts/deadlines-words';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { calendarOf } from '../../domain/deadlines/calendar';
import { nextRung, rungsOf, type RungInstant } from '../../domain/deadlines/rungs';
import { LedgerRepository, type LedgerRow, type RungRow } from '../../persistence/deadlines/ledger-repository';
import { readCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';
import { readReached, reachedKey, type Reached } from './reached';
import { dueOfRow, limitOf, type LimitSetting } from './limits';

/** The ledger of a case, explained line by line. Internal limits are shown inside their own body only. */
export function readDeadlines(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<DeadlineList> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const { content } = await room.programme(sql, read.file.programmeVersionId);
    const setting: LimitSetting = {
      programme: content,
      calendar: await room.calendar(sql, read.calendarVersion),
      province: read.file.province,
      legalNow: room.legalNow(read.clockOffset),
      callDates: read.call ? { windowOpens: read.call.windowOpens, windowCloses: read.call.windowCloses } : {},
    };
    const ledger = new LedgerRepository(sql);
    const rows = (await ledger.all(caseId)).filter((row) => row.kind !== 'internal' || read.bodies.has(row.body));
    const rungs = await ledger.rungs(rows.map((row) => row.id));
    const own = rows.filter((row) => read.bodies.has(row.body)).map((row) => row.id);
    const reached = await readReached(sql, own);
    return {
      legalNow: new Date(setting.legalNow).toISOString(),
      items: rows.map((row) => {
        const recorded = rungs.filter((rung) => rung.deadlineId === row.id);
        return present(row, read.bodies.has(row.body) ? { recorded, reached } : null, setting);
      }),
    };
  });
}

function present(
  row: LedgerRow,
  inside: { recorded: RungRow[]; reached: Reached } | null,
  setting: LimitSetting,
): DeadlineList['items'][number] {
  const rule = setting.programme.deadlines.find((one) => one.id === row.ruleId);
  if (!rule) throw new Error(`the pinned programme has no limit ${row.ruleId}`);
  const due = dueOfRow(row, setting);
  return {
    id: row.id,
    rule: row.ruleId,
    title: rule.title,
    subject: row.subject,
    kind: row.kind,
    body: row.body,
    state: row.state,
    startsOn: row.startsOn,
    limit: limitOf(row, setting),
    calendarVersion: row.calendarVersion,
    basis: rule.basis,
    source: rule.source ?? null,
    explanation: due.lines.map((line) => ({ zh: explainWords(line, 'zh'), en: explainWords(line, 'en') })),
    rungs: inside
      ? [...inside.recorded.map((rung) => presentRung(rung, inside.reached)), ...armed(row, inside.recorded, setting)]
      : [],
  };
}

const presentRung = (rung: RungRow, reached: Reached) => ({
  id: rung.rung,
  at: new Date(rung.at).toISOString(),
  state: rung.state,
  reached: reached.get(reachedKey(rung.deadlineId, rung.rung, rung.dueOn)) ?? [],
});

/** The rung that is to ring next; its own minute is the case's, so the ladder's instant is what is shown. */
function armed(row: LedgerRow, recorded: RungRow[], setting: LimitSetting) {
  const name = setting.programme.deadlines.find((one) => one.id === row.ruleId)?.ladder;
  const ladder = name ? setting.programme.ladders[name] : undefined;
  if (row.state !== 'running' || row.closedAt !== null || row.dueOn === null || !ladder) return [];
  const calendar = calendarOf(setting.calendar, row.body, setting.province);
  const rungs = rungsOf({ dueOn: row.dueOn }, ladder, calendar, setting.programme.day, 0);
  const known = recorded.map((rung) => ({ id: rung.rung, dueOn: rung.dueOn }));
  const upcoming = rungs.filter((rung) => isUpcoming(rung, known, row.armedAt, rungs));
  return upcoming.map((rung) => ({
    id: rung.id,
    at: new Date(rung.at).toISOString(),
    state: 'armed' as const,
    reached: [],
  }));
}

function isUpcoming(
  rung: RungInstant,
  known: { id: string; dueOn: RungInstant['dueOn'] }[],
  armedAt: number,
  all: RungInstant[],
): boolean {
  const next = nextRung(all, known, armedAt);
  return (
    next !== undefined && rung.at >= next.at && !known.some((one) => one.id === rung.id && one.dueOn === rung.dueOn)
  );
}
