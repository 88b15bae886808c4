/** @jest-environment ./test/tools/environment.js */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStack } from '../../tools/up/load';
import { loadTool } from './load-tool';

type StackClass = ReturnType<typeof loadStack>['Stack'];
type Stack = InstanceType<StackClass>;
type Options = ConstructorParameters<StackClass>[0];

const { Stack } = loadStack();
const { startTimeOf } = loadTool<{ startTimeOf: (pid: number) => string | undefined }>('setup/process-identity.mjs');

const fake = (name: string): string[] => [process.execPath, join(__dirname, 'fakes', name)];
const noServers = {
  DATABASE_URL: 'mysql://app@127.0.0.1:1/none',
  DATABASE_MIGRATION_URL: 'mysql://migration@127.0.0.1:1/none',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
};
const isGone = (pid: number): boolean => startTimeOf(pid) === undefined;

describe('the supervisor', () => {
  const stacks: Stack[] = [];
  const folders: string[] = [];
  const supervisors: ChildProcess[] = [];

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
    folders.push(folder);
    return folder;
  }

  function buildStack(overrides: Partial<Options> = {}): Stack {
    const stack = new Stack({
      data: newFolder(),
      port: 0,
      quiet: true,
      env: { ...process.env, ...noServers },
      programs: { migrate: null, api: fake('api.mjs'), worker: fake('worker.mjs'), trainingCases: null },
      ...overrides,
    });
    stacks.push(stack);
    return stack;
  }

  async function startSupervisor(data: string): Promise<{ child: ChildProcess; pids: Record<string, number> }> {
    const child = spawn(process.execPath, [join(__dirname, 'fakes', 'up.mjs'), data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    supervisors.push(child);
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { child, pids: JSON.parse(line.toString()) as Record<string, number> };
  }

  afterEach(async () => {
    for (const child of supervisors.splice(0)) child.kill('SIGTERM');
    await Promise.all(stacks.splice(0).map((stack) => stack.stop()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('hands each program its environment, and the migration account to none that stays', async () => {
    const stack = buildStack({ clock: '2026-01-05' });
    await stack.start();
    const env = (await (await fetch(`${stack.url}/environment`)).json()) as Record<string, string>;
    expect(env).toEqual({
      MODE: 'training',
      PORT: String(stack.port),
      DATABASE_URL: noServers.DATABASE_URL,
      CLOCK_START: '2026-01-05',
      TZ: 'UTC',
    });
  });

  it('starts a killed child again while the others go on', async () => {
    const stack = buildStack();
    await stack.start();
    const before = stack.pids;
    const killed = await stack.kill('worker');
    const after = await stack.child('worker').running(killed);
    expect(after).not.toBe(killed);
    expect(stack.child('worker').deaths).toBe(1);
    expect(stack.child('worker').lastReason).toMatch(/^signal SIGKILL/);
    expect(stack.pids.api).toBe(before.api);
    expect(isGone(killed)).toBe(true);
  });

  it('says with which code a child ended and what it wrote last', async () => {
    const stack = buildStack();
    await stack.start();
    const died = once(stack.child('api'), 'died');
    await fetch(`${stack.url}/die`).catch(() => undefined);
    expect(await died).toEqual([expect.stringMatching(/^exit code 7\n\s+asked to die/)]);
  });

  it('gives up after five deaths within a minute and stops the rest', async () => {
    const programs = { migrate: null, api: fake('api.mjs'), worker: fake('broken-worker.mjs'), trainingCases: null };
    const stack = buildStack({ programs });
    const givenUp = once(stack, 'given-up');
    const started = stack.start().catch((error: unknown) => error);
    const [failure] = (await givenUp) as [Error];
    expect(failure.message).toMatch(/worker died, 5 times within 1 min 00 s: exit code 9\n\s+worker found no orders/);
    await started;
    await stack.stop();
    expect(Object.keys(stack.pids)).toEqual(['supervisor']);
  });

  it('leaves no process and no pid file after SIGTERM', async () => {
    const data = newFolder();
    const { child, pids } = await startSupervisor(data);
    expect(Object.keys(pids).sort()).toEqual(['api', 'supervisor', 'worker']);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(Object.values(pids).every(isGone)).toBe(true);
    expect(existsSync(join(data, 'processes.json'))).toBe(false);
  });

  it('stops what a killed supervisor left behind before it starts anew', async () => {
    const data = newFolder();
    const { child, pids } = await startSupervisor(data);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isGone(pids.worker as number)).toBe(false);
    const next = buildStack({ data });
    await next.start();
    expect([pids.api, pids.worker].map((pid) => isGone(pid as number))).toEqual([true, true]);
  });

  it('never stops a stranger that got the number of an old child', async () => {
    const data = newFolder();
    const { child, pids } = await startSupervisor(data);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)']);
    supervisors.push(stranger);
    const file = join(data, 'processes.json');
    const record = JSON.parse(readFileSync(file, 'utf8')) as { children: { name: string; pid: number }[] };
    const others = record.children.map((each) => (each.name === 'worker' ? { ...each, pid: stranger.pid } : each));
    writeFileSync(file, JSON.stringify({ ...record, children: others }));
    await buildStack({ data }).start();
    expect(isGone(stranger.pid as number)).toBe(false);
    process.kill(pids.worker as number, 'SIGTERM');
  });

  it('refuses a data folder on which another supervisor is at work', async () => {
    const data = newFolder();
    const { pids } = await startSupervisor(data);
    await expect(buildStack({ data }).start()).rejects.toThrow(`it already runs here (process ${pids.supervisor}`);
  });

  it('runs two stacks side by side', async () => {
    const [one, other] = [buildStack(), buildStack()];
    await Promise.all([one.start(), other.start()]);
    expect(one.port).not.toBe(other.port);
    await one.stop();
    expect((await fetch(`${other.url}/environment`)).status).toBe(200);
  });

  it('does not delete a folder that is not its own', async () => {
    const data = newFolder();
    writeFileSync(join(data, 'letter.txt'), 'keep me');
    await expect(buildStack({ data, fresh: true }).start()).rejects.toThrow('was not made by this project');
    expect(readFileSync(join(data, 'letter.txt'), 'utf8')).toBe('keep me');
  });
});
