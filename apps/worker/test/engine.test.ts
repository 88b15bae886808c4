import { writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import type { Id } from '../../../libs/contracts/ids';
import { workflowId } from '../../../libs/contracts/messages';
import type { CaseKind } from '../../../libs/contracts/procedure';
import { bytesOf, idOf } from '../../../libs/persistence/bytes';
import { CasePlayer } from '../../../test/support/case-player';
import { openTestOffice } from '../../../test/support/database';
import { until, workflowsPath } from '../../../test/replay/scripted-engine';
import { assemble, type WorkerEnvironment } from '../src/assemble';
import { installRuntime } from '../src/temporal/runtime';
import type { WorkerProcess } from '../src/worker-process';

type Office = Awaited<ReturnType<typeof openTestOffice>>['office'];
const log = pino({ level: 'silent' });
const day = 86_400_000;

interface CaseRow {
  status: string;
  result: string | null;
  stage: string;
  archive: string | null;
  center_id: Buffer | null;
  message_seq: number;
  acked_seq: number;
}

/** The worker as it runs, on real servers: the record is moved by commands, everything else by the engine. */
describe('a case with the engine', () => {
  let office: Office;
  let env: WorkerEnvironment;
  let bundle: string;
  let client: Client;
  let worker: WorkerProcess;

  const start = async (): Promise<void> => {
    worker = await assemble(env, log, bundle);
    worker.onApplicationBootstrap();
  };

  beforeAll(async () => {
    const address = process.env.TEST_TEMPORAL_ADDRESS ?? '';
    const opened = await openTestOffice('engine');
    office = opened.office;
    env = {
      mode: 'training',
      publicUrl: 'http://127.0.0.1',
      messages: { mail: null, webhook: null, atOnce: [], marginMinutes: 10, giveUpHours: 72 },
      audit: {
        algorithm: 'sha256',
        signingKeyFile: null,
        publicKeyFile: null,
        anchorsDir: null,
        anchorMinutes: 60,
        breakGlassHours: 8,
      },
      databaseUrl: opened.database.applicationUrl,
      temporalAddress: address,
      temporalNamespace: 'default',
      taskQueue: `engine-${randomUUID()}`,
      filesDir: path.join(process.env.TEST_DIRECTORY ?? '', 'engine-files'),
      uploadKeepDays: 7,
      clamdAddress: null,
    };
    installRuntime(log);
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    bundle = path.join(process.env.TEST_DIRECTORY ?? '', `${env.taskQueue}.js`);
    writeFileSync(bundle, code);
    client = new Client({ connection: await Connection.connect({ address }) });
    await start();
  });
  afterAll(async () => {
    await worker.beforeApplicationShutdown();
    await client.connection.close();
    await office.close();
  });

  const caseRow = async (id: Id<'case'>): Promise<CaseRow> => {
    const row = await office.database.read((sql) =>
      sql.row<CaseRow>('SELECT * FROM case_file WHERE id = ?', [bytesOf(id)]),
    );
    if (!row) throw new Error('no case');
    return row;
  };
  const describeWorkflow = (kind: CaseKind, id: Id<'case'>) =>
    client.workflow.getHandle(workflowId(kind, id)).describe();
  const moveClock = (days: number) =>
    office.database.transaction((sql) =>
      sql.run('UPDATE clock SET target_at = ?', [new Date(Date.now() + days * day)]),
    );
  const legalOffset = async (): Promise<number> =>
    Number(
      (await office.database.read((sql) => sql.row<{ offset_ms: number }>('SELECT offset_ms FROM clock')))?.offset_ms,
    );

  /** Decides whatever is open, as it comes, until the case is where it is wanted. */
  async function playUntil(player: CasePlayer, there: (row: CaseRow) => boolean): Promise<void> {
    await until('the case is there', async () => {
      // Tasks first: read after the row they could be those of the next stage, and be decided too far.
      const [task] = await player.openTasks();
      if (there(await caseRow(player.caseId))) return true;
      if (task) await player.decide(task);
      return false;
    });
  }

  it('goes from declaration to designation, its notice period passing by the moved clock, inside the budget of history', async () => {
    const player = await CasePlayer.open(office);
    await playUntil(player, (row) => row.stage === 'public-notice');
    const [publication] = await player.openTasks();
    if (!publication) throw new Error('nothing to publish');
    await player.decide(publication);
    const before = await legalOffset();
    // Past the notice period and no further: what rings over a case left lying is not part of its budget.
    await moveClock(before / day + 9);
    await until('the notice is over', async () => (await caseRow(player.caseId)).stage === 'issue');
    await until('the clock has arrived', async () => (await legalOffset()) >= before + 8 * day);
    await playUntil(player, (row) => row.status === 'closed');

    const row = await caseRow(player.caseId);
    expect(row.result).toBe('designated');
    await until('the engine knows of it', async () => {
      const { acked_seq, message_seq } = await caseRow(player.caseId);
      return acked_seq === message_seq;
    });
    const { historyLength, historySize } = await describeWorkflow('designation', player.caseId);
    expect(historyLength).toBeLessThanOrEqual(110);
    expect(historySize).toBeLessThanOrEqual(50_000);
    await playUntil(player, ({ archive }) => archive === 'accepted');
    await until(
      'the workflow has ended',
      async () => (await describeWorkflow('designation', player.caseId)).status.name === 'COMPLETED',
    );
    const { message_seq, acked_seq } = await caseRow(player.caseId);
    expect(acked_seq).toBe(message_seq);

    const year = await office.database.read((sql) =>
      sql.row<{ id: Buffer }>("SELECT id FROM case_file WHERE kind = 'reporting-year' AND center_id = ?", [
        row.center_id,
      ]),
    );
    if (!year) throw new Error('no reporting year');
    await until('the reporting year is followed', async () => {
      const described = await describeWorkflow('reporting-year', idOf('case', year.id)).catch(() => null);
      return described?.status.name === 'RUNNING';
    });
  }, 120_000);

  it('takes up after a stop what was decided meanwhile', async () => {
    const player = await CasePlayer.open(office, 'h41b');
    await playUntil(player, (row) => row.stage === 'provincial-intake');
    await worker.beforeApplicationShutdown();
    for (const [task] = await player.openTasks(); task;) {
      await player.decide(task);
      break;
    }
    expect(await player.openTasks()).toEqual([]);
    await start();
    await until('the evaluation is open', async () => (await caseRow(player.caseId)).stage === 'provincial-evaluation');
    await until('its task is open', async () => (await player.openTasks()).length > 0);
  });
});
