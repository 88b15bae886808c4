import { eventTypes, type EventType } from '../../contracts/events';
import type { CaseMessage } from '../../contracts/messages';
import type { Body } from '../../contracts/posts';
import { bytesOf } from '../bytes';
import type { CaseFile } from '../cases/case-file';
import { CaseRepository } from '../cases/case-repository';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import { seal } from './chain';

export interface NewEvent {
  type: EventType;
  /** The body whose own event it is, for audiences `body` and `panel`. */
  body: Body;
  payload: Record<string, unknown>;
}

type WithoutSeq<M> = M extends unknown ? Omit<M, 'seq'> : never;
export type NewMessage = WithoutSeq<CaseMessage>;

export interface Written {
  events: NewEvent[];
  /** To the engine; null where the workflow has nothing to do. */
  message: NewMessage | null;
  /** Legal instant of the act. */
  at: number;
  machineNow: number;
}

/**
 * The one write that does three: the case row, its hash-chained events, and the outbox row. Every command and every
 * activity ends here; there is no other way to save a case file. Mutates `file` to what was written.
 */
export async function writeRecord(sql: Sql, file: CaseFile, written: Written): Promise<void> {
  const at = Math.max(written.at, file.eventAt ?? 0);
  await sql.insert(
    'case_event',
    written.events.map((event) => chain(file, event, at)),
  );
  if (written.message) {
    file.messageSeq += 1;
    file.messageAt = written.machineNow;
    await sql.insert('outbox', [
      {
        case_id: bytesOf(file.id),
        case_kind: file.kind,
        seq: file.messageSeq,
        message: JSON.stringify({ ...written.message, seq: file.messageSeq }),
        created_at: toSql(written.machineNow),
        available_at: toSql(written.machineNow),
      },
    ]);
  }
  await new CaseRepository(sql).save(file);
}

function chain(file: CaseFile, event: NewEvent, at: number) {
  const { version: typeVersion, audience } = eventTypes[event.type];
  const scope = audience === 'body' || audience === 'panel' ? `${audience}:${event.body}` : audience;
  file.eventSeq += 1;
  file.eventAt = at;
  const { type, payload } = event;
  const sealed = seal({
    ...{ chain: file.id, seq: file.eventSeq, type, typeVersion, audience: scope, at, payload },
    head: file.eventHead,
  });
  file.eventHead = sealed.hash;
  return { case_id: bytesOf(file.id), audience: scope, at: toSql(at), ...sealed };
}
