import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { workflowsPath } from './scripted-engine';

interface SavedEvent {
  eventType: string;
}
interface SavedHistory {
  events: SavedEvent[];
}

const folder = path.join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string): SavedHistory => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as SavedHistory;

/** What cases of every release went through must be replayed by the workflows of today: they are still running. */
describe('replay of saved histories', () => {
  let workflowBundle: WorkflowBundle;
  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      shutdownSignals: [],
      telemetryOptions: { logging: { filter: 'off', forward: {} } },
    });
    workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  });
  const replay = (history: SavedHistory): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle }, historyFromJSON(history));

  it('has histories of the first release, each named by its release', () => {
    expect(files.filter((file) => file.startsWith('0.1.0-')).length).toBeGreaterThanOrEqual(5);
    for (const file of files) expect(file).toMatch(/^\d+\.\d+\.\d+-[a-z-]+\.json$/);
  });

  const dataOf = (file: string): string =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/"data":"([^"]+)"/g)]
      .map(([, data = '']) => Buffer.from(data, 'base64').toString())
      .join('\n');

  it('among them one that went through its archive, and one with requests, passed on, extended and with a limit that stopped', () => {
    expect(dataOf('0.1.0-archived.json')).toContain('"archive"');
    expect(read('0.1.0-archived.json').events.at(-1)?.eventType).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
    const alarms = read('0.1.0-requests-with-extension.json').events.filter(({ eventType }) =>
      /TIMER_/.test(eventType),
    );
    expect(alarms.length).toBeGreaterThan(3);
  });

  it.each(files)('%s', async (file) => {
    await replay(read(file));
  });

  it('notices a workflow that would do something else', async () => {
    const other = (data: string): string =>
      Buffer.from(
        Buffer.from(data, 'base64').toString().replace('"outcome":"accepted"', '"outcome":"not-accepted"'),
      ).toString('base64');
    const told = readFileSync(path.join(folder, '0.1.0-designated.json'), 'utf8');
    const changed = told.replaceAll(/"data":"([^"]+)"/g, (_all, data: string) => `"data":"${other(data)}"`);
    expect(changed).not.toBe(told);
    await expect(replay(JSON.parse(changed) as SavedHistory)).rejects.toThrow(DeterminismViolationError);
  });

  it('keeps the whole case inside its budget', () => {
    expect(read('0.1.0-designated.json').events.length).toBeLessThanOrEqual(110);
  });
});
