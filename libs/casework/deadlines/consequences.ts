import type { WhenDue } from '../../contracts/programme';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import type { CaseWork } from '../cases/case-work';
import { deemAccepted } from '../declaration/deemed-accepted';
import { deemServed } from '../documents/requests/serve-request';
import { openLapse } from '../documents/requests/overdue-answer';
import { endPublicNotice } from '../designation/public-notice';

/** Closes the row and does what follows. Answers whether a stage ended by it. */
type Consequence = (work: CaseWork, row: LedgerRow) => Promise<boolean>;

/** What a limit that ran out does beyond its rungs. None ends a case against an applicant. */
const consequences: Record<WhenDue, Consequence | null> = {
  none: null,
  escalate: null,
  'end-of-notice': endPublicNotice,
  'deemed-accepted': deemAccepted,
  served: deemServed,
  'decide-lapse': openLapse,
};

/** Called once the instant of the effect has come (`effectAt`), under the lock of the case. */
export const takeEffect = async (whenDue: WhenDue, work: CaseWork, row: LedgerRow): Promise<boolean> =>
  (await consequences[whenDue]?.(work, row)) ?? false;
