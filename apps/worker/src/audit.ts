import { Command, InvalidArgumentError } from 'commander';
import { Database } from '../../../libs/persistence/database';
import { AnchorBook } from '../../../libs/persistence/events/anchor-book';
import { SystemLog } from '../../../libs/persistence/events/system-log';
import { useChainAlgorithm } from '../../../libs/persistence/events/chain';
import { machineNow } from '../../../libs/platform/clocks';
import { readEnv, type Environment } from '../../../libs/platform/env';
import { makeKeyFile, publicKeyFileOf, readSigningKey } from '../../../libs/platform/signing/key-files';
import { exportAnchors, writeAnchorFile } from './audit/anchor-files';
import { linesOf, verifyRecord } from './audit/verification';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

interface VerifyOptions {
  since?: string;
  anchors?: string;
  case?: string;
  publicKey?: string;
}

function instant(text: string): string {
  if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('an instant, such as 2026-01-05T00:00:00Z');
  return text;
}

async function withDatabase<T>(work: (database: Database, env: Environment) => Promise<T>): Promise<T> {
  const env = readEnv(process.env);
  useChainAlgorithm(env.audit.algorithm);
  const database = Database.at(env.databaseUrl, 2);
  try {
    return await work(database, env);
  } finally {
    await database.close();
  }
}

function makeKey(file: string | undefined): void {
  const keyFile = file ?? process.env.AUDIT_SIGNING_KEY_FILE;
  if (!keyFile) throw new Error('name a file, or set AUDIT_SIGNING_KEY_FILE');
  makeKeyFile(keyFile);
  say(`made ${keyFile} (secret) and ${publicKeyFileOf(keyFile)} (to be given to whoever verifies)`);
}

const anchor = (options: { export?: string }): Promise<void> =>
  withDatabase(async (database, { audit }) => {
    if (audit.signingKeyFile === null) throw new Error('AUDIT_SIGNING_KEY_FILE is not set');
    const book = new AnchorBook(database);
    const made = await book.make(readSigningKey(audit.signingKeyFile), machineNow());
    say(`anchor ${String(made.seq)} over ${String(made.chains)} chains: ${made.root.toString('hex')}`);
    const { anchorsDir } = audit;
    if (anchorsDir !== null) await database.read((sql) => exportAnchors(sql, anchorsDir));
    const whole = options.export === undefined ? undefined : await database.read((sql) => book.whole(sql));
    if (options.export !== undefined && whole) {
      // Recorded before it leaves, as every export is; the next anchor covers it.
      const payload = { actor: null, by: 'command', list: 'anchors', parameters: { anchor: String(made.seq) } };
      await database.transaction((sql) =>
        new SystemLog().write(sql, [{ type: 'listExported', payload }], machineNow()),
      );
      writeAnchorFile(options.export, whole);
      say(`written with all heads to ${options.export}`);
    }
  });

const verify = (options: VerifyOptions): Promise<void> =>
  withDatabase(async (database, env) => {
    const { since, anchors, case: caseNumber, publicKey = env.audit.publicKeyFile } = options;
    const found = await verifyRecord(database, {
      databaseUrl: env.databaseUrl,
      publicKeyFile: publicKey,
      machineNow: machineNow(),
      onProgress: (events) => say(`… ${String(events)} events`),
      ...(since === undefined ? {} : { since }),
      ...(anchors === undefined ? {} : { anchors }),
      ...(caseNumber === undefined ? {} : { caseNumber }),
    });
    linesOf(found).forEach(say);
    const { events, cases, processes, milliseconds, lastAnchor } = found;
    const pace = Math.round(events / Math.max(milliseconds / 1000, 0.001));
    say(
      `${String(events)} events of ${String(cases)} cases and ${String(processes)} processes in ${(milliseconds / 1000).toFixed(1)} s (${String(pace)}/s); ` +
        (lastAnchor
          ? `${String(found.anchors)} anchors, the last sound one is ${String(lastAnchor.seq)} of ${lastAnchor.at}`
          : 'no sound anchor: a tail cut off together with its counter cannot be seen'),
    );
    say(found.intact ? 'intact' : 'NOT INTACT');
    if (!found.intact) process.exitCode = 1;
  });

const program = new Command('audit').description('Anchors and verifies the record.');
program
  .command('make-key')
  .argument('[file]', 'where to; otherwise AUDIT_SIGNING_KEY_FILE')
  .description('makes a key for anchors, and its public key beside it')
  .action(makeKey);
program
  .command('anchor')
  .option('--export <file>', 'also write the anchor with all heads to a file')
  .description('signs where all chains end now')
  .action(anchor);
program
  .command('verify')
  .option('--since <instant>', 'only what was written after the newest anchor of that instant', instant)
  .option('--anchors <path>', 'exported anchors, a folder or one file: the database is held against them')
  .option('--case <number>', 'only this case')
  .option('--public-key <file>', 'trusted public keys; otherwise AUDIT_PUBLIC_KEY_FILE')
  .description('recomputes every chain; exits with 1 where something is not what it was')
  .action(verify);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // 1 is the answer of a verification; this is none.
  process.exitCode = 2;
});
