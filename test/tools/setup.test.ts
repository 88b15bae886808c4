/** @jest-environment ./test/tools/environment.js */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTool } from './load-tool';

type Say = (line: string) => void;
interface StepContext {
  root: string;
  say: Say;
  env: NodeJS.ProcessEnv;
  privateServers: boolean;
}
type Step = (context: StepContext) => Promise<void>;

let folder: string;
let said: string[];
const say: Say = (line) => void said.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the download of Temporal', () => {
  type Download = (options: { cacheDir: string; say: Say; env: NodeJS.ProcessEnv }) => Promise<void>;
  const { downloadTemporal } = loadTool<{ downloadTemporal: Download }>('setup/temporal-download.mjs');
  const { temporalVersion } = loadTool<{ temporalVersion: string }>('setup/temporal-programs.mjs');
  let mirror: Server;
  let checksums: string;

  beforeEach(async () => {
    writeFileSync(join(folder, 'temporal'), '#!/bin/sh\necho it runs\n');
    spawnSync('tar', ['-czf', 'archive.tar.gz', 'temporal'], { cwd: folder });
    const archive = readFileSync(join(folder, 'archive.tar.gz'));
    const arch = process.arch === 'x64' ? 'amd64' : process.arch;
    const digest = createHash('sha256').update(archive).digest('hex');
    checksums = `${digest}  temporal_cli_${temporalVersion}_${process.platform}_${arch}.tar.gz\n`;
    mirror = createServer((request, response) => {
      response.end(request.url?.endsWith('checksums.txt') ? checksums : archive);
    });
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => mirror.close());

  const fetchInto = (cacheDir: string): Promise<void> => {
    const { port } = mirror.address() as AddressInfo;
    return downloadTemporal({ cacheDir, say, env: { TEMPORAL_DOWNLOAD_URL: `http://127.0.0.1:${port}` } });
  };

  it('is kept when its digest is the published one', async () => {
    const cacheDir = join(folder, 'cache');
    await fetchInto(cacheDir);
    expect(spawnSync(join(cacheDir, 'temporal'), { encoding: 'utf8' }).stdout).toBe('it runs\n');
  });

  it('is refused when its digest is another', async () => {
    checksums = checksums.replace(/^\w{8}/, '00000000');
    const cacheDir = join(folder, 'cache');
    await expect(fetchInto(cacheDir)).rejects.toThrow('is not what was published');
    expect(existsSync(join(cacheDir, 'temporal'))).toBe(false);
  });

  it('is refused when the published list does not name it', async () => {
    checksums = 'abc  something-else.tar.gz\n';
    await expect(fetchInto(join(folder, 'cache'))).rejects.toThrow('do not name');
  });
});

describe('the version of Temporal', () => {
  const { isRecentEnough } = loadTool<{ isRecentEnough: (version: string) => boolean }>('setup/temporal-programs.mjs');

  it.each([
    ['1.8.2', true],
    ['1.8.10', true],
    ['1.9.0', true],
    ['2.0.0', true],
    ['1.8.1', false],
    ['1.5.1', false],
    ['0.13.2', false],
  ])('%s is recent enough: %s', (version, enough) => {
    expect(isRecentEnough(version)).toBe(enough);
  });
});

describe('npm packages', () => {
  const { nodeModules } = loadTool<{ nodeModules: Step }>('setup/steps/node-modules.mjs');
  const context = (): StepContext => ({ root: folder, say, env: {}, privateServers: false });
  const lock = (version: string, more = {}) =>
    JSON.stringify({ packages: { '': {}, 'node_modules/one': { version, integrity: `sha512-${version}` }, ...more } });

  it('are not installed again when what is there is what is locked', async () => {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'package-lock.json'),
      lock('1.0.0', { 'node_modules/other-system': { version: '1.0.0', optional: true } }),
    );
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), lock('1.0.0'));
    await nodeModules(context());
    await nodeModules(context());
    expect(said).toEqual(['npm packages: already installed as locked', 'npm packages: up to date']);
  });

  it('are installed as soon as the lock file says something else', async () => {
    writeFileSync(join(folder, 'package.json'), '{"name":"nothing","version":"1.0.0"}');
    writeFileSync(
      join(folder, 'package-lock.json'),
      '{"name":"nothing","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{"name":"nothing","version":"1.0.0"}}}',
    );
    await nodeModules(context());
    expect(said.at(-1)).toMatch(/^npm packages: installing: done/);
  });

  it('are locked for every platform, so that npm ci accepts the lock file wherever it was written', () => {
    type Missing = (packages: object) => object;
    const { missingPlatformEntries } = loadTool<{ missingPlatformEntries: Missing }>('setup/complete-lock.mjs');
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: object };
    expect(missingPlatformEntries(packages)).toEqual({});
  });

  it('show what npm complains of when package.json and the lock file disagree', async () => {
    writeFileSync(
      join(folder, 'package.json'),
      '{"name":"nothing","version":"1.0.0","dependencies":{"left-out":"1.0.0"}}',
    );
    writeFileSync(
      join(folder, 'package-lock.json'),
      '{"name":"nothing","version":"1.0.0","lockfileVersion":3,"packages":{}}',
    );
    await expect(nodeModules(context())).rejects.toThrow(/npm error/);
  });

  it('say what to do when there is no lock file', async () => {
    await expect(nodeModules(context())).rejects.toMatchObject({ whatToDo: ['git checkout -- package-lock.json'] });
  });
});

