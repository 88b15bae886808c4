import type { Role } from '../../../../../libs/contracts/posts';
import type { Outcome, Stage, Step } from '../../../../../libs/contracts/procedure';
import {
  outcomeWords,
  resultWords,
  roleWords,
  stageOutcomeWords,
  stageWords,
  statusWords,
  stepWords,
} from '../../../../../libs/contracts/words/procedure';
import { findStep } from '../../../../../libs/domain/cases/registry';
import { useSay } from '../../words';

/** Words of the procedure in the reader's language. */
export function useProcedureWords() {
  const say = useSay();
  return {
    stage: (stage: keyof typeof stageWords) => say(stageWords[stage]),
    step: (step: Step) => say(stepWords[step]),
    outcome: (outcome: string) => {
      const words = (stageOutcomeWords as Record<string, { zh: string; en: string }>)[outcome];
      return words ? say(words) : outcome;
    },
    /** `at`: the step that offers it, which may have a word of its own for it. */
    choice: (outcome: Outcome, at?: { stage: Stage; step: Step }) =>
      say((at && findStep(at.stage, at.step)?.outcomes[outcome]?.label) ?? outcomeWords[outcome]),
    /** Of a step or a stage, whichever it is. */
    anyOutcome: (outcome: string) => {
      const words = { ...outcomeWords, ...stageOutcomeWords } as Record<string, { zh: string; en: string }>;
      return words[outcome] ? say(words[outcome]) : outcome;
    },
    result: (result: keyof typeof resultWords) => say(resultWords[result]),
    status: (status: keyof typeof statusWords) => say(statusWords[status]),
    role: (role: Role) => say(roleWords[role]),
  };
}
