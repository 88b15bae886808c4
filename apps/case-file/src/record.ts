import {
  caseFilePaths,
  type CaseFileManifest,
  type CaseFileSignature,
  type ChainedEvent,
} from '../../../libs/contracts/case-file';
import type { EventRow } from '../../../libs/contracts/api/cases';
import { eventTypes, type EventType } from '../../../libs/contracts/events';
import type { Words } from '../../../libs/contracts/forms';
import { readHeader, readManifest } from '../../../libs/domain/audit/verify-case-file';

declare global {
  interface Window {
    caseFileRecord?: Record<string, string>;
    caseFileSeal?: { manifest: string; signature: string };
  }
}

/** What the scripts beside the page brought. */
export interface Brought {
  texts: Record<string, string>;
  seal: { manifest: string; signature: string };
  manifest: CaseFileManifest;
  header: CaseFileSignature;
}

export function readBrought(): Brought | null {
  const { caseFileRecord: texts, caseFileSeal: seal } = window;
  if (!texts || !seal) return null;
  const [manifest, header] = [readManifest(seal.manifest), readHeader(seal.signature)];
  return manifest && header ? { texts, seal, manifest, header } : null;
}

/** A value of the record; null where the file has none of it. */
export function valueOf({ texts }: Brought, path: string): unknown {
  const text = texts[path];
  return text === undefined ? null : JSON.parse(text);
}

export interface TheCase {
  number: string;
  kind: string;
  status: string;
  result: string | null;
  applicant: { name: Words };
}

export interface Decision {
  stage: string;
  step: string;
  round: number;
  outcome: string;
  at: string;
  by: { name: Words; role: string; organisation: { name: Words }; onBehalfOf: Words | null } | null;
  recalledAt: string | null;
  form: Record<string, unknown>;
}

export interface Decisions {
  standard: { indicators: { id: string; title: Words }[] };
  named: { id: string; name: Words }[];
  items: Decision[];
}

export interface Limit {
  title: Words;
  body: string;
  state: string;
  dueOn: string | null;
  explanation: Words[];
}

export interface Request {
  number: string | null;
  state: string;
  from: { name: Words };
  to: { name: Words };
  sentAt: string | null;
  dueOn: string | null;
  answeredAt: string | null;
  items: {
    no: number;
    title: string;
    state: string;
    answer: { text: string | null; unavailableBecause: string | null } | null;
  }[];
  papers: string[];
}

export interface ListedDocument {
  documentId: string;
  title: string;
  version: number;
  fileName: string;
  size: number;
  sha256: string;
  organisation: Words;
  addedAt: string;
  path: string | null;
}

/** One line of the timeline, whether the file has the whole chain or what a reader is shown. */
export interface Happened {
  no: number;
  at: string;
  title: Words;
  stage: string | null;
  step: string | null;
  outcome: string | null;
  by: Words | null;
  facts: Record<string, unknown>;
}

type Named = { id: string } & Words;

/** Who stands behind the ids in events, where the file tells it. */
export function namesOf(brought: Brought): Map<string, Words> {
  const found = valueOf(brought, 'record/people.json') as { people: Named[]; organisations: Named[] } | null;
  return new Map([...(found?.people ?? []), ...(found?.organisations ?? [])].map(({ id, zh, en }) => [id, { zh, en }]));
}

export function happeningsOf(brought: Brought): Happened[] {
  const lines = (brought.texts[caseFilePaths.events] ?? '').split('\n').filter((line) => line !== '');
  const names = namesOf(brought);
  return lines.map((line) => {
    const event = JSON.parse(line) as ChainedEvent | EventRow;
    return 'payload' in event ? ofChain(event, names) : ofList(event);
  });
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function ofChain(event: ChainedEvent, names: ReadonlyMap<string, Words>): Happened {
  const payload = JSON.parse(event.payload) as { actor?: { person?: string }; [fact: string]: unknown };
  const { actor, stage, step, outcome, ...facts } = payload;
  const title =
    event.type in eventTypes ? eventTypes[event.type as EventType].words : { zh: event.type, en: event.type };
  return {
    ...{ no: event.seq, at: event.at, title, facts, by: names.get(actor?.person ?? '') ?? null },
    ...{ stage: textOrNull(stage), step: textOrNull(step), outcome: textOrNull(outcome) },
  };
}

const ofList = ({ index, at, title, stage, step, outcome, by, facts }: EventRow): Happened => ({
  ...{ no: index, at, title, stage, step, outcome, facts },
  by: by ? { zh: `${by.organisation.zh} ${by.name.zh}`, en: `${by.name.en}, ${by.organisation.en}` } : null,
});
