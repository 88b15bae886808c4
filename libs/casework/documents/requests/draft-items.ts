import type { DraftItem } from '../../../contracts/api/requests';
import { Refused, type FieldError } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { LibraryItem } from '../../../contracts/requests';
import { newId } from '../../../persistence/bytes';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { ProposalRepository } from '../../../persistence/documents/proposal-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseWork } from '../../cases/case-work';

/** The items of a draft with what they come from. */
export interface DraftedItems {
  items: RequestItem[];
  /** The answered request whose items are returned; null for a new matter. */
  previous: DocumentRequest | null;
  proposals: { id: Id<'itemProposal'>; no: number }[];
}

type Wording = Pick<RequestItem, 'title' | 'accepts' | 'formats' | 'required' | 'libraryId' | 'indicator'> &
  Partial<Pick<RequestItem, 'originId' | 'passedFromId' | 'returnReason'>>;

export const itemOf = (requestId: Id<'request'>, index: number, wording: Wording): RequestItem => ({
  originId: null,
  passedFromId: null,
  returnReason: null,
  ...wording,
  id: newId('item'),
  requestId,
  no: index + 1,
  state: 'open',
  answerRev: 0,
});

/** What an item of an earlier round asks for again, with the reason word for word. */
export const returnedWording = (item: RequestItem, reason: string): Wording => ({
  title: item.title,
  accepts: item.accepts,
  formats: item.formats,
  required: item.required,
  libraryId: item.libraryId,
  indicator: item.indicator,
  originId: item.id,
  returnReason: reason,
});

/** Words the items of a draft. Refused as `invalid-input`, naming every item that is wrong. */
export async function draftItems(
  work: CaseWork,
  draft: Pick<DocumentRequest, 'id' | 'stageId' | 'fromBody'>,
  library: readonly LibraryItem[],
  inputs: readonly DraftItem[],
): Promise<DraftedItems> {
  const returnable = await returnableItems(work, draft, inputs);
  const proposals = await proposalsNamed(work, draft, inputs);
  const fields: FieldError[] = [];
  const items = inputs.flatMap((input, index) => {
    const wording = wordingOf(input, library, returnable.items, proposals);
    if ('wrong' in wording) {
      fields.push(fieldError(`items.${String(index)}.${wording.path}`, wording.wrong));
      return [];
    }
    return [itemOf(draft.id, index, wording)];
  });
  const twice = inputs.flatMap((input) => (input.from === 'returned' ? [input.itemId] : []));
  const merged = inputs.flatMap((input) => (input.from === 'proposal' ? [input.proposalId] : []));
  if (new Set(twice).size !== twice.length || new Set(merged).size !== merged.length)
    fields.push(fieldError('items', 'duplicate'));
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return {
    items,
    previous: twice.length > 0 ? returnable.request : null,
    proposals: inputs.flatMap((input, index) =>
      input.from === 'proposal' ? [{ id: input.proposalId, no: index + 1 }] : [],
    ),
  };
}

type Wrong = { wrong: 'template-unknown' | 'item-not-returnable' | 'not-offered'; path: string };

function wordingOf(
  input: DraftItem,
  library: readonly LibraryItem[],
  returnable: readonly RequestItem[],
  proposals: ReadonlySet<string>,
): Wording | Wrong {
  switch (input.from) {
    case 'library': {
      const item = library.find((one) => one.id === input.libraryId);
      if (!item) return { wrong: 'template-unknown', path: 'libraryId' };
      return {
        title: item.title.zh,
        accepts: item.accepts.zh,
        formats: item.formats,
        required: input.required ?? item.required,
        libraryId: item.id,
        indicator: input.indicator ?? null,
      };
    }
    case 'proposal':
      if (!proposals.has(input.proposalId)) return { wrong: 'not-offered', path: 'proposalId' };
      return free(input);
    case 'free':
      return free(input);
    case 'returned': {
      const item = returnable.find((one) => one.id === input.itemId);
      return item ? returnedWording(item, input.reason) : { wrong: 'item-not-returnable', path: 'itemId' };
    }
  }
}

const free = (input: Extract<DraftItem, { from: 'free' | 'proposal' }>): Wording => ({
  title: input.title,
  accepts: input.accepts,
  formats: input.formats,
  required: input.required,
  libraryId: null,
  indicator: input.indicator ?? null,
});

/** Only what was answered in this stage, and not judged yet, can be returned by a draft: at an intake, that is. */
async function returnableItems(
  work: CaseWork,
  draft: Pick<DocumentRequest, 'stageId' | 'fromBody'>,
  inputs: readonly DraftItem[],
): Promise<{ request: DocumentRequest | null; items: RequestItem[] }> {
  if (!inputs.some((input) => input.from === 'returned')) return { request: null, items: [] };
  const request = (await new RequestRepository(work.sql).ofCase(work.file.id)).find(
    (one) => one.state === 'answered' && one.stageId === draft.stageId && one.fromBody === draft.fromBody,
  );
  if (!request) return { request: null, items: [] };
  return { request, items: await new ItemRepository(work.sql).of([request.id]) };
}

/** Those of the body's own panel that were neither declined nor taken up by another request. */
async function proposalsNamed(
  work: CaseWork,
  draft: Pick<DocumentRequest, 'id' | 'fromBody'>,
  inputs: readonly DraftItem[],
): Promise<Set<string>> {
  if (!inputs.some((input) => input.from === 'proposal') || draft.fromBody === 'hospital') return new Set();
  const proposals = await new ProposalRepository(work.sql).ofCase(work.file.id, [draft.fromBody]);
  const free = proposals.filter(
    (one) => one.declined === null && (one.mergedInto === null || one.mergedInto === draft.id),
  );
  return new Set(free.map((one) => one.id as string));
}
