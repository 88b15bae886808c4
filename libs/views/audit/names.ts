import type { Words } from '../../contracts/forms';
import { isId, type Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';

type Payload = Record<string, unknown>;

/** What the ids of events stand for. */
export interface Names {
  person(id: string | undefined): { id: string; name: Words } | null;
  /** Number of the case that an event beside the cases names. */
  caseOf(payload: Payload): string | null;
  /** People and organisations among these facts, by id. */
  of(facts: Payload): Record<string, Words>;
}

/** Strings of a payload, at most two levels deep: as deep as ids lie. */
const textsOf = (value: unknown, depth = 0): string[] => {
  if (typeof value === 'string') return [value];
  if (depth > 2 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsOf(one, depth + 1));
};

/** Reads the names behind all ids of these payloads: a statement for each kind that is there. */
export async function namesIn(sql: Sql, payloads: readonly Payload[]): Promise<Names> {
  const ids = [...new Set(payloads.flatMap((payload) => textsOf(payload)))];
  const people = await wordsOf(sql, 'person', ids);
  const organisations = await wordsOf(sql, 'organisation', ids);
  const numbers = await numbersOf(sql, ids);
  return {
    person: (id) => {
      const name = id === undefined ? undefined : people.get(id);
      return id !== undefined && name ? { id, name } : null;
    },
    caseOf: (payload) =>
      textsOf(payload)
        .map((id) => numbers.get(id))
        .find((number) => number !== undefined) ?? null,
    of: (facts) =>
      Object.fromEntries(
        textsOf(facts).flatMap((id) => {
          const name = people.get(id) ?? organisations.get(id);
          return name ? [[id, name]] : [];
        }),
      ),
  };
}

async function wordsOf(
  sql: Sql,
  kind: 'person' | 'organisation',
  ids: readonly string[],
): Promise<ReadonlyMap<string, Words>> {
  const asked = ids.filter((id) => isId(kind, id));
  if (asked.length === 0) return new Map();
  const rows = await sql.rows<{ id: Buffer; name_zh: string; name_en: string }>(
    `SELECT id, name_zh, name_en FROM ${kind} WHERE id IN (${marks(asked.length)})`,
    asked.map(bytesOf),
  );
  return new Map(rows.map((row) => [idOf(kind, row.id), { zh: row.name_zh, en: row.name_en }]));
}

async function numbersOf(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = ids.filter((id): id is Id<'case'> => isId('case', id));
  if (asked.length === 0) return new Map();
  const rows = await sql.rows<{ id: Buffer; number: string }>(
    `SELECT id, number FROM case_file WHERE id IN (${marks(asked.length)})`,
    asked.map(bytesOf),
  );
  return new Map(rows.map((row) => [idOf('case', row.id), row.number]));
}
