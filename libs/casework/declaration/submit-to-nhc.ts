import { newId } from '../../persistence/bytes';
import { PaperRepository } from '../../persistence/designation/paper-repository';
import type { ActAtWork } from '../approval/act-at-work';

/** The province's outgoing paper is registered; from here on the nation sees the case. */
export async function submitToNhc({ work, decision, post }: ActAtWork): Promise<undefined> {
  const { form, number, dated, original } = decision.form as Record<'form' | 'number' | 'dated' | 'original', string>;
  await new PaperRepository(work.sql).register({
    id: newId('paper'),
    caseId: work.file.id,
    kind: 'submission',
    number,
    dated,
    form,
    documentId: original,
    enteredBy: post.id,
    enteredAt: work.now,
  });
  work.file.submittedAt ??= work.now;
  return undefined;
}
