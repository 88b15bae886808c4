import { caseFilePaths, type CaseFileKind } from '../../../contracts/case-file';
import type { Id } from '../../../contracts/ids';
import type { Body } from '../../../contracts/posts';
import { idOf } from '../../../persistence/bytes';
import type { Database } from '../../../persistence/database';
import type { Sql } from '../../../persistence/sql';
import type { FileStore } from '../../../platform/files/file-store';
import { documentEntries } from './document-entries';
import { jsonEntry, type CaseFileEntry } from './entries';
import { eventEntries, peopleOf } from './event-entries';
import { recordEntries } from './record-entries';
import { requestEntries } from './request-entries';
import { ruleEntries } from './rule-entries';
import { takeCase, type CaseAtHand, type CaseFileWish } from './standing';
import { workEntries } from './work-entries';

/** The file of a decision, ready to be packed. */
export interface CaseFileContent {
  number: string;
  for: CaseFileKind;
  bodies: readonly Body[];
  /** Legal instant of the last event. */
  asOf: string;
  /** Number of events the record had then. */
  events: number;
  entries: AsyncIterable<CaseFileEntry>;
}

/**
 * The file of a case for an archive or for its applicant: what the views answer to a reader of these bodies, over one
 * snapshot of the record. Texts are read at once; contents of documents one by one, while the entries are gone through.
 * Whoever calls has asked entitlement. Refused: not-found.
 */
export async function caseFileOf(database: Database, files: FileStore, wish: CaseFileWish): Promise<CaseFileContent> {
  return database.snapshot((reads) =>
    reads.read(async (sql) => {
      const at = await takeCase(reads, sql, wish);
      const entries = await allEntries(at, files);
      return {
        number: at.file.number,
        for: at.for,
        bodies: at.bodies,
        asOf: new Date(at.asOf).toISOString(),
        events: at.file.eventSeq,
        entries: one(entries),
      };
    }),
  );
}

async function allEntries(at: CaseAtHand, files: FileStore): Promise<CaseFileEntry[]> {
  const documents = await documentEntries(at, files);
  const events = await eventEntries(at);
  const named = events.find(({ path }) => path === caseFilePaths.events)?.content;
  const people =
    at.whole && Buffer.isBuffer(named)
      ? [
          jsonEntry(
            'record/people.json',
            { zh: '事件所涉人员与机构', en: 'People and organisations that events name' },
            await peopleOf(at.sql, named.toString()),
          ),
        ]
      : [];
  return [
    ...(await recordEntries(at)),
    ...events,
    ...people,
    ...(await requestEntries(at)),
    ...(await workEntries(at, documents.listed)),
    ...(await ruleEntries(at)),
    ...documents.entries,
  ];
}

// eslint-disable-next-line @typescript-eslint/require-await -- entries are asked for one after the other, as streams are
async function* one(entries: readonly CaseFileEntry[]): AsyncGenerator<CaseFileEntry> {
  yield* entries;
}

/** A case by the number people know it by. */
export async function findCaseNumbered(sql: Sql, number: string): Promise<Id<'case'> | undefined> {
  const row = await sql.row<{ id: Buffer }>('SELECT id FROM case_file WHERE number = ?', [number]);
  return row && idOf('case', row.id);
}
