import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseActivities, Standing } from '../../libs/contracts/messages';

const quick = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '3s',
  scheduleToCloseTimeout: '6s',
  retry: { maximumAttempts: 3, initialInterval: '100ms', backoffCoefficient: 3 },
});

const patient = proxyActivities<CaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15s' },
});

/**
 * Asks the record. First as a local activity, which costs one event; if that fails for some seconds, as an
 * ordinary one, which the server retries without end and without growing the history.
 */
export async function askRecord(ask: (record: CaseActivities) => Promise<Standing>): Promise<Standing> {
  try {
    return await ask(quick);
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  try {
    return await ask(patient);
  } catch (error) {
    if (isCancellation(error)) throw error;
    // An activity failure would end the execution; a plain Error keeps the case waiting for a newer worker.
    throw new Error('the record cannot be asked', { cause: error });
  }
}
