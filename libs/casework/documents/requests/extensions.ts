import type { AskExtensionInput, DecideExtensionInput, RequestReceipt } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { extensionsLeft } from '../../../domain/documents/request-rules';
import { handlerOf } from '../../../domain/people/posts-of-body';
import { newId } from '../../../persistence/bytes';
import { ExtensionRepository, type Extension } from '../../../persistence/documents/extension-repository';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import { ringDue } from '../../deadlines/ring';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { cancelLapse } from './overdue-answer';
import { extendAnswerLimit } from './request-clock';
import { lockRequest, receiptOfRequest, requireRules } from './request-at-work';
import { serve } from './serve-request';
import { tell } from './tell';

/**
 * The answering handler asks for more time, with reasons. Asking is also opening. Refused as lockRequest, and not-entitled,
 * other-side, case-closed, on-hold, request-not-open, extension-asked, extension-used-up, invalid-input.
 */
export function askExtension(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & AskExtensionInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'ask-extension', input.requestId);
    const extensions = new ExtensionRepository(sql);
    requireExtendable(work, await extensions.of([request.id]));
    requireFew(work, input.days);
    await ringDue(work);
    const standing = (await new RequestRepository(sql).find(request.id)) ?? request;
    if (standing.servedOn === null) await serve(work, standing, work.today, { how: 'opened', by: actor.personId });
    await extensions.insert({
      id: newId('extension'),
      requestId: request.id,
      days: input.days,
      reason: input.reason,
      askedBy: actor.personId,
      askedAt: work.now,
      state: 'asked',
      grantedDays: null,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
    });
    const facts = { stage: request.stage, number: request.number, days: input.days, reason: input.reason };
    work.record('extensionAsked', request.toBody, { actor: actorFacts(actor, post), ...facts });
    work.record('extensionAsked', request.fromBody, facts);
    const to = { body: request.fromBody, roles: [handlerOf(request.fromBody)] };
    await tell(work, to, 'extension-asked', request, { days: input.days });
    await work.settle();
    return receiptOfRequest(work, standing);
  });
}

function requireExtendable(work: CaseWork, extensions: readonly Extension[]): void {
  if (extensionsLeft(requireRules(work), extensions) === 0) throw new Refused('extension-used-up');
}

function requireFew(work: CaseWork, days: number): void {
  if (days > requireRules(work).extension.days.value)
    throw new Refused('invalid-input', { fields: [fieldError('days', 'days-outside')] });
}

/**
 * The asking handler grants the days asked for, or others, or refuses, with reasons that the other side reads. A grant
 * takes an undecided lapse off the desk. Refused as askExtension, and no-extension-asked.
 */
export function decideExtension(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & DecideExtensionInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'decide-extension', input.requestId);
    const extensions = new ExtensionRepository(sql);
    const asked = (await extensions.of([request.id])).find((one) => one.state === 'asked');
    if (!asked) throw new Refused('no-extension-asked');
    const days = input.granted ? (input.days ?? asked.days) : 0;
    requireFew(work, days);
    await ringDue(work);
    const standing = (await new RequestRepository(sql).find(request.id)) ?? request;
    await extensions.decide({
      ...asked,
      state: input.granted ? 'granted' : 'refused',
      grantedDays: input.granted ? days : null,
      decidedBy: actor.personId,
      decidedAt: work.now,
      decisionReason: input.reason,
    });
    if (input.granted) {
      await cancelLapse(work, standing.id);
      await extendAnswerLimit(work, standing, days);
      await new RequestRepository(sql).save(standing);
    }
    const facts = {
      stage: standing.stage,
      number: standing.number,
      granted: input.granted,
      days,
      reason: input.reason,
      dueOn: standing.dueOn,
    };
    work.record('extensionDecided', standing.fromBody, { actor: actorFacts(actor, post), ...facts });
    work.record('extensionDecided', standing.toBody, facts);
    const to = { body: standing.toBody, roles: [handlerOf(standing.toBody)] };
    await tell(work, to, 'extension-decided', standing, { days });
    await work.settle();
    return receiptOfRequest(work, standing);
  });
}
