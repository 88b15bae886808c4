import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { accessorFacts } from '../../../../libs/casework/audit/access';
import { Attempts } from '../../../../libs/casework/audit/attempts';
import { Office } from '../../../../libs/casework/office';
import { refusals, type RefusalCode, type Refused } from '../../../../libs/contracts/errors';
import type { Logger } from '../../../../libs/platform/log';
import type { KnownRequest } from './endpoint';
import { loggerToken } from './tokens';

const everyMs = 1_000;
const refusedStatuses = new Set<number>([403, 404, 409, 429]);
/** Separation of duties and sides, refused as a mistake in the form. */
const refusedInForms: ReadonlySet<RefusalCode> = new Set(['receiver-other-side', 'receiver-same-person']);

/** Hands refused requests of people who are signed in to the log, once a second and at the end. */
@Injectable()
export class AttemptLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly attempts: Attempts;
  private timer: NodeJS.Timeout | undefined;
  private failed = false;

  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(loggerToken) private readonly log: Logger,
  ) {
    this.attempts = new Attempts(office);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), everyMs);
    this.timer.unref();
  }

  /** After the last answer, before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush(true);
  }

  note(request: KnownRequest, refused: Refused): void {
    const { actor } = request;
    const { status } = refusals[refused.code];
    if (!actor || !(refusedStatuses.has(status) || refusedInForms.has(refused.code))) return;
    // Reading what is not there any more is no attempt; acting on it is.
    if (status === 409 && request.method === 'GET') return;
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    const at = this.office.machineNow();
    this.attempts.note({ actor: accessorFacts(actor), code: refused.code, route, ids: idsOf(request.params), at });
  }

  async flush(all = false): Promise<void> {
    try {
      await this.attempts.flush(all);
      this.failed = false;
    } catch (error) {
      // Kept and counted; the next look tries again.
      if (!this.failed) this.log.warn({ err: error }, 'refused attempts could not be recorded yet');
      this.failed = true;
    }
  }
}

/** Ids as they were named, short enough for the log; a secret address is none. */
function idsOf(params: unknown): Record<string, string> {
  if (typeof params !== 'object' || params === null) return {};
  const named = Object.entries(params).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && /^[a-z]{2,12}_[0-9a-f]{32}$/.test(entry[1]),
  );
  return Object.fromEntries(named);
}
