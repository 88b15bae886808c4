import { existsSync } from 'node:fs';
import type { Transferring } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import type { Logger } from '../../../../libs/platform/log';
import { readSigningKey } from '../../../../libs/platform/signing/key-files';
import { readPageFiles } from '../../../../libs/platform/zip/page-files';
import { LeasedLoop } from '../lease';

const leaseFor = 60_000;
const lookAgain = 3_000;
const sayEvery = 600;

export interface TransferrerSettings {
  database: Database;
  transferring: Transferring;
  /** The key of the anchors; null or not there: nothing is made, and the log says so while something waits. */
  signingKeyFile: string | null;
  holder: string;
  log: Logger;
}

/** Makes the signed transfer packages of accepted files, by one worker at a time. */
export class Transferrer extends LeasedLoop {
  constructor({ transferring, signingKeyFile, log, ...who }: TransferrerSettings) {
    let silent = 0;
    const step = async (): Promise<number> => {
      if ((await transferring.waiting()) === 0) return lookAgain;
      if (signingKeyFile === null || !existsSync(signingKeyFile)) {
        if (silent % sayEvery === 0)
          log.error('accepted files wait for their transfer packages: AUDIT_SIGNING_KEY_FILE is not set or not there');
        silent += 1;
        return lookAgain;
      }
      silent = 0;
      const { made, failed, why } = await transferring.make({
        key: readSigningKey(signingKeyFile),
        page: readPageFiles(),
      });
      if (made > 0) log.info({ packages: made }, 'transfer packages were made');
      if (failed > 0) log.warn({ packages: failed, why }, 'transfer packages could not be made yet');
      return lookAgain;
    };
    super({ ...who, log, name: 'transfers', lasts: leaseFor, lookAgain, step });
  }
}
