import { createHash } from 'node:crypto';
import type { AppliedImport, ImportList, ImportPreview, PrepareImport } from '../../contracts/api/people-imports';
import { Refused, refusals } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { entitled, offered, requireEntitled } from '../../domain/people/entitlement';
import { importReasons, type ImportKind, type PlannedRow } from '../../domain/people/import-file';
import { newId } from '../../persistence/bytes';
import { AdministratorRepository } from '../../persistence/people/administrator-repository';
import { ImportRepository, type ListedImport, type PeopleImport } from '../../persistence/people/import-repository';
import type { Sql } from '../../persistence/sql';
import { legalNow } from '../deadlines/seed-clock';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer } from './administration';
import { requireConfirmed } from './confirmed';
import { planImport, type ImportPlan } from './plan-import';
import { readCsv } from './read-csv';

/** Keeps a file of master data for a second person; nothing else changes. Refused: not-entitled, invalid-input at `content.<line>`. */
export function prepareImport(
  actor: Actor,
  input: PrepareImport & { key: Key },
  office: Office,
): Promise<{ id: Id<'peopleImport'> }> {
  return administer(office, actor, input.key, async ({ sql, record, now }) => {
    const post = requireEntitled(actor, 'organise', null);
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
export async function previewImport(actor: Actor, id: Id<'peopleImport'>, office: Office): Promise<ImportPreview> {
  requireEntitled(actor, 'read-people', everywhere);
  return office.database.read(async (sql) => {
    const imports = new ImportRepository(sql);
    const found = await imports.find(id);
    const [shown] = await imports.list(id);
    if (!found || !shown) throw new Refused('not-found');
    const mine = found.preparedBy === actor.personId;
    if (found.state === 'applied') {
      const rows = JSON.parse(found.report ?? '[]') as PlannedRow[];
      return { ...presentImport(shown), mine, ...reported(rows), allowedActions: [], barred: null };
    }
    const today = legalDateOf(await legalNow(sql, office.machineNow()), { zone: 'Asia/Shanghai' });
    const plan = await planOf(sql, found, today);
    const open = found.state === 'open';
    const apply = entitled(actor, 'apply-import', { preparedBy: found.preparedBy, grantsTo: plan.grantsTo });
    const discard = entitled(actor, 'organise', null);
    const barred = open && !apply.allowed && apply.because !== 'not-entitled' ? refusals[apply.because].words : null;
    return {
      ...presentImport(shown),
      mine,
      ...reported(plan.rows),
      allowedActions: open ? offered([['apply', apply] as const, ['discard', discard] as const]) : [],
      barred,
    };
  });
}

/** Everything, not one organisation's. */
const everywhere = { organisationId: null };

/** Files that wait for a second person, then the last that ended. Refused: not-entitled. */
export async function listImports(actor: Actor, office: Office): Promise<ImportList> {
  requireEntitled(actor, 'read-people', everywhere);
  return office.database.read(async (sql) => ({
    items: (await new ImportRepository(sql).list(null)).map(presentImport),
    allowedActions: offered([['prepare', entitled(actor, 'organise', null)] as const]),
  }));
}

function presentImport({ id, kind, fileName, state, prepared, ended }: ListedImport): ImportList['items'][number] {
  const moment = ({ by, at }: ListedImport['prepared']) => ({ by, at: new Date(at).toISOString() });
  return { id, kind: kind as ImportKind, fileName, state, prepared: moment(prepared), ended: ended && moment(ended) };
}

const reported = (rows: readonly PlannedRow[]) => ({
  digest: digestOf(rows),
  counts: countsOf(rows),
  rows: rows.map(worded),
});

function countsOf(rows: readonly PlannedRow[]) {
  const count = (state: PlannedRow['state']) => rows.filter((row) => row.state === state).length;
  return {
    ...{ added: count('add'), changed: count('change') },
    ...{ unchanged: count('unchanged'), refused: count('refused') },
  };
}

/**
 * Applies a prepared file by a second person, in one commit: what was previewed (`digest`) or nothing. Refused rows are
 * left out and reported. Nobody gives themselves a post by a file: neither who prepared it nor who applies it. Relies on
 * the lock of the import's row: applied once. Refused: not-entitled, not-found, second-person, import-own-post,
 * import-ended, import-changed, step-up-needed (a file of posts).
 */
export function applyImport(
  actor: Actor,
  input: { importId: Id<'peopleImport'>; digest: string; key: Key },
  office: Office,
): Promise<AppliedImport> {
  return administer(office, actor, input.key, async ({ sql, record, today, now }) => {
    const imports = new ImportRepository(sql);
    const found = await imports.find(input.importId, true);
    const preparedBy = found?.preparedBy ?? 'person_none';
    requireEntitled(actor, 'apply-import', { preparedBy, grantsTo: [] });
    if (!found) throw new Refused('not-found');
    if (found.state !== 'open') throw new Refused('import-ended');
    if (found.kind === 'posts') await new AdministratorRepository(sql).lock();
    const plan = await planOf(sql, found, today);
    const post = requireEntitled(actor, 'apply-import', { preparedBy, grantsTo: plan.grantsTo });
    // What grants or ends posts binds as much one by one.
    if (plan.grantsTo.length > 0) requireConfirmed(actor);
    if (digestOf(plan.rows) !== input.digest) throw new Refused('import-changed');
    await imports.add(plan.table, plan.adds);
    for (const { id, columns } of plan.changes) await imports.change(plan.table, id, columns);
    await imports.end(found.id, 'applied', JSON.stringify(plan.rows), actor.personId, now);
    const counts = countsOf(plan.rows);
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
    const post = requireEntitled(actor, 'organise', null);
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

/** A report of before names had neither names nor changes. */
const worded = (
  row: PlannedRow | (Omit<PlannedRow, 'about' | 'changes'> & { about?: undefined; changes?: undefined }),
): ImportPreview['rows'][number] => ({
  ...row,
  about: row.about ?? null,
  changes: row.changes ?? [],
  reason: row.reason && { ...row.reason, message: importReasons[row.reason.code] },
});
