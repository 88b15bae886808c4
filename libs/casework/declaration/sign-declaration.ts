import { Refused } from '../../contracts/errors';
import type { ActAtWork } from '../approval/act-at-work';

/** A declaration is signed while the call's window is open, by the clock. Refused as `call-closed`. */
export async function signDeclaration({ work }: ActAtWork): Promise<undefined> {
  const ledger = await work.ledger();
  const window = ledger.open().find((row) => row.subject === 'duty' && ledger.rule(row).stage === 'declaration');
  if (window?.dueAt != null && work.now > window.dueAt) throw new Refused('call-closed');
  return undefined;
}
