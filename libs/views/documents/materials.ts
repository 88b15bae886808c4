import type { Material, MaterialsView, MaterialVersion } from '../../contracts/api/documents';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bodyOfPost } from '../../contracts/posts';
import { postForCaseAct } from '../../domain/people/case-actions';
import { idOf } from '../../persistence/bytes';
import { shownName } from '../../platform/files/inspect/names';
import { partiesOf, readCase, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';
import { ownSide, previewOf, withheld, type Unscanned } from './readable';
import { presentTemplate } from './templates';
import { readVersions, type VersionRow } from './versions';

export interface MaterialsSetting {
  unscanned: Unscanned;
  /** Bytes of one file; documents of one case. */
  limits: { size: number; documents: number };
}

/** Everything a case holds that the reader may know of, beside what the programme asks for. Refused as `not-found`. */
export function readMaterials(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  { unscanned, limits }: MaterialsSetting,
): Promise<MaterialsView> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const programme = await room.programme(sql, read.file.programmeVersionId);
    const standard = await room.standard(sql, read.file.standardVersionId);
    const side = sideThatAdds(actor, read);
    return {
      required: programme.content.documents.map((item) => ({
        slot: item.id,
        stage: item.stage as MaterialsView['required'][number]['stage'],
        title: item.title,
        formats: item.formats,
        required: item.required,
        accepts: item.accepts ?? null,
        perIndicator: item.perIndicator ?? false,
        template: presentTemplate(item.template),
        maxMegabytes: item.maxMegabytes ?? null,
        maxCount: item.maxCount ?? null,
        basis: item.basis,
      })),
      indicators: standard.content.indicators.map(({ id, title }) => ({ id, title })),
      limits: { megabytes: Math.floor(limits.size / 1024 / 1024), documents: limits.documents },
      documents: group(await readVersions(sql, read)).map((rows) => materialOf(read, rows, unscanned, side)),
    };
  });
}

function sideThatAdds(actor: Actor, read: ReadCase) {
  const { file } = read;
  const post = postForCaseAct(actor, 'add-document', {
    kind: file.kind,
    status: file.status,
    stage: file.stage,
    archive: file.archive,
    parties: partiesOf(file),
    designated: false,
    withdrawalPending: false,
  });
  return post ? bodyOfPost(post) : null;
}

/** Rows of one document follow each other. */
function group(rows: readonly VersionRow[]): VersionRow[][] {
  const documents = new Map<string, VersionRow[]>();
  for (const row of rows) {
    const id = row.document_id.toString('hex');
    const known = documents.get(id);
    if (known) known.push(row);
    else documents.set(id, [row]);
  }
  return [...documents.values()];
}

function materialOf(
  read: ReadCase,
  rows: readonly VersionRow[],
  unscanned: Unscanned,
  side: ReturnType<typeof sideThatAdds>,
): Material {
  const [first] = rows;
  if (!first) throw new Error('a document has a version');
  return {
    id: idOf('document', first.document_id),
    title: first.title,
    slot: first.slot,
    indicator: first.indicator,
    withdrawn: first.withdrawn_at
      ? { at: first.withdrawn_at.toISOString(), reason: first.withdrawn_reason ?? '' }
      : null,
    versions: rows.map((row) => versionOf(read, row, unscanned)),
    mine: side === first.side && !first.withdrawn_at,
  };
}

function versionOf(read: ReadCase, row: VersionRow, unscanned: Unscanned): MaterialVersion {
  const own = ownSide(read, row.side);
  return {
    id: idOf('documentVersion', row.id),
    number: row.number,
    current: row.current === 1,
    fileName: row.file_name,
    givenName: shownName(row.given_name),
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256.toString('hex'),
    addedAt: row.added_at.toISOString(),
    by: {
      organisation: { zh: row.by_zh, en: row.by_en },
      person: own && row.person_zh !== null ? { zh: row.person_zh, en: row.person_en ?? row.person_zh } : null,
    },
    state: row.scan,
    available: withheld(row.scan, own, unscanned) === null,
    preview: previewOf(row.media_type),
  };
}