describe('the database step', () => {
  const { mariaDb } = loadTool<{ mariaDb: Step }>('setup/steps/mariadb.mjs');

  it('takes the server it is given', async () => {
    const env = { DATABASE_URL: 'mysql://a@127.0.0.1/b', DATABASE_MIGRATION_URL: 'mysql://c@127.0.0.1/b' };
    await mariaDb({ root: folder, say, env, privateServers: false });
    expect(said).toEqual(['database: the one in DATABASE_URL']);
  });

  it('asks for the second account', async () => {
    const env = { DATABASE_URL: 'mysql://a@127.0.0.1/b' };
    await expect(mariaDb({ root: folder, say, env, privateServers: false })).rejects.toThrow(
      'DATABASE_MIGRATION_URL is not',
    );
  });
});

describe('a command', () => {
  type Run = (command: string, args: string[], options?: { timeoutMs?: number; input?: string }) => Promise<string>;
  const { runCommand } = loadTool<{ runCommand: Run }>('setup/run-command.mjs');

  it('that fails is told with its last lines', async () => {
    await expect(runCommand('sh', ['-c', 'echo first; echo no such thing >&2; exit 3'])).rejects.toThrow(
      /failed \(exit code 3\):\n\s+first\n\s+no such thing/,
    );
  });

  it('that does not end is ended', async () => {
    await expect(
      runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 }),
    ).rejects.toThrow('was ended after');
  });

  it('that does not exist is told as such', async () => {
    await expect(runCommand('no-such-command-here', [])).rejects.toThrow('could not be run');
  });

  it('reads what it is given and nothing else', async () => {
    expect(await runCommand('cat', [], { input: 'line\n' })).toBe('line\n');
    expect(await runCommand('cat', [])).toBe('');
  });
});

describe('the lock of the set-up', () => {
  type WithLock = <T>(path: string, say: Say, work: () => Promise<T>) => Promise<T>;
  const { withLock } = loadTool<{ withLock: WithLock }>('setup/lock.mjs');

  it('lets one at a time work', async () => {
    const lock = join(folder, 'lock');
    const order: string[] = [];
    let finishFirst = (): void => undefined;
    const first = withLock(lock, say, async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => (finishFirst = resolve));
      order.push('first ends');
    });
    const second = withLock(lock, say, async () => void order.push('second'));
    expect(said).toEqual([expect.stringContaining('another set-up is at work here')]);
    finishFirst();
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a holder that is gone', async () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, startTime: 'another boot/1' }));
    expect(await withLock(lock, say, async () => 'worked')).toBe('worked');
  });
});

describe('a log', () => {
  const { capLog, lastLinesOf } = loadTool<{
    capLog: (path: string, cap: number) => void;
    lastLinesOf: (path: string, options?: { from?: number; lines?: number }) => string[];
  }>('setup/log-file.mjs');

  it('is cut at its cap, keeping what was before', () => {
    const log = join(folder, 'api.log');
    writeFileSync(log, 'one\ntwo\nthree\n');
    capLog(log, 10);
    appendFileSync(log, 'four\n');
    expect(readFileSync(`${log}.1`, 'utf8')).toBe('one\ntwo\nthree\n');
    expect(lastLinesOf(log, { from: 14 })).toEqual(['four']);
    capLog(log, 10);
    expect(statSync(log).size).toBe(5);
  });
});

describe('options of npm start', () => {
  type Read = (args: string[], env: NodeJS.ProcessEnv) => Record<string, unknown>;
  const { readOptions } = loadTool<{ readOptions: Read }>('up/options.mjs');

  it('default to training on this machine only', () => {
    expect(readOptions([], {})).toMatchObject({ training: true, fresh: false, host: undefined, port: undefined });
  });

  it.each([
    [['--port', 'x'], '"x" is not a port'],
    [['--port', '70000'], 'is not a port'],
    [['--clock', '2026-02-30'], 'is not a date'],
    [['--nonsense'], '--nonsense'],
  ])('%j are refused', (args, words) => {
    expect(() => readOptions(args, {})).toThrow(words);
  });

  it('refuse a movable clock in production', () => {
    expect(() => readOptions(['--clock', '2026-01-05'], { MODE: 'production' })).toThrow('for training only');
  });
});

describe('the count of .ci/run', () => {
  const count = (report: string, exitCode: number): string => {
    const file = join(folder, 'report.json');
    if (report) writeFileSync(file, report);
    return spawnSync(process.execPath, ['.ci/count.mjs', file, String(exitCode)], { encoding: 'utf8' }).stdout.trim();
  };
  const result = (passed: number, failed: number, files: object[] = []): string =>
    JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files });

  it('takes tests that passed and failed', () => expect(count(result(7, 2), 1)).toBe('7 2'));
  it('counts a file that could not be run', () =>
    expect(count(result(7, 0, [{ status: 'failed', assertionResults: [] }]), 1)).toBe('7 1'));
  it('counts a run without a report', () => expect(count('', 1)).toBe('0 1'));
  it('counts a run that failed although all its tests passed', () => expect(count(result(7, 0), 1)).toBe('7 1'));
});
