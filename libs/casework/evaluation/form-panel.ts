import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import { newId } from '../../persistence/bytes';
import { PanelRepository } from '../../persistence/evaluation/panel-repository';
import type { ActAtWork, Effected } from '../approval/act-at-work';
import { levelOfPanel, panelRule } from './panel-rule';

/** Seats the panel that the handler named; who sat before leaves. Answers the new seats. Refused as `invalid-input`. */
export async function formPanel({ work, task, siblings, decision }: ActAtWork): Promise<Effected> {
  const { personIds, leadId } = decision.form.seats as { personIds: Id<'person'>[]; leadId: Id<'person'> };
  const seats = personIds.map((personId) => ({ id: newId('seat'), personId, lead: personId === leadId }));
  const panels = new PanelRepository(work.sql);
  const level = levelOfPanel(task.stage);
  const rule = panelRule(work, task.stage);
  const formedBefore = siblings.some((one) => one.step === task.step && one.state === 'done');
  if (formedBefore) await panels.leave(work.file.id, level, work.now);
  else await panels.make(work.file.id, level, work.now);
  if ((await panels.seat(work.file.id, level, seats, rule)) !== seats.length) {
    const eligible = new Set(await panels.eligible(rule.pool, personIds, rule.barred, rule.today));
    const fields = personIds.flatMap((id, index) =>
      eligible.has(id) ? [] : [fieldError(`seats.personIds.${String(index)}`, 'not-eligible')],
    );
    throw new Refused('invalid-input', { fields });
  }
  return { seats };
}
