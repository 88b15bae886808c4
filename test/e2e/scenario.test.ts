/** @jest-environment ./test/tools/environment.js */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Database } from '../../libs/persistence/database';
import { verifyCase } from '../../libs/persistence/events/verify';
import type { RespiratoryResult } from '../../tools/scenario/respiratory';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

const root = join(__dirname, '..', '..');
const program = join(root, 'dist', 'tools', 'scenario', 'index.js');

describe('npm run scenario -- respiratory --json', () => {
  let stack: Stack | undefined;
  let result: RespiratoryResult;
  let lines: string[];

  beforeAll(async () => {
    if (!existsSync(program)) throw new Error('the project is not built: npm run build');
    stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    const args = ['--enable-source-maps', program, 'respiratory', '--url', stack.url, '--json', '--lang', 'zh'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
    lines = stdout.trimEnd().split('\n');
    result = JSON.parse(lines.at(-1) ?? '') as RespiratoryResult;
  }, 240_000);
  afterAll(() => stack?.stop(), 60_000);

  const times = (type: string): number => result.events.filter((event) => event.type === type).length;
  const deadline = (rule: string) => result.deadlines.find((row) => row.rule === rule);

  it('ends designated, with the center in the registry under the number of its notice', () => {
    expect(result).toMatchObject({ scenario: 'respiratory', finalStage: 'closed', outcome: 'designated' });
    expect(result.caseNumber).toMatch(/^NMC-2026-41-\d{4}$|^NRMC-2026-41-\d{4}$/);
    expect(result.center).toMatchObject({
      name: { zh: '国家呼吸医学中心（示例呼吸医院（河南））' },
      documentNumber: expect.stringMatching(/^示卫医函〔2026〕\d+号$/) as string,
      designatedOn: '2026-03-02',
    });
  });

  it('opens the first reporting year, waiting for the annual plan', () => {
    expect(result.reportingYears).toHaveLength(1);
    expect(result.reportingYears[0]?.stage).toBe('planning');
  });

  it('passes every stage of the procedure once, in order', () => {
    const entered = result.events.filter((event) => event.type === 'stageEntered').map((event) => event.stage);
    expect(entered).toEqual([
      'declaration',
      'provincial-intake',
      'provincial-evaluation',
      'provincial-recommendation',
      'submission',
      'national-intake',
      'national-review',
      'national-decision',
      'public-notice',
      'issue',
    ]);
  });

  it('rings three reminders and one escalation, each exactly once', () => {
    expect(times('reminderRung')).toBe(3);
    expect(times('escalationRung')).toBe(1);
    const intake = deadline('national-intake');
    expect(intake?.limit.dueOn).toBe('2026-01-26');
    expect(intake?.rungs.filter((rung) => rung.state === 'rung').map((rung) => rung.id)).toEqual([
      'reminder-2',
      'reminder-0',
      'escalation-1',
    ]);
  });

  it('counts the public notice over the Spring Festival as the calendar says, and can explain it', () => {
    const notice = deadline('public-notice');
    expect(notice).toMatchObject({ startsOn: '2026-02-11', limit: { dueOn: '2026-02-25' } });
    const explained = notice?.explanation.map((line) => line.zh).join('\n') ?? '';
    expect(explained).toContain('法定节假日2026年2月15日至2026年2月23日（9天）不计');
    expect(explained).toContain('2026年2月14日为调休上班日，计入');
    expect(explained).toContain('2026年2月25日按时完成');
  });

  it('explains every deadline of the case in both languages', () => {
    expect(result.deadlines.length).toBeGreaterThanOrEqual(8);
    for (const { explanation } of result.deadlines) {
      expect(explanation.length).toBeGreaterThanOrEqual(2);
      expect(explanation.every((line) => line.zh !== '' && line.en !== '')).toBe(true);
    }
  });

  it('keeps the workflow history within its budget', () => {
    expect(result.historyLength).toBeGreaterThan(10);
    expect(result.historyLength).toBeLessThanOrEqual(110);
  });

  it('puts the file into the archive after the result, in few events of its own', () => {
    expect(result.archive.dueOn).toBe('2027-06-30');
    expect(result.archive.historyEvents).toBeGreaterThan(0);
    expect(result.archive.historyEvents).toBeLessThanOrEqual(20);
  });

  it('leaves a hash chain that verifies', async () => {
    const database = Database.at(stack?.databaseUrl ?? '', 1);
    try {
      const verdict = await database.read((sql) => verifyCase(sql, result.caseId));
      expect(verdict).toMatchObject({ intact: true });
    } finally {
      await database.close();
    }
  });

  it('tells the story while it goes: a line for every decision', () => {
    const told = lines.slice(0, -1).join('\n');
    for (const words of [
      '填报申报材料 → 提交签署',
      '签发审定意见 → 拟设置',
      '印发设置通知 → 印发',
      '⏰ 到期提醒',
      '⏰ 逾期上报',
      '办结：准予设置',
    ]) {
      expect(told).toContain(words);
    }
  });
});
