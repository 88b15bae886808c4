import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { icalendarOf, type DayEntry } from './icalendar';

const entry = (over: Partial<DayEntry> = {}): DayEntry => ({
  uid: 'task_01@medical-center-review',
  date: '2026-01-31',
  summary: 'NMC-2026-41-0001 受理审查',
  status: 'confirmed',
  sequence: 0,
  modifiedAt: Date.UTC(2026, 0, 5, 1, 2, 3),
  ...over,
});
const awkward = `${'公示，期间；审查\\'.repeat(12)}, a; b\nc 😀${'😀'.repeat(30)}`;

describe('a calendar file as RFC 5545 has it', () => {
  it('ends every line with CRLF and folds at 75 octets, between characters', () => {
    const text = icalendarOf('我的时限', [entry({ summary: awkward })]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    expect(text).not.toContain('\uFFFD');
  });

  it('is read back as it was meant by another program, commas, semicolons and line breaks included', () => {
    const text = icalendarOf('My, deadlines; mine', [entry({ summary: awkward, status: 'tentative', sequence: 7 })]);
    const calendar = new ICAL.Component(ICAL.parse(text) as never);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('My, deadlines; mine');
    expect(['version', 'prodid'].map((name) => calendar.getAllProperties(name).length)).toEqual([1, 1]);
    const [event] = calendar.getAllSubcomponents('vevent');
    const value = (name: string): string => String(event?.getFirstPropertyValue(name));
    expect(value('summary')).toBe(awkward);
    expect(['uid', 'dtstart', 'dtstamp', 'status', 'sequence', 'class', 'transp'].map(value)).toEqual([
      'task_01@medical-center-review',
      '2026-01-31',
      '2026-01-05T01:02:03Z',
      'TENTATIVE',
      '7',
      'PRIVATE',
      'TRANSPARENT',
    ]);
    // A whole day in no zone: nobody's calendar moves it to the day before.
    expect(text).toContain('\r\nDTSTART;VALUE=DATE:20260131\r\n');
    // A method would make it a message, which wants an organizer (RFC 5546).
    expect(text).not.toMatch(/^(METHOD|ORGANIZER|DTEND|BEGIN:VALARM)/m);
  });

  it('is the same wherever the host stands', () => {
    const script = join(__dirname, '../../../test/support/deadlines/zone-probe.cjs');
    const told = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((TZ) => {
      const child = spawnSync(process.execPath, [script], { env: { ...process.env, TZ }, encoding: 'utf8' });
      if (child.status !== 0) throw new Error(child.stderr);
      return (JSON.parse(child.stdout) as { feed: string }).feed;
    });
    expect(told[0]).toContain('DTSTART;VALUE=DATE:20260131');
    expect(new Set(told).size).toBe(1);
  });
});
