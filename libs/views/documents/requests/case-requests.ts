import type { CaseRequests } from '../../../contracts/api/requests';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bodyOfStage } from '../../../contracts/procedure';
import { isRequestStage } from '../../../domain/documents/request-parties';
import { entitled } from '../../../domain/people/entitlement';
import { askedDays, requestRow } from '../../../domain/documents/request-rules';
import { bytesOf, idOf } from '../../../persistence/bytes';
import { ProposalRepository, type Proposal } from '../../../persistence/documents/proposal-repository';
import { type Sql } from '../../../persistence/sql';
import { partiesOf, readCase, type ReadCase } from '../../cases/case-reader';
import { peopleNamed } from '../../people/names';
import type { ReadingRoom } from '../../reading-room';
import { chinaDate } from './request-list';
import { clockOf, limitsOfRequests } from './request-limits';
import { namedColumns, namedTables, presentRow, type NamedRow } from './request-rows';

/**
 * Requests of a case by matter, their rounds in order: those that the reader's bodies asked or were asked. What a province
 * passed on is between it and its hospital; the nation reads the answer. Refused as readCase.
 */
export function readCaseRequests(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<CaseRequests> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const rows = (
      await sql.rows<NamedRow>(`SELECT ${namedColumns} FROM ${namedTables} WHERE r.case_id = ? ORDER BY r.id`, [
        bytesOf(caseId),
      ])
    ).filter((row) => read.bodies.has(row.from_body) || (read.bodies.has(row.to_body) && row.sent_at !== null));
    const today = chinaDate(room.legalNow(read.clockOffset));
    const limits = await limitsOfRequests(room, sql, rows, clockOf(read));
    const threads = new Map<string, CaseRequests['threads'][number]>();
    for (const row of rows) {
      const threadId = idOf('request', row.thread_id);
      const thread = threads.get(threadId) ?? { threadId, body: row.from_body, rounds: [] };
      thread.rounds.push(
        presentRow(row, today, read.bodies.has(row.from_body) ? 'asking' : 'answering', limits.get(row) ?? null),
      );
      threads.set(threadId, thread);
    }
    return { threads: [...threads.values()], drafting: await drafting(room, sql, actor, read) };
  });
}

/** What the handler at whose desk the case lies can ask for. */
async function drafting(room: ReadingRoom, sql: Sql, actor: Actor, read: ReadCase): Promise<CaseRequests['drafting']> {
  const { stage, status } = read.file;
  if (stage === null || status !== 'open' || !isRequestStage(stage)) return null;
  const body = bodyOfStage[stage];
  const asking = { parties: partiesOf(read.file), acted: read.acted, status, stage, seated: false };
  if (!entitled(actor, 'draft-request', asking).allowed) return null;
  const { content } = await room.programme(sql, read.file.programmeVersionId);
  if (!content.requests || !requestRow(content, stage)) return null;
  return {
    days: askedDays(content, stage),
    roundsAllowed: content.requests.rounds.value,
    library: content.requests.library.map(({ id, title, accepts, formats, required }) => ({
      ...{ id, title, accepts, formats, required },
    })),
    proposals: await proposalsOf(sql, read, body === 'nation' ? 'nation' : 'province'),
  };
}

async function proposalsOf(sql: Sql, read: ReadCase, level: Proposal['level']) {
  const proposals = await new ProposalRepository(sql).ofCase(read.file.id, [level]);
  if (proposals.length === 0) return [];
  const names = await peopleNamed(
    sql,
    proposals.map((one) => one.personId),
  );
  return proposals.map((one) => ({
    id: one.id,
    by: names(one.personId).name,
    title: one.title,
    accepts: one.accepts,
    reason: one.reason,
    at: new Date(one.proposedAt).toISOString(),
    merged: one.mergedInto !== null,
    declined: one.declined && { at: new Date(one.declined.at).toISOString(), reason: one.declined.reason },
  }));
}
