import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { idFromHex, type Id } from '../../libs/contracts/ids';
import { caseSignal, workflowId, workflowTypes } from '../../libs/contracts/messages';
import type { CaseActivities, CaseInput } from '../../libs/contracts/messages';
import type { CaseKind } from '../../libs/contracts/procedure';
import type { ScriptedRecord } from './scripted-record';

export const workflowsPath = path.join(__dirname, '..', '..', 'workflows', 'index.ts');

/** A real Temporal server and worker with the real workflows, over records in memory. */
export interface ScriptedEngine {
  client: Client;
  /** Starts following a record; nothing is signalled. */
  follow(record: ScriptedRecord, kind?: CaseKind): Promise<FollowedCase>;
  close(): Promise<void>;
}

export interface FollowedCase {
  caseId: Id<'case'>;
  workflowId: string;
  /** Signal-with-start, as the relay sends. */
  send(message: unknown): Promise<void>;
  running(): Promise<boolean>;
  runId(): Promise<string>;
  /** Resolves when the workflow has ended by itself. */
  ended(): Promise<unknown>;
  terminate(): Promise<void>;
}

/** A worker of its own with the real workflows, on the run's Temporal server. */
export async function startWorker(
  activities: CaseActivities,
): Promise<{ client: Client; taskQueue: string; close: () => Promise<void> }> {
  const address = process.env.TEST_TEMPORAL_ADDRESS;
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS is not set: run through jest.config.js');
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: 'error', forward: {} } },
  });
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const taskQueue = `scripted-${randomUUID()}`;
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });
  const running = worker.run();
  return {
    client: new Client({ connection }),
    taskQueue,
    close: async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
}

export async function openScriptedEngine(): Promise<ScriptedEngine> {
  const records = new Map<string, ScriptedRecord>();
  const record = (caseId: string): ScriptedRecord => {
    const found = records.get(caseId);
    if (!found) throw new Error(`no record of ${caseId}`);
    return found;
  };
  const activities: CaseActivities = {
    where: async (handed) => record(handed.caseId).where(handed),
    enter: async (entering) => record(entering.caseId).enter(entering),
    ring: async (handed) => record(handed.caseId).ring(handed),
    close: async (closing) => record(closing.caseId).close(closing),
  };
  const { client, taskQueue, close } = await startWorker(activities);
  return {
    client,
    follow: async (scripted, kind = 'designation') => {
      const caseId = idFromHex('case', randomUUID().replaceAll('-', ''));
      records.set(caseId, scripted);
      const followed = followCase(client, taskQueue, kind, caseId);
      await client.workflow.start(workflowTypes[kind], {
        workflowId: followed.workflowId,
        taskQueue,
        args: [{ caseId }],
      });
      return followed;
    },
    close,
  };
}

/** The workflow of one case: what the relay does with it. */
export function followCase(client: Client, taskQueue: string, kind: CaseKind, caseId: Id<'case'>): FollowedCase {
  const id = workflowId(kind, caseId);
  const handle = client.workflow.getHandle(id);
  const input: CaseInput = { caseId };
  return {
    caseId,
    workflowId: id,
    send: async (message) => {
      await client.workflow.signalWithStart(workflowTypes[kind], {
        workflowId: id,
        taskQueue,
        args: [input],
        signal: caseSignal,
        signalArgs: [message],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
    },
    running: async () => (await handle.describe()).status.name === 'RUNNING',
    runId: async () => (await handle.describe()).runId,
    ended: () => handle.result(),
    terminate: async () => {
      await handle.terminate('end of test').catch(() => undefined);
    },
  };
}

/** Waits until a condition holds, asking often; fails after `within` ms with what was awaited. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, within = 20_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${String(within)} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
