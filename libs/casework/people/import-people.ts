import { createHash } from 'node:crypto';
import type { AppliedImport, ImportPreview, PrepareImport } from '../../contracts/api/people-imports';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { postThatAdministers } from '../../domain/people/administering';
import { importReasons, type ImportKind, type PlannedRow } from '../../domain/people/import-file';
import { newId } from '../../persistence/bytes';
import { ImportRepository, type PeopleImport } from '../../persistence/people/import-repository';
import type { Sql } from '../../persistence/sql';
import { legalNow } from '../deadlines/seed-clock';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer } from './administration';
import { planImport, type ImportPlan } from './plan-import';
import { readCsv } from './read-csv';

/** Keeps a file of master data for a second person; nothing else changes. Refused: not-entitled, invalid-input at `content.<line>`. */
export function prepareImport(
  actor: Actor,
  input: PrepareImport & { key: Key },
  office: Office,
): Promise<{ id: Id<'peopleImport'> }> {
  return administer(office, actor, input.key, async ({ sql, record, now }) => {
    const post = postThatAdministers(actor, 'organise');
    const rows = readCsv(input.kind, Buffer.from(input.content, 'base64')).length;
    const id = newId('peopleImport');
    const { kind, fileName, content } = input;
    await new ImportRepository(sql).insert(
      { id, kind, fileName, content, state: 'open', preparedBy: actor.personId },
      now,
    );
    record('importPrepared', post, { import: id, kind, fileName, rows });
    return { id };
  });
}

/** What a prepared file would do now, row by row; of an applied one what it did. Refused: not-entitled, not-found. */
export function previewImport(actor: Actor, id: Id<'peopleImport'>, office: Office): Promise<ImportPreview> {
  postThatAdministers(actor, 'read-people');
  return office.database.read(async (sql) => {
    const found = await new ImportRepository(sql).find(id);
    if (!found) throw new Refused('not-found');
    const shown = { id, kind: found.kind as ImportKind, fileName: found.fileName, state: found.state };
    const mine = found.preparedBy === actor.personId;
    if (found.state === 'applied') {
      const rows = JSON.parse(found.report ?? '[]') as PlannedRow[];
      return { ...shown, mine, digest: digestOf(rows), rows: rows.map(worded) };
    }
    const plan = await planOf(
      sql,
      found,
      legalDateOf(await legalNow(sql, office.machineNow()), { zone: 'Asia/Shanghai' }),
    );
    return { ...shown, mine, digest: digestOf(plan.rows), rows: plan.rows.map(worded) };
  });
}

/**
 * Applies a prepared file by a second person, in one commit: what was previewed (`digest`) or nothing. Refused rows are
 * left out and reported. Relies on the lock of the import's row: applied once. Refused: not-entitled, not-found,
 * second-person, import-ended, import-changed.
 */
export function applyImport(
  actor: Actor,
  input: { importId: Id<'peopleImport'>; digest: string; key: Key },
  office: Office,
): Promise<AppliedImport> {
  return administer(office, actor, input.key, async ({ sql, record, today, now }) => {
    const post = postThatAdministers(actor, 'grant-post');
    const imports = new ImportRepository(sql);
    const found = await imports.find(input.importId, true);
    if (!found) throw new Refused('not-found');
    if (found.preparedBy === actor.personId) throw new Refused('second-person');
    if (found.state !== 'open') throw new Refused('import-ended');
    const plan = await planOf(sql, found, today);
    if (digestOf(plan.rows) !== input.digest) throw new Refused('import-changed');
    await imports.add(plan.table, plan.adds);
    for (const { id, columns } of plan.changes) await imports.change(plan.table, id, columns);
    await imports.end(found.id, 'applied', JSON.stringify(plan.rows), actor.personId, now);
    const count = (state: PlannedRow['state']) => plan.rows.filter((row) => row.state === state).length;
    const counts = {
      added: count('add'),
      changed: count('change'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    };
    record('importApplied', post, { import: found.id, kind: found.kind, ...counts });
    return { id: found.id, ...counts };
  });
}

/** Takes a prepared file back. Refused: not-entitled, not-found, import-ended. */
export function discardImport(
  actor: Actor,
  input: { importId: Id<'peopleImport'>; key: Key },
  office: Office,
): Promise<{ id: Id<'peopleImport'> }> {
  return administer(office, actor, input.key, async ({ sql, record, now }) => {
    const post = postThatAdministers(actor, 'organise');
    const imports = new ImportRepository(sql);
    const found = await imports.find(input.importId, true);
    if (!found) throw new Refused('not-found');
    if (found.state !== 'open') throw new Refused('import-ended');
    await imports.end(found.id, 'discarded', null, actor.personId, now);
    record('importDiscarded', post, { import: found.id });
    return { id: found.id };
  });
}

function planOf(sql: Sql, found: PeopleImport, today: string): Promise<ImportPlan> {
  const kind = found.kind as ImportKind;
  return planImport(sql, kind, readCsv(kind, Buffer.from(found.content, 'base64')), today);
}

const digestOf = (rows: readonly PlannedRow[]): string =>
  createHash('sha256').update(JSON.stringify(rows)).digest('hex');

const worded = (row: PlannedRow): ImportPreview['rows'][number] => ({
  ...row,
  reason: row.reason && { ...row.reason, message: importReasons[row.reason.code] },
});
