import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { organisationKinds, roles, type OrganisationKind, type Role } from '../../contracts/posts';
import { roleWords } from '../../contracts/words/procedure';
import { dayNumber, legalDate } from '../../domain/deadlines/civil';
import { conflictOf, isAdministrator, isPostOf } from '../../domain/people/granting';
import { unitKinds } from '../../domain/people/line';
import type { Cells, FileRow, ImportKind, ImportReason, PlannedRow } from '../../domain/people/import-file';
import { bytesOf, idOf, newId } from '../../persistence/bytes';
import { AdministratorRepository } from '../../persistence/people/administrator-repository';
import { PostRepository, type PostRecord } from '../../persistence/people/post-repository';
import type { Sql, Value } from '../../persistence/sql';

type Table = 'organisation' | 'unit' | 'person' | 'post';
const tables: Record<ImportKind, Table> = {
  organisations: 'organisation',
  units: 'unit',
  people: 'person',
  posts: 'post',
};

export interface ImportPlan {
  table: Table;
  rows: PlannedRow[];
  adds: Record<string, Value>[];
  changes: { id: Buffer; columns: Record<string, Value> }[];
  /** Whom the file gives a post, or changes one of theirs. */
  grantsTo: Id<'person'>[];
}

/** What a row wants to be: its place in the table, and the columns that may change. */
interface Wanted {
  /** Of the row that is there already. */
  known: (Record<string, Value> & { id: Buffer }) | undefined;
  about: Words;
  /** Whose post it is. */
  grantsTo?: Id<'person'>;
  /** Only of a new row. */
  fixed: Record<string, Value>;
  columns: Record<string, Value>;
}

class RowRefused extends Error {
  constructor(
    readonly column: string,
    readonly code: ImportReason,
  ) {
    super(code);
  }
}
const refuse = (column: string, code: ImportReason): never => {
  throw new RowRefused(column, code);
};

/** What the rows of a file would do to the data as it is now; a row in doubt is refused and the others stand. */
export async function planImport(
  sql: Sql,
  kind: ImportKind,
  rows: readonly FileRow[],
  today: string,
): Promise<ImportPlan> {
  const plan: ImportPlan = { table: tables[kind], rows: [], adds: [], changes: [], grantsTo: [] };
  const book = await Book.open(sql, today);
  const seen = new Set<string>();
  for (const { line, cells } of rows) {
    const key = keyOf(kind, cells);
    try {
      if (seen.has(key)) refuse('', 'twice');
      seen.add(key);
      const wanted = await wantedOf[kind](book, cells);
      const { state, changes } = place(plan, wanted, book);
      plan.rows.push({ line, key, state, reason: null, about: wanted.about, changes });
      if (wanted.grantsTo && state !== 'unchanged') plan.grantsTo.push(wanted.grantsTo);
      if (!wanted.known) book.add(kind, cells, plan.adds.at(-1));
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      const reason = { column: error.column, code: error.code };
      plan.rows.push({ line, key, state: 'refused', reason, about: nameIn(cells), changes: [] });
    }
  }
  return plan;
}

function keyOf(kind: ImportKind, cells: Cells): string {
  const of = (...columns: string[]) => columns.map((column) => cells[column] ?? '').join('/');
  if (kind === 'units') return of('organisation', 'code');
  return kind === 'posts' ? of('person', 'organisation', 'role', 'from') : of('code');
}

function place(plan: ImportPlan, wanted: Wanted, book: Book): Pick<PlannedRow, 'state' | 'changes'> {
  const { known, fixed, columns } = wanted;
  if (!known) {
    plan.adds.push({ id: bytesOf(newId(plan.table)), ...fixed, ...columns });
    return { state: 'add', changes: [] };
  }
  const differing = Object.entries(columns).filter(([name, value]) => !same(known[name] ?? null, value));
  if (differing.length === 0) return { state: 'unchanged', changes: [] };
  plan.changes.push({ id: known.id, columns });
  const changes = differing.map(([name, value]) => ({
    column: columnOf[name] ?? name,
    from: book.shown(known[name] ?? null),
    to: book.shown(value),
  }));
  return { state: 'change', changes };
}

/** Columns that the file calls otherwise. */
const columnOf: Record<string, string> = { parent_id: 'parent', unit_id: 'unit', valid_to: 'to' };

/** What a line calls itself, where it does. */
const nameIn = (cells: Cells): Words | null =>
  cells.name_zh || cells.name_en
    ? { zh: cells.name_zh || cells.name_en || '', en: cells.name_en || cells.name_zh || '' }
    : null;

