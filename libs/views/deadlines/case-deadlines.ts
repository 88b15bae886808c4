import type { ClockOfBody, DeadlineList } from '../../contracts/api/deadlines';
import { explainWords } from '../../contracts/deadlines-words';
import type { Ladder, LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Acted, Actor } from '../../contracts/posts';
import type { DeadlineRule } from '../../contracts/programme';
import { calendarOf, type Calendar } from '../../domain/deadlines/calendar';
import { clocksOf } from '../../domain/deadlines/clocks';
import { extensionLeft, whyNotExtend } from '../../domain/deadlines/extending';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { entitled } from '../../domain/people/entitlement';
import { nextRung, rungsOf, type RungInstant } from '../../domain/deadlines/rungs';
import { HoldRepository } from '../../persistence/cases/hold-repository';
import { StageRepository } from '../../persistence/cases/stage-repository';
import { LedgerRepository, type LedgerRow, type RungRow } from '../../persistence/deadlines/ledger-repository';
import { RequestRepository } from '../../persistence/documents/request-repository';
import { readActed } from '../../persistence/people/acted-repository';
import type { Sql } from '../../persistence/sql';
import { partiesOf, readCase, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';
import { readReached, reachedKey, type Reached } from './reached';
import { dueOfRow, limitOf, type LimitSetting } from './limits';

/** The ledger of a case, explained line by line. Internal limits are shown inside their own body only, those of a request to its two bodies. */
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
    const all = await ledger.all(caseId);
    const asked = await requestsSeen(sql, read, all);
    const rows = all.filter(
      (row) =>
        read.bodies.has(row.body) || (row.requestId === null ? row.kind !== 'internal' : asked.has(row.requestId)),
    );
    const rungs = await ledger.rungs(rows.map((row) => row.id));
    const own = rows.filter((row) => read.bodies.has(row.body)).map((row) => row.id);
    const reached = await readReached(sql, own);
    const { acted } = await readActed(sql, caseId, actor, null);
    const reckoned = await calendarsOf(room, sql, all);
    return {
      legalNow: new Date(setting.legalNow).toISOString(),
      items: rows.map((row) => {
        const recorded = rungs.filter((rung) => rung.deadlineId === row.id);
        return {
          ...present(row, read.bodies.has(row.body) ? { recorded, reached } : null, setting, reckoned(row)),
          ...extensionFor(actor, { read, acted }, row, setting),
        };
      }),
      clocks: await readClocks(sql, read, all, setting, reckoned),
    };
  });
}

/** With which calendar each limit was last reckoned: its explanation leads to the date that the record holds. */
async function calendarsOf(room: ReadingRoom, sql: Sql, rows: readonly LedgerRow[]) {
  const found = new Map<number, Calendar>();
  for (const { calendarVersion } of rows) {
    if (!found.has(calendarVersion)) found.set(calendarVersion, await room.calendarOfVersion(sql, calendarVersion));
  }
  return (row: LedgerRow): Calendar => {
    const calendar = found.get(row.calendarVersion);
    if (!calendar) throw new Error(`calendar ${String(row.calendarVersion)} was not read`);
    return calendar;
  };
}

/** Requests of the case that one of the reader's bodies asked or was asked: to a third body their limits do not exist. */
async function requestsSeen(sql: Sql, { file, bodies }: ReadCase, rows: readonly LedgerRow[]): Promise<Set<string>> {
  if (rows.every((row) => row.requestId === null)) return new Set();
  const requests = await new RequestRepository(sql).ofCase(file.id);
  return new Set(
    requests.filter((one) => bodies.has(one.fromBody) || bodies.has(one.toBody)).map((one) => one.id as string),
  );
}

type Item = DeadlineList['items'][number];

/** Whether the reader may extend a limit now, and by what: as the command itself is asked. */
function extensionFor(
  actor: Actor,
  { read, acted }: { read: ReadCase; acted: Acted },
  row: LedgerRow,
  setting: LimitSetting,
): Pick<Item, 'extension' | 'allowedActions'> {
  const rule = ruleOf(row, setting);
  const on = { parties: partiesOf(read.file), acted, status: read.file.status, body: row.body };
  const may = entitled(actor, 'extend-deadline', on).allowed && whyNotExtend(rule, row, 1, setting.legalNow) === null;
  return may
    ? { extension: extensionLeft(rule, row), allowedActions: ['extend'] }
    : { extension: null, allowedActions: [] };
}

