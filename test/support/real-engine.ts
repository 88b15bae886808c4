import { makeCaseActivities } from '../../activities/cases.activities';
import type { Office } from '../../libs/casework/office';
import { followCase, startWorker, until, type FollowedCase } from '../replay/scripted-engine';
import type { CasePlayer } from './case-player';
import { factsOf } from './record';

/** A real Temporal server and worker, with the real workflows and activities over a test's record. */
export interface RealEngine {
  /** Starts the workflow of a case, or sends to it, as the relay does: `look` asks the record. */
  look(player: CasePlayer): Promise<FollowedCase>;
  /** Resolves when the workflow has asked and sleeps until the next alarm. */
  armed(player: CasePlayer): Promise<void>;
  /** Resolves when the record stands in that stage. */
  until(player: CasePlayer, stage: string): Promise<void>;
  close(): Promise<void>;
}

export async function openRealEngine(office: Office): Promise<RealEngine> {
  const { client, taskQueue, close } = await startWorker(makeCaseActivities(office));
  const followed: FollowedCase[] = [];
  return {
    look: async (player) => {
      const one = followCase(client, taskQueue, 'designation', player.caseId);
      followed.push(one);
      await one.send({ kind: 'look', seq: (await factsOf(office, player.caseId)).message_seq });
      return one;
    },
    armed: (player) =>
      until('the workflow sleeps', async () => (await factsOf(office, player.caseId)).armed_until !== null),
    until: (player, stage) =>
      until(`the case is in ${stage}`, async () => (await factsOf(office, player.caseId)).stage === stage),
    close: async () => {
      for (const one of followed) await one.terminate();
      await close();
    },
  };
}
