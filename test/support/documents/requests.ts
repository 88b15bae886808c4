import { randomUUID } from 'node:crypto';
import { claimTask } from '../../../libs/casework/inbox/claim-task';
import { decideTask } from '../../../libs/casework/approval/decide-task';
import { draftRequest } from '../../../libs/casework/documents/requests/draft-request';
import { saveAnswer } from '../../../libs/casework/documents/requests/save-answer';
import { sendRequest } from '../../../libs/casework/documents/requests/send-request';
import type { DraftItem, RequestReceipt } from '../../../libs/contracts/api/requests';
import type { DecisionReceipt } from '../../../libs/contracts/api/tasks';
import type { Id } from '../../../libs/contracts/ids';
import type { Actor } from '../../../libs/contracts/posts';
import type { Outcome, Step } from '../../../libs/contracts/procedure';
import { ItemRepository, type RequestItem } from '../../../libs/persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../libs/persistence/documents/request-repository';
import type { Office } from '../../../libs/casework/office';
import type { CasePlayer } from '../case-player';
import { newCase } from '../record';

const key = () => ({ value: randomUUID(), request: randomUUID() });

export const freeItem = (title: string, required = true): DraftItem => ({
  from: 'free',
  title,
  accepts: '盖章的说明材料',
  formats: ['pdf'],
  required,
});

/** What must be there. Throws where it is not. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}

/** A case of its own under the programme version that knows of requests, played until the stage is open. */
export async function requestsAt(
  office: Office,
  stage: Parameters<CasePlayer['playTo']>[0],
  hospital = 'h41a',
): Promise<RequestPlayer> {
  const player = await newCase(office, hospital, { version: '2026.2' });
  await player.playTo(stage);
  return new RequestPlayer(player);
}

/** Plays document requests of one case through the commands. */
export class RequestPlayer {
  constructor(readonly player: CasePlayer) {}

  get office() {
    return this.player.office;
  }

  draft(actor: Actor, items: DraftItem[], dueDays?: number): Promise<RequestReceipt> {
    const input = { caseId: this.player.caseId, items, key: key(), ...(dueDays ? { dueDays } : {}) };
    return draftRequest(actor, input, this.office);
  }

  send(actor: Actor, drafted: RequestReceipt): Promise<RequestReceipt> {
    return sendRequest(actor, { requestId: drafted.requestId, rev: drafted.rev, key: key() }, this.office);
  }

  request(id: Id<'request'>): Promise<DocumentRequest> {
    return this.office.database.read(async (sql) => {
      const request = await new RequestRepository(sql).find(id);
      if (!request) throw new Error('no such request');
      return request;
    });
  }

  all(): Promise<DocumentRequest[]> {
    return this.office.database.read((sql) => new RequestRepository(sql).ofCase(this.player.caseId));
  }

  items(id: Id<'request'>): Promise<RequestItem[]> {
    return this.office.database.read((sql) => new ItemRepository(sql).of([id]));
  }

  save(
    actor: Actor,
    item: RequestItem,
    given: { text?: string; documents?: string[]; versions?: number[]; rev?: number } = {},
  ) {
    const input = {
      requestId: item.requestId,
      itemId: item.id,
      rev: given.rev ?? item.answerRev,
      text: given.text ?? null,
      unavailableBecause: null,
      documents: given.documents ?? [],
      ...(given.versions ? { versions: given.versions } : {}),
      key: key(),
    };
    return saveAnswer(actor, input, this.office);
  }

  async saveAll(actor: Actor, id: Id<'request'>): Promise<void> {
    for (const item of await this.items(id)) await this.save(actor, item, { text: `${item.title}：已补充。` });
  }

  /** Claims the open task of that step, of that request where one is named, and decides it. */
  async decide(
    actor: Actor,
    step: Step,
    outcome: Outcome,
    form: Record<string, unknown> = {},
    id?: Id<'request'>,
  ): Promise<DecisionReceipt> {
    const task = (await this.player.openTasks()).find(
      (one) => one.step === step && (id === undefined || one.requestId === id),
    );
    if (!task) throw new Error(`no open task ${step}`);
    const claimed = await claimTask(actor, { taskId: task.id, key: key() }, this.office);
    return decideTask(actor, { taskId: task.id, rev: claimed.rev, outcome, form, key: key() }, this.office);
  }
}
