/** @jest-environment ./test/tools/environment.js */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Database } from '../../libs/persistence/database';
import { verifyCase } from '../../libs/persistence/events/verify';
import type { SupplementResult } from '../../tools/scenario/supplement';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

const root = join(__dirname, '..', '..');
const program = join(root, 'dist', 'tools', 'scenario', 'index.js');

describe('npm run scenario -- supplement --json', () => {
  let stack: Stack | undefined;
  let result: SupplementResult;

  beforeAll(async () => {
    if (!existsSync(program)) throw new Error('the project is not built: npm run build');
    stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    const args = ['--enable-source-maps', program, 'supplement', '--url', stack.url, '--json', '--lang', 'zh'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
    result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as SupplementResult;
  }, 240_000);
  afterAll(() => stack?.stop(), 60_000);

  const rows = (rule: string) =>
    result.deadlines.filter((row) => row.rule === rule).sort((a, b) => a.startsOn.localeCompare(b.startsOn));

  it('asks for five items, passes two on, returns one, asks once more in the decision', () => {
    expect(result.requests.map(({ items, round, passedOn, state }) => [items, round, passedOn, state])).toEqual([
      [5, 1, false, 'closed'],
      [2, 1, true, 'closed'],
      [1, 2, true, 'closed'],
      [1, 1, false, 'closed'],
    ]);
    expect(new Set(result.requests.map((one) => one.number)).size).toBe(4);
  });

  it('closes the intake’s limit with the sending, and starts a new one with the complete answer', () => {
    const [closed, anew] = rows('national-intake');
    expect(closed?.state).toBe('restarted');
    expect(anew?.state).toBe('met');
    expect((anew?.startsOn ?? '') > (closed?.startsOn ?? '')).toBe(true);
    expect(rows('national-intake')).toHaveLength(2);
  });

  it('extends the time to answer, and says so', () => {
    const said = rows('national-intake-request').map((row) => row.explanation.map((line) => line.zh).join());
    expect(said.filter((text) => text.includes('延期') || text.includes('延长'))).toHaveLength(1);
  });

  it('stops the commitment for the second request, and the case goes on to its notice', () => {
    const [commitment] = rows('nation-commitment');
    expect(commitment?.state).toBe('met');
    expect(commitment?.explanation.map((line) => line.zh).join()).toContain('暂停');
    expect(result.stage).toBe('public-notice');
  });

  it('leaves a hash chain that verifies', async () => {
    const database = Database.at(stack?.databaseUrl ?? '', 1);
    try {
      expect(await database.read((sql) => verifyCase(sql, result.caseId))).toMatchObject({ intact: true });
    } finally {
      await database.close();
    }
  });
});