async function readClocks(
  sql: Sql,
  { file, bodies }: ReadCase,
  rows: readonly LedgerRow[],
  setting: LimitSetting,
  reckoned: (row: LedgerRow) => Calendar,
): Promise<ClockOfBody[]> {
  const { day } = setting.programme;
  const on = (at: number): LegalDate => legalDateOf(at, day);
  const onOrNull = (at: number | null): LegalDate | null => (at === null ? null : on(at));
  const stages = await new StageRepository(sql).ofCase(file.id);
  const holds = await new HoldRepository(sql).ofCase(file.id);
  const clocks = clocksOf({
    until: on(file.closedAt ?? setting.legalNow),
    openedOn: on(stages[0]?.openedAt ?? setting.legalNow),
    stages: stages.map((one) => ({ stage: one.stage, from: on(one.openedAt), to: onOrNull(one.endedAt) })),
    holds: holds.map((one) => ({ from: on(one.since), to: onOrNull(one.resumedAt) })),
    rows: rows.map((row) => ({
      ...{ ...row, rule: ruleOf(row, setting), from: row.startsOn, to: onOrNull(row.closedAt) },
      calendar: calendarOf(reckoned(row), row.body, setting.province),
    })),
    calendarOf: (body) => calendarOf(setting.calendar, body, setting.province),
    day,
  });
  return clocks.map((one) => ({ ...one, internal: bodies.has(one.body) ? one.internal : null }));
}

function ruleOf(row: LedgerRow, setting: LimitSetting): DeadlineRule {
  const rule = setting.programme.deadlines.find((one) => one.id === row.ruleId);
  if (!rule) throw new Error(`the pinned programme has no limit ${row.ruleId}`);
  return rule;
}

function present(
  row: LedgerRow,
  inside: { recorded: RungRow[]; reached: Reached } | null,
  setting: LimitSetting,
  reckoned: Calendar,
): Omit<Item, 'extension' | 'allowedActions'> {
  const rule = ruleOf(row, setting);
  const due = dueOfRow(row, { ...setting, calendar: reckoned });
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
      ? [
          ...inside.recorded.map((rung) => presentRung(rung, inside.reached, ladderOf(row, setting))),
          ...armed(row, inside.recorded, setting),
        ]
      : [],
  };
}

function ladderOf(row: LedgerRow, { programme }: LimitSetting): Ladder | undefined {
  const name = programme.deadlines.find((one) => one.id === row.ruleId)?.ladder;
  return name ? programme.ladders[name] : undefined;
}

const offsetIn = (ladder: Ladder | undefined, id: string): number | null =>
  [...(ladder?.reminders ?? []), ...(ladder?.escalations ?? [])].find((one) => one.id === id)?.offset ?? null;

const presentRung = (rung: RungRow, reached: Reached, ladder: Ladder | undefined) => ({
  id: rung.rung,
  offset: offsetIn(ladder, rung.rung),
  at: new Date(rung.at).toISOString(),
  state: rung.state,
  reached: reached.get(reachedKey(rung.deadlineId, rung.rung, rung.dueOn)) ?? [],
});

/** The rung that is to ring next; its own minute is the case's, so the ladder's instant is what is shown. */
function armed(row: LedgerRow, recorded: RungRow[], setting: LimitSetting) {
  const ladder = ladderOf(row, setting);
  if (row.state !== 'running' || row.closedAt !== null || row.dueOn === null || !ladder) return [];
  const calendar = calendarOf(setting.calendar, row.body, setting.province);
  const rungs = rungsOf({ dueOn: row.dueOn }, ladder, calendar, setting.programme.day, 0);
  const known = recorded.map((rung) => ({ id: rung.rung, dueOn: rung.dueOn }));
  const upcoming = rungs.filter((rung) => isUpcoming(rung, known, row.armedAt, rungs));
  return upcoming.map((rung) => ({
    id: rung.id,
    offset: rung.offset,
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