const nameOf = (row: Record<string, Value>): Words => ({ zh: textOf(row.name_zh), en: textOf(row.name_en) });
const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const joined = (...parts: Words[]): Words => ({
  zh: parts.map((part) => part.zh).join(' · '),
  en: parts.map((part) => part.en).join(' · '),
});

const same = (one: Value, other: Value): boolean =>
  Buffer.isBuffer(one) && Buffer.isBuffer(other) ? one.equals(other) : one === other;

interface OrganisationRow extends Record<string, Value> {
  id: Buffer;
  kind: OrganisationKind;
}
type IdRow = Record<string, Value> & { id: Buffer };

/** The data as it is, by the keys of the files, with what the file itself adds on the way. */
class Book {
  /** Administrators' posts that rows before this one end. */
  readonly ending: Id<'post'>[] = [];

  private constructor(
    readonly sql: Sql,
    readonly today: string,
    readonly organisations: Map<string, OrganisationRow>,
    readonly units: Map<string, IdRow>,
    readonly people: Map<string, IdRow>,
  ) {}

  static async open(sql: Sql, today: string): Promise<Book> {
    const organisations = await sql.rows<OrganisationRow & { code: string }>('SELECT * FROM organisation');
    const units = await sql.rows<IdRow & { code: string; organisation: string }>(
      'SELECT u.*, o.code AS organisation FROM unit u JOIN organisation o ON o.id = u.organisation_id',
    );
    const people = await sql.rows<IdRow & { code: string }>('SELECT * FROM person WHERE code IS NOT NULL');
    return new Book(
      sql,
      today,
      new Map(organisations.map((row) => [row.code, row])),
      new Map(units.map((row) => [`${row.organisation}/${row.code}`, row])),
      new Map(people.map((row) => [row.code, row])),
    );
  }

  /** A value as a file has it: of a row of another table its code. */
  shown(value: Value): string | null {
    if (!Buffer.isBuffer(value)) return value === null ? null : String(value);
    const found = [...this.organisations.values(), ...this.units.values()].find((row) => row.id.equals(value));
    return textOf(found?.code) || null;
  }

  add(kind: ImportKind, cells: Cells, row: Record<string, Value> | undefined): void {
    if (!row) return;
    if (kind === 'organisations') this.organisations.set(cells.code ?? '', row as OrganisationRow);
    if (kind === 'units') this.units.set(keyOf(kind, cells), row as IdRow);
    if (kind === 'people') this.people.set(cells.code ?? '', row as IdRow);
  }
}

const wantedOf: Record<ImportKind, (book: Book, cells: Cells) => Wanted | Promise<Wanted>> = {
  organisations: wantedOrganisation,
  units: wantedUnit,
  people: wantedPerson,
  posts: wantedPost,
};

function wantedOrganisation(book: Book, cells: Cells): Wanted {
  const code = needed(cells, 'code', /^[a-z0-9][a-z0-9-]{0,62}$/);
  const kind = oneOf(cells, 'kind', organisationKinds);
  const province = optional(cells, 'province', /^\d{2}$/);
  if (province === null && (kind === 'province' || kind === 'hospital')) refuse('province', 'required');
  const known = book.organisations.get(code);
  if (known && (known.kind !== kind || known.province !== province)) refuse('kind', 'kind-fixed');
  const above = optional(cells, 'parent');
  const parent = above === null ? null : (book.organisations.get(above)?.id ?? refuse('parent', 'no-parent'));
  if (above === code) refuse('parent', 'no-parent');
  const columns = { ...names(cells), parent_id: parent };
  return { known, about: nameOf(columns), fixed: { code, kind, province }, columns };
}

function wantedUnit(book: Book, cells: Cells): Wanted {
  const organisation = organisationOf(book, cells);
  const code = needed(cells, 'code', /^[a-z0-9][a-z0-9-]{0,62}$/);
  const kind = oneOf(cells, 'kind', unitKinds);
  const at = needed(cells, 'organisation');
  const known = book.units.get(`${at}/${code}`);
  if (known && known.kind !== kind) refuse('kind', 'kind-fixed');
  const above = optional(cells, 'parent');
  const parent = above === null ? null : book.units.get(`${at}/${above}`);
  if (parent === undefined || above === code || (parent?.kind === 'division' && kind === 'department'))
    refuse('parent', 'no-parent');
  const columns = { ...names(cells), parent_id: parent?.id ?? null };
  const about = joined(nameOf(organisation), nameOf(columns));
  return { known, about, fixed: { organisation_id: organisation.id, code, kind }, columns };
}

