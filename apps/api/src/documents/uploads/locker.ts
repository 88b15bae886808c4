import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lock, Locker, RequestRelease } from '@tus/server';
import { uploadHold } from '../../../../../libs/casework/documents/uploads';
import type { Office } from '../../../../../libs/casework/office';
import { Refused } from '../../../../../libs/contracts/errors';
import type { Id } from '../../../../../libs/contracts/ids';

/** Longer than a pause of the process; a dead process lets go after it. */
const heldFor = 8_000;
const renewEvery = 1_000;
const askAgain = 50;
const patience = 20_000;

/** One request at a time writes an upload, in whatever process: a newer one asks the older to let go and waits. */
export class UploadLocker implements Locker {
  constructor(private readonly office: Office) {}

  newLock(id: string): Lock {
    return new UploadLock(id, this.office);
  }

  async holding<T>(id: Id<'upload'>, work: () => Promise<T>): Promise<T> {
    const lock = this.newLock(id);
    await lock.lock(new AbortController().signal, () => undefined);
    try {
      return await work();
    } finally {
      await lock.unlock();
    }
  }
}

class UploadLock implements Lock {
  private readonly holder = randomUUID();
  private renewing: NodeJS.Timeout | null = null;
  private readonly hold: ReturnType<typeof uploadHold>;

  constructor(id: Id<'upload'>, office: Office) {
    this.hold = uploadHold(id, office);
  }

  async lock(stopped: AbortSignal, release: RequestRelease): Promise<void> {
    const until = Date.now() + patience;
    while (!(await this.hold.take(this.holder, heldFor))) {
      if (stopped.aborted || Date.now() > until) throw new Refused('upload-busy');
      await this.hold.ask();
      await pause(askAgain);
    }
    this.renewing = setInterval(() => void this.renew(release).catch(() => undefined), renewEvery);
    this.renewing.unref();
  }

  private async renew(release: RequestRelease): Promise<void> {
    await this.hold.take(this.holder, heldFor);
    if (await this.hold.isWanted()) await release();
  }

  async unlock(): Promise<void> {
    if (this.renewing) clearInterval(this.renewing);
    await this.hold.letGo(this.holder);
  }
}
