import type { Limit } from '../../contracts/api/values';
import type { LegalDate, LightAnswer } from '../../contracts/deadlines';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';
import type { Programme } from '../../contracts/programme';
import { calendarOf, type Calendar } from '../../domain/deadlines/calendar';
import { dueOf, type Due } from '../../domain/deadlines/due';
import { binds, inputOf } from '../../domain/deadlines/ledger';
import { lightOf, type LightRow } from '../../domain/deadlines/light';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';

export interface LimitSetting {
  programme: Programme;
  calendar: Calendar;
  /** Two-digit code of the case's province, for its local holidays. */
  province: string;
  legalNow: number;
  callDates?: Record<string, LegalDate>;
}

/** The due answer of a row, reckoned anew from its adjustments. */
export function dueOfRow(row: LedgerRow, { programme, calendar, province, callDates }: LimitSetting): Due {
  const rule = programme.deadlines.find((one) => one.id === row.ruleId);
  if (!rule) throw new Error(`the pinned programme has no limit ${row.ruleId}`);
  return dueOf(inputOf(rule, row, callDates ?? {}), calendarOf(calendar, row.body, province), programme.day);
}

/** A row as it is shown: what is stored, with the light of now. Only a paused row is reckoned again. */
export function limitOf(row: LedgerRow, setting: LimitSetting): Limit {
  const { programme, legalNow } = setting;
  const calendar = calendarOf(setting.calendar, row.body, setting.province);
  const paused = row.state === 'paused' ? dueOfRow(row, setting) : null;
  const ladderName = programme.deadlines.find((one) => one.id === row.ruleId)?.ladder;
  const ladder = ladderName ? (programme.ladders[ladderName] ?? null) : null;
  const shown = {
    state: row.state,
    dueOn: row.dueOn,
    dueAt: row.dueAt,
    pausedSince: paused?.pausedSince ?? null,
    pausedUntil: paused?.pausedUntil ?? null,
    remainingDays: paused?.remainingDays ?? null,
    provisional: row.provisional,
  };
  return limitAsShown(lightOf(shown, legalNow, calendar, programme.day, ladder), shown);
}

/** A limit with its light, as answers show it. */
export function limitAsShown(light: LightAnswer | null, row: LightRow): Limit {
  return {
    dueOn: row.dueOn,
    dueAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
    light: light?.light ?? 'ok',
    days: daysOf(light),
    pausedSince: row.pausedSince,
    provisional: row.provisional,
  };
}

/** Working days left, as a negative figure those it is overdue by; none while paused. */
function daysOf(light: LightAnswer | null): number | null {
  if (light === null || light.light === 'paused') return null;
  return light.light === 'overdue' ? -light.days : light.days;
}

/** The limit that binds a task: the earliest running one, else a paused one. */
export function limitOfTask(
  task: { id: string; stageId: string; stage: Stage; step: Step },
  rows: readonly LedgerRow[],
  setting: LimitSetting,
): Limit | null {
  const binding = rows.filter((row) => binds(row, { ...task, body: bodyOfStage[task.stage] }));
  const row = earliest(binding);
  return row ? limitOf(row, setting) : null;
}

/** The earliest running row, else a paused one. */
export function earliest(rows: readonly LedgerRow[]): LedgerRow | undefined {
  const running = rows.filter((row) => row.state !== 'paused' && row.dueAt !== null);
  return running.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))[0] ?? rows.find((row) => row.state === 'paused');
}
