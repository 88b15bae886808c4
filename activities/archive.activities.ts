import {
  recordTransferPackage,
  waitingTransfers,
  type WaitingTransfer,
} from '../libs/casework/audit/archive/transfer-package';
import type { Office } from '../libs/casework/office';
import { caseFileOf } from '../libs/views/audit/case-file/case-file';
import { keyIdOf, packCaseFile, type Packing } from '../libs/views/audit/case-file/pack-case-file';
import { unscannedIn } from '../libs/views/documents/readable';

/** What transfer packages are made with; there is none without a key. */
export interface TransferMeans {
  key: NonNullable<Packing['key']>;
  page: Packing['page'];
}

export interface TransferRound {
  made: number;
  failed: number;
  /** What the first failure said. */
  why: string | null;
}

/** Makes the packages that accepted files wait for, for a worker that knows no casework. */
export interface Transferring {
  /** How many wait, 0 to `atOnce`. */
  waiting(): Promise<number>;
  make(means: TransferMeans): Promise<TransferRound>;
}

export interface TransferSettings {
  files: Parameters<typeof caseFileOf>[1];
  scanning: Parameters<typeof unscannedIn>[0];
}

const atOnce = 20;
const firstPause = 10_000;
const longestPause = 10 * 60_000;
const exportedBy = { zh: '归档移交', en: 'Transfer to the archive' };

export function makeTransferring(office: Office, settings: TransferSettings): Transferring {
  const pauses = new Map<string, { tries: number; until: number }>();
  return {
    waiting: async () => (await waitingTransfers(office, atOnce)).length,
    make: async (means) => {
      const round: TransferRound = { made: 0, failed: 0, why: null };
      for (const one of await waitingTransfers(office, atOnce + pauses.size)) {
        const pause = pauses.get(one.id);
        if (pause && office.machineNow() < pause.until) continue;
        try {
          if (await transfer(office, settings, one, means)) round.made += 1;
          pauses.delete(one.id);
        } catch (error) {
          const tries = (pause?.tries ?? 0) + 1;
          // One whose documents are gone must not keep the others from their packages.
          const wait = Math.min(firstPause * 2 ** Math.min(tries, 20), longestPause);
          pauses.set(one.id, { tries, until: office.machineNow() + wait });
          round.failed += 1;
          round.why ??= error instanceof Error ? error.message : String(error);
        }
      }
      return round;
    },
  };
}

/** The bytes are on disk before the row that names them; what was killed in between is swept, and made again. */
async function transfer(
  office: Office,
  { files, scanning }: TransferSettings,
  { id, caseId, body }: WaitingTransfer,
  { key, page }: TransferMeans,
): Promise<boolean> {
  const wish = { caseId, for: 'archive', bodies: [body], unscanned: unscannedIn(scanning) } as const;
  const content = await caseFileOf(office.database, files, wish);
  const packed = packCaseFile(content, { page, key, exportedBy, exportedAt: office.machineNow() });
  const kept = await files.keepMade(packed);
  const made = { ...kept, archiveFileId: id, caseId, keyId: keyIdOf(key), asOf: Date.parse(content.asOf) };
  if (await recordTransferPackage(office, made)) return true;
  await files.drop(kept.path);
  return false;
}