function wantedPerson(book: Book, cells: Cells): Wanted {
  const code = needed(cells, 'code', /^[^\s/]{1,64}$/);
  const language = optional(cells, 'language', /^(zh|en)$/);
  const email = optional(cells, 'email', /^[^\s@,;<>]{1,64}@[^\s@,;<>]{1,180}\.[^\s@,;<>]{2,}$/);
  const columns = { ...names(cells), email, phone: optional(cells, 'phone', /^.{1,40}$/), language };
  return { known: book.people.get(code), about: nameOf(columns), fixed: { code }, columns };
}

async function wantedPost(book: Book, cells: Cells): Promise<Wanted> {
  const person = book.people.get(needed(cells, 'person')) ?? refuse('person', 'no-person');
  const organisation = organisationOf(book, cells);
  const role: Role = oneOf(cells, 'role', roles);
  if (!isPostOf(role, organisation.kind)) refuse('role', 'not-at-organisation');
  const pool = optional(cells, 'pool', /^(\d{2}|nation)$/);
  if ((role === 'expert') !== (pool !== null)) refuse('pool', 'pool-with-expert');
  const from = day(needed(cells, 'from'), 'from');
  const until = optional(cells, 'to');
  const to = until === null ? null : day(until, 'to');
  if (to !== null && to < from) refuse('to', 'before-start');
  const at = optional(cells, 'unit');
  const unit = at === null ? null : book.units.get(`${needed(cells, 'organisation')}/${at}`);
  if (unit === undefined || (unit && unit.closed_on != null)) refuse('unit', 'no-unit');
  const period = { organisationId: idOf('organisation', organisation.id), role, from, to };
  const posts = new PostRepository(book.sql);
  const held = await posts.ofPerson(idOf('person', person.id));
  const known = held.find(
    (one) => one.role === role && one.organisationId === period.organisationId && one.from === from,
  );
  const conflict = conflictOf(
    period,
    held.filter((one) => one !== known),
  );
  if (conflict === 'post-held' || conflict === 'posts-apart') refuse('role', conflict);
  if (known && to !== null && to <= book.today && to !== known.to && (await posts.heldTasks(known.id)) > 0)
    refuse('to', 'tasks-held');
  if (known && to !== null && to !== known.to) await keepAdministrator(book, known, to);
  return {
    known: known && {
      id: bytesOf(known.id),
      unit_id: known.unitId && bytesOf(known.unitId),
      pool: known.pool,
      valid_to: known.to,
    },
    about: joined(nameOf(person), nameOf(organisation), roleWords[role]),
    grantsTo: idOf('person', person.id),
    fixed: { person_id: person.id, organisation_id: organisation.id, role, valid_from: from },
    columns: { unit_id: unit?.id ?? null, pool, valid_to: to },
  };
}

/** An administrator's post is not ended by a file either where nobody is left for it, whichever rows end the others. */
async function keepAdministrator(book: Book, { id, role }: PostRecord, to: string): Promise<void> {
  if (!isAdministrator(role)) return;
  const after = legalDate(dayNumber(to) + 1);
  if (!(await new AdministratorRepository(book.sql).anyBut([...book.ending, id], role, after)))
    refuse('to', 'last-administrator');
  book.ending.push(id);
}

const organisationOf = (book: Book, cells: Cells): OrganisationRow =>
  book.organisations.get(needed(cells, 'organisation')) ?? refuse('organisation', 'no-organisation');

const names = (cells: Cells) => ({
  name_zh: needed(cells, 'name_zh', /^.{1,120}$/),
  name_en: needed(cells, 'name_en', /^.{1,120}$/),
});

function needed(cells: Cells, column: string, shape?: RegExp): string {
  return optional(cells, column, shape) ?? refuse(column, 'required');
}

function optional(cells: Cells, column: string, shape?: RegExp): string | null {
  const text = cells[column] ?? '';
  if (text === '') return null;
  if (shape && !shape.test(text)) refuse(column, 'format');
  return text;
}

function oneOf<T extends string>(cells: Cells, column: string, offered: readonly T[]): T {
  const text = needed(cells, column);
  return offered.find((one) => one === text) ?? refuse(column, 'not-offered');
}

function day(text: string, column: string): string {
  const known = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return known && new Date(text).toISOString().startsWith(text) ? text : refuse(column, 'format');
}
