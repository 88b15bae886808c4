import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { bytesOf } from '../../libs/persistence/bytes';
import { openApi, type TestApi } from '../support/api';
import type { CasePlayer } from '../support/case-player';
import { beijing, caseAt } from '../support/record';

/** One file of a zip, as text. */
function unzipped(file: Buffer, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true }, (error, zip: ZipFile) => {
      if (error) {
        reject(error);
        return;
      }
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName !== name) {
          zip.readEntry();
          return;
        }
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) {
            reject(failed);
            return;
          }
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
        });
      });
      zip.on('end', () => reject(new Error(`no ${name}`)));
      zip.readEntry();
    });
  });
}

/** Words of a paragraph or a row of cells, one line each. */
const linesOf = (xml: string): string[] =>
  xml
    .replace(/<w:tr[ >].*?<\/w:tr>/gs, (row) => row.replace(/<\/w:p>/g, ' | ').replace(/<w:p[ >]/g, '<w:x ') + '</w:p>')
    .split('</w:p>')
    .map((part) =>
      part
        .replace(/<[^>]+>/g, '')
        .replace(/( \| )+/g, ' | ')
        .replace(/ \| $/, '')
        .trim(),
    )
    .filter((text) => text !== '');

describe('the weekly bulletin over HTTP', () => {
  let api: TestApi;
  let done: CasePlayer;
  let waiting: CasePlayer;

  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));
  const ask = async (username: string, query: string): Promise<Response> => {
    const client = await api.as(username);
    return fetch(`${api.url}/api/v1/overdue/bulletin?${query}`, { headers: { cookie: client.cookie ?? '' } });
  };
  const bulletin = async (username: string, query: string): Promise<string[]> => {
    const answer = await ask(username, query);
    if (answer.status !== 200) throw new Error(await answer.text());
    return linesOf(await unzipped(Buffer.from(await answer.arrayBuffer()), 'word/document.xml'));
  };
  /** What stands below a heading, up to the next of those given. */
  const below = (lines: string[], heading: string, next: string): string[] =>
    lines.slice(lines.indexOf(heading) + 1, lines.indexOf(next));

  beforeAll(async () => {
    api = await openApi('apibulletin');
    await moveTo(beijing('2026-01-05', '09:00'));
    done = await caseAt(api.office, 'provincial-intake');
    waiting = await caseAt(api.office, 'provincial-intake');
    await moveTo(beijing('2026-01-14', '12:00'));
    await done.ring();
    await waiting.ring();
  }, 120_000);
  afterAll(() => api.close());

  it('is a file with a Chinese name, a proof on every page, and says so of a week that goes on', async () => {
    const answer = await ask('henan.manager', 'week=2026-W03');
    expect(answer.headers.get('content-type')).toContain('wordprocessingml');
    expect(decodeURIComponent(answer.headers.get('content-disposition')?.split("''")[1] ?? '')).toBe(
      '督办通报 2026-W03 省级卫生健康委.docx',
    );
    const file = Buffer.from(await answer.arrayBuffer());
    expect(linesOf(await unzipped(file, 'word/header1.xml'))).toEqual(['清样，以正式印发文件为准']);
    const lines = linesOf(await unzipped(file, 'word/document.xml'));
    expect(lines.slice(0, 4)).toEqual([
      '督办通报',
      '2026-W03（2026-01-12至2026-01-18）　省级卫生健康委',
      '本通报按时限台账截至2026-01-14 12:00的记载编制。',
      '本周尚未结束，内容以周末截止时的台账为准。',
    ]);
    expect(lines.at(-1)).toBe('清样，以正式印发文件为准');
  });

  it('lists what was overdue at the end of the week, commitments and internal limits apart, with post and rung', async () => {
    await moveTo(beijing('2026-01-19', '09:00'));
    const lines = await bulletin('henan.manager', 'week=2026-W03');
    expect(lines).toContain('本周末逾期2项：新增2项，持续0项；上周逾期、本周已消除0项。');
    expect(below(lines, '一、承诺时限逾期', '二、内控时限逾期')).toEqual(['无。']);
    const hospital = '示例呼吸医院（河南）';
    expect(below(lines, '二、内控时限逾期', '各省份合计').slice(0, 3)).toEqual([
      '案号 | 医院 | 时限 | 到期日 | 逾期工作日 | 责任岗位 | 已提醒至',
      ...[done, waiting]
        .map((player) => player.number)
        .sort()
        .map((number) => `${number} | ${hospital} | 省级受理时限 | 2026-01-12 | 4 | 省级经办人 | 逾期第1个工作日上报`),
    ]);
    expect(below(lines, '各省份合计', '较上周变化').at(-1)).toBe('合计 | 0 | 2 | 2');
  });

  it('tells the changes of a week, and of a week that is over says the same at any later time', async () => {
    const then = await bulletin('henan.manager', 'week=2026-W03');
    await moveTo(beijing('2026-01-20', '10:00'));
    await done.decide(await done.openTask('check-completeness'));
    await moveTo(beijing('2026-01-26', '09:00'));
    const lines = await bulletin('henan.manager', 'week=2026-W04');
    expect(lines).toContain('本周末逾期1项：新增0项，持续1项；上周逾期、本周已消除1项。');
    expect(below(lines, '新增逾期', '已办结或不再逾期')).toEqual(['无。']);
    expect(below(lines, '已办结或不再逾期', '持续逾期')[1]).toContain(done.number);
    expect(lines[lines.indexOf('持续逾期') + 2]).toBe(
      `${waiting.number} | 示例呼吸医院（河南） | 省级受理时限 | 2026-01-12 | 9 | +5`,
    );
    expect(await bulletin('henan.manager', 'week=2026-W03')).toEqual(then);
  });

  it('adds no day over a holiday week', async () => {
    await moveTo(beijing('2026-02-25', '09:00'));
    const lines = await bulletin('henan.manager', 'week=2026-W08');
    const row = lines[lines.indexOf('持续逾期') + 2] ?? '';
    expect(row.startsWith(waiting.number)).toBe(true);
    expect(row.endsWith('+0')).toBe(true);
  });

  it('says none of a week without anything overdue, in both languages', async () => {
    const lines = await bulletin('henan.manager', 'week=2026-W02');
    expect(lines.filter((line) => line === '无。')).toHaveLength(5);
    expect(lines).toContain('合计 | 0 | 0 | 0');
    const english = await bulletin('henan.manager', 'week=2026-W02&language=en');
    expect(english[0]).toBe('Bulletin of overdue limits');
    expect(english.filter((line) => line === 'None.')).toHaveLength(5);
    expect(english.join('\n')).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('reckons with the calendar as it was then, not with what was published later', async () => {
    const then = await bulletin('henan.manager', 'week=2026-W03');
    // A notice of later that makes the whole week of 12 January one of rest.
    await api.office.database.read(async (sql) => {
      await sql.insert('calendar_version', [
        {
          version: 2,
          kind: 'import',
          year: 2026,
          notice_title: '示例',
          at: new Date(beijing('2026-02-20', '09:00')),
          content: '{}',
          hash: Buffer.alloc(32),
        },
      ]);
    });
    await api.office.database.read(async (sql) => {
      const days = ['13', '14', '15', '16'].map((one) => `2026-01-${one}`);
      await sql.run(`DELETE FROM calendar_day WHERE day BETWEEN '2026-01-13' AND '2026-01-16'`);
      await sql.insert(
        'calendar_day',
        days.map((day) => ({ day, year: 2026, kind: 'rest', name_zh: '示例' })),
      );
      await sql.run('UPDATE clock SET calendar_version = 2');
    });
    expect(await bulletin('henan.manager', 'week=2026-W03')).toEqual(then);
  });

  it('shows the nation the commitments of provinces alone, without post and rung', async () => {
    await moveTo(beijing('2026-04-06', '09:00'));
    await api.office.database.read((sql) =>
      sql.run('UPDATE case_file SET submitted_at = opened_at WHERE id = ?', [bytesOf(done.caseId)]),
    );
    const lines = await bulletin('nhc.manager', 'week=2026-W14&body=province');
    expect(lines.join('\n')).not.toContain(waiting.number);
    expect(lines).not.toContain('二、内控时限逾期');
    expect(below(lines, '一、承诺时限逾期', '各省份合计')[0]).toBe('案号 | 医院 | 时限 | 到期日 | 逾期工作日');
    expect((await bulletin('nhc.manager', 'week=2026-W14'))[1]).toContain('国家卫生健康委');
  });

  it('is drawn up by managers, for weeks that have begun', async () => {
    for (const name of ['henan.signatory', 'nhc.signatory', 'henan.handler1', 'ops.auditor'])
      expect([name, (await ask(name, 'week=2026-W03')).status]).toEqual([name, 403]);
    for (const query of ['week=2026-W40', 'week=2025-W53', 'week=2026-3', '', 'week=2026-W03&language=fr'])
      expect([query, (await ask('henan.manager', query)).status]).toEqual([query, 422]);
    expect(await bulletin('guangdong.manager', 'week=2026-W03')).toContain('合计 | 0 | 0 | 0');
  });
});
