import type { ActReceipt, CopyInput } from '../../contracts/api/verbs';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import {
  audienceOfPerson,
  audienceOfRole,
  bodyOfPost,
  isOfBodyOf,
  type Actor,
  type AudienceKey,
  type Post,
} from '../../contracts/posts';
import { roleWords } from '../../contracts/words/procedure';
import { bytesOf, newId } from '../../persistence/bytes';
import { CopyRepository } from '../../persistence/cases/copy-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { lockForVerb } from './case-verbs';
import { actorFacts, type CaseWork } from './case-work';
import { receiptOfAct } from './receipts';

interface Receivers {
  audience: AudienceKey;
  people: Id<'person'>[];
  facts: Record<string, unknown>;
}

/**
 * 抄送: shows the case to a colleague, or to all who hold a post, of one's own body, and tells them. It gives nobody
 * a right they did not have. Refused as lockForVerb, and invalid-input for a receiver outside the body.
 */
export function copyCase(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & CopyInput,
  office: Office,
): Promise<ActReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, post, body } = await lockForVerb(actor, 'copy', input.caseId, office, sql);
    const { audience, people, facts } = await receiversOf(work, post, input.to);
    await new CopyRepository(sql).add({
      id: newId('copy'),
      caseId: input.caseId,
      audience,
      organisationId: post.organisationId,
      byPerson: actor.personId,
      byPost: post.id,
      note: input.note ?? null,
      at: work.now,
    });
    const by = await nameOfPerson(work, actor.personId);
    await new NotificationRepository(sql).add(
      people
        .filter((personId) => personId !== actor.personId)
        .map((personId) => ({
          personId,
          caseId: input.caseId,
          code: 'copied',
          params: { number: work.file.number, by },
          at: work.now,
        })),
    );
    work.record('caseCopied', body, {
      actor: actorFacts(actor, post),
      ...facts,
      reached: people,
      note: input.note ?? null,
    });
    await work.settle();
    return receiptOfAct(work);
  });
}

async function receiversOf(work: CaseWork, own: Post, to: CopyInput['to']): Promise<Receivers> {
  if ('role' in to) {
    if (bodyOfPost({ ...own, role: to.role }) !== bodyOfPost(own))
      throw new Refused('invalid-input', { fields: [fieldError('to.role', 'not-offered')] });
    const people = await new NotificationRepository(work.sql).holders(
      [{ organisationId: own.organisationId, role: to.role }],
      work.today,
    );
    return { audience: audienceOfRole(to.role, own.organisationId), people, facts: { to: roleWords[to.role] } };
  }
  const colleague = await actorOfPerson(work.sql, bytesOf(to.personId), '', work.today);
  if (!colleague.posts.some((post) => isOfBodyOf(post, own))) {
    throw new Refused('invalid-input', { fields: [fieldError('to.personId', 'not-offered')] });
  }
  const name = await nameOfPerson(work, to.personId);
  return { audience: audienceOfPerson(to.personId), people: [to.personId], facts: { person: to.personId, to: name } };
}

/** The name as it was at the act. */
export async function nameOfPerson(work: CaseWork, person: Id<'person'>): Promise<Words> {
  const row = await work.sql.row<{ name_zh: string; name_en: string }>(
    'SELECT name_zh, name_en FROM person WHERE id = ?',
    [bytesOf(person)],
  );
  return { zh: row?.name_zh ?? '', en: row?.name_en ?? '' };
}
