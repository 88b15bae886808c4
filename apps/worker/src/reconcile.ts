import { Database } from '../../../libs/persistence/database';
import { OutboxRepository } from '../../../libs/persistence/outbox/outbox-repository';
import { machineNow } from '../../../libs/platform/clocks';
import { EnvironmentError, readEnv } from '../../../libs/platform/env';
import { makeLogger } from '../../../libs/platform/log';
import { linkSettings } from './assemble';
import { TemporalLink } from './temporal/link';
import { StoreCheck } from './watchdog/store-check';
import { Watchdog } from './watchdog/watchdog';

/**
 * `npm run reconcile`: the watchdog's round once and without waiting, and another try for messages set aside.
 * Prints what it did. Safe at any time, beside running workers: it only sends hints.
 */
async function reconcile(): Promise<void> {
  const env = readEnv(process.env);
  const log = makeLogger('silent', 'reconcile');
  const database = Database.at(env.databaseUrl, 2);
  const link = new TemporalLink(linkSettings(env));
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  try {
    const storeId = await link.storeId();
    const storeCheck = new StoreCheck({ database, sender: link, log });
    let lost = 0;
    for (let told = await storeCheck.step(storeId); told > 0; told = await storeCheck.step(storeId)) lost += told;
    if (lost > 0) say(`Temporal's store is a new one: ${String(lost)} open cases were told to look`);
    const retried = await database.transaction((sql) => new OutboxRepository(sql).retryParked(machineNow()));
    if (retried > 0) say(`${String(retried)} messages that were set aside wait for sending again`);
    const watchdog = new Watchdog({ database, sender: link, log, grace: 0, alarmGrace: 0, pause: 0 });
    const told = await watchdog.round();
    for (const { caseId, reason } of told) say(`${caseId} ${reason}: told to look`);
    say(`reconciled: ${String(told.length + lost)} cases told to look, ${String(retried)} messages put back`);
  } finally {
    await link.close();
    await database.close();
  }
}

reconcile().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvironmentError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
