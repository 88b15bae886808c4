import { idPrefixes, isId, type Id, type IdKind } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { marks, type Sql } from '../sql';

const itself = 't.case_id';
/** Where the things are that a route can name, and the case each is of; the words are ours and never a caller's. */
const places = {
  case: { table: 'case_file', of: 't.id' },
  task: { table: 'task', of: itself },
  document: { table: 'document', of: itself },
  documentVersion: { table: 'document_version', of: '(SELECT d.case_id FROM document d WHERE d.id = t.document_id)' },
  upload: { table: 'upload', of: itself },
  order: { table: 'supervision_order', of: itself },
  deadline: { table: 'deadline', of: itself },
  request: { table: 'document_request', of: itself },
  item: { table: 'request_item', of: '(SELECT r.case_id FROM document_request r WHERE r.id = t.request_id)' },
  itemProposal: { table: 'item_proposal', of: itself },
  preReview: { table: 'pre_review_comment', of: itself },
  archiveFile: { table: 'archive_file', of: itself },
  legalHold: { table: 'legal_hold', of: itself },
  breakGlass: { table: 'break_glass', of: itself },
  notification: { table: 'notification', of: itself },
  call: { table: 'declaration_call', of: null },
  person: { table: 'person', of: null },
  organisation: { table: 'organisation', of: null },
  unit: { table: 'unit', of: null },
  post: { table: 'post', of: null },
  proposal: { table: 'post_proposal', of: null },
  absence: { table: 'absence', of: null },
  deputy: { table: 'deputy', of: null },
  peopleImport: { table: 'people_import', of: null },
  calendarDraft: { table: 'calendar_draft', of: null },
  calendarJob: { table: 'calendar_job', of: null },
  identity: { table: 'identity', of: null },
  serviceAccount: { table: 'service_account', of: null },
} as const satisfies Partial<Record<IdKind, { table: string; of: string | null }>>;
export const knownKinds = Object.keys(places) as (keyof typeof places)[];

export class ExistenceRepository {
  constructor(private readonly sql: Sql) {}

  /** Those of the ids that stand for something, with the case it is of. One statement for each kind that is named. */
  async existing(ids: readonly string[]): Promise<Map<string, Id<'case'> | null>> {
    const found = new Map<string, Id<'case'> | null>();
    for (const kind of knownKinds) {
      const asked = [...new Set(ids.filter((id) => isId(kind, id)))];
      if (asked.length === 0) continue;
      const { table, of } = places[kind];
      const rows = await this.sql.rows<{ id: Buffer; of: Buffer | null }>(
        `SELECT t.id, ${of ?? 'NULL'} AS of FROM ${table} t WHERE t.id IN (${marks(asked.length)})`,
        asked.map(bytesOf),
      );
      for (const row of rows)
        found.set(`${idPrefixes[kind]}_${row.id.toString('hex')}`, row.of && idOf('case', row.of));
    }
    return found;
  }
}
