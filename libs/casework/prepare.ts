import type { LegalDate } from '../contracts/deadlines';
import type { Programme } from '../contracts/programme';
import { dayNumber, legalDate } from '../domain/deadlines/civil';
import { instantAt, legalDateOf } from '../domain/deadlines/legal-day';
import { Database } from '../persistence/database';
import { migrate } from '../persistence/migrate';
import type { Sql } from '../persistence/sql';
import { readAllConfig, type AllConfig } from '../platform/config-files/all-config';
import { seedRetentionClasses } from './audit/archive/seed-retention';
import { legalNow, seedCalendar, seedClock } from './deadlines/seed-clock';
import { openCall, publishProgrammes } from './declaration/publish-programmes';
import { seedRegistry } from './designation/seed-registry';
import { seedTraining } from './people/seed-training';

export interface Preparation {
  training: boolean;
  /** First legal day of a fresh training stack. */
  clockStart: string | null;
  machineNow: number;
}

const trainingWindowDays = 60;

/** Brings a migrated database to where cases can be opened: calendar, programmes, registry, and training data. Safe to repeat. */
export async function prepare(database: Database, config: AllConfig, preparation: Preparation): Promise<void> {
  const { training, clockStart, machineNow } = preparation;
  await database.transaction(async (sql) => {
    const beginning = training && clockStart ? instantAt(clockStart as LegalDate, '09:00', 'Asia/Shanghai') : null;
    await seedClock(sql, beginning, machineNow);
    await seedCalendar(sql, [config.reference.value.holidays2026], machineNow);
    await publishProgrammes(sql, config, machineNow);
    await seedRetentionClasses(sql, config.reference.value);
    await seedRegistry(sql, config.reference.value);
    if (!training) return;
    await seedTraining(sql, config.training.value);
    await openTrainingCalls(sql, config, machineNow);
  });
}

/** A fictional call for every programme's newest version, open from the day the stack is started on; a later start opens the next one. */
async function openTrainingCalls(sql: Sql, config: AllConfig, machineNow: number): Promise<void> {
  const now = await legalNow(sql, machineNow);
  for (const programme of newestProgrammes(config)) {
    const today = legalDateOf(now, programme.day);
    const round = await nextTrainingRound(sql, programme.code, today);
    if (round === null) continue;
    await openCall(sql, {
      code: `training-${programme.code}-${String(round)}`,
      programme,
      noticeNumber: `示卫医函〔${today.slice(0, 4)}〕${String(round)}号`,
      noticeDate: today,
      windowOpens: today,
      windowCloses: legalDate(dayNumber(today) + trainingWindowDays),
    });
  }
}

function newestProgrammes(config: AllConfig): Programme[] {
  const newest = new Map<string, Programme>();
  for (const { value } of config.programmes) {
    const known = newest.get(value.code);
    if (!known || isNewer(value.version, known.version)) newest.set(value.code, value);
  }
  return [...newest.values()];
}

/** Versions are `year.number`: 2026.10 is newer than 2026.9. */
function isNewer(version: string, than: string): boolean {
  const [year = 0, number = 0] = version.split('.').map(Number);
  const [thanYear = 0, thanNumber = 0] = than.split('.').map(Number);
  return year > thanYear || (year === thanYear && number > thanNumber);
}

/** The number of the call to open now; null while one is open. */
async function nextTrainingRound(sql: Sql, programme: string, today: string): Promise<number | null> {
  const row = await sql.row<{ calls: number | string; open: number | string | null }>(
    `SELECT COUNT(*) AS calls, SUM(l.window_closes >= ?) AS open FROM declaration_call l
     JOIN programme_version v ON v.id = l.programme_version_id WHERE v.code = ?`,
    [today, programme],
  );
  return Number(row?.open ?? 0) > 0 ? null : Number(row?.calls ?? 0) + 1;
}

/** Migrates with the migrating account where one is given, then prepares. Answers the migrations that ran. */
export async function prepareDatabase(
  settings: Preparation & { databaseUrl: string; migrationUrl: string | null; configDir: string },
): Promise<string[]> {
  const config = readAllConfig(settings.configDir);
  const ran = settings.migrationUrl ? await migrate(settings.migrationUrl, settings.databaseUrl) : [];
  const database = Database.at(settings.databaseUrl, 2);
  try {
    await prepare(database, config, settings);
  } finally {
    await database.close();
  }
  return ran;
}
