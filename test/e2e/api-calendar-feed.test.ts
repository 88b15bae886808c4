import ICAL from 'ical.js';
import { releaseTask } from '../../libs/casework/inbox/claim-task';
import { myMonth, type MyMonth } from '../../libs/contracts/api/calendar-feed';
import { bytesOf, newId } from '../../libs/persistence/bytes';
import { installMeter } from '../../libs/persistence/sql';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { key, type CasePlayer } from '../support/case-player';
import { beijing, caseAt } from '../support/record';

interface Told {
  uid: string;
  summary: string;
  date: string;
  status: string;
  sequence: number;
  wholeDay: boolean;
  alarms: number;
}

/** Entries of an iCalendar file, as another program reads them. */
function entriesOf(text: string): Told[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      date: event.startDate.toString(),
      status: String(component.getFirstPropertyValue('status')),
      sequence: event.sequence,
      wholeDay: event.startDate.isDate,
      alarms: component.getAllSubcomponents('valarm').length,
    };
  });
}

describe('the calendar of a person over HTTP', () => {
  let api: TestApi;
  let player: CasePlayer;
  let other: CasePlayer;
  let handler: Client;

  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));
  const make = async (client: Client, language = 'zh-CN'): Promise<string> => {
    const answer = await client.post('/api/v1/me/calendar-feed', { language }, { key: null });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.path as string;
  };
  const read = (path: string): Promise<Answer> => api.client().get(path);
  const monthOf = async (client: Client, month: string): Promise<MyMonth> =>
    myMonth.parse((await client.get(`/api/v1/calendar/mine?month=${month}`)).body);

  beforeAll(async () => {
    api = await openApi('apifeed');
    await moveTo(beijing('2026-01-05', '09:00'));
    player = await caseAt(api.office, 'provincial-intake');
    other = await caseAt(api.office, 'national-intake');
    handler = await api.as('henan.handler1');
  }, 120_000);
  afterAll(() => api.close());

  it('opens behind its address alone, without a session, and tells number, step and date, nothing else', async () => {
    const path = await make(handler);
    expect(path).toMatch(/^\/feeds\/[0-9a-f]{64}\.ics$/);
    const answer = await read(path);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
      'private, no-store',
    ]);
    const task = await player.openTask('check-completeness');
    expect(entriesOf(answer.text)).toEqual([
      {
        uid: `${task.id}@medical-center-review`,
        summary: `${player.number} 受理审查`,
        date: '2026-01-12',
        status: 'CONFIRMED',
        sequence: 0,
        wholeDay: true,
        alarms: 0,
      },
    ]);
    expect(answer.text).not.toContain('示例');
    expect(answer.text).not.toContain(other.number);
  });

  it('keeps no address: the table holds a hash, and no answer is stored', async () => {
    const path = await make(handler, 'en');
    const token = path.slice(7, -4);
    const found = await api.office.database.read(async (sql) => [
      await sql.rows('SELECT * FROM calendar_feed'),
      await sql.rows('SELECT * FROM idempotency_key WHERE answer LIKE ?', [`%${token}%`]),
    ]);
    expect(JSON.stringify(found[0])).not.toContain(token);
    expect(found[1]).toEqual([]);
    expect((await read(path)).text).toContain('Check completeness');
    expect((await handler.get('/api/v1/me/calendar-feed')).body).toMatchObject({ language: 'en' });
    expect((await handler.get('/api/v1/me/calendar-feed')).text).not.toContain(token);
  });

  it('a new address ends the old one, and ending it ends both', async () => {
    const [first, second] = [await make(handler), await make(handler)];
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect((await handler.ask('DELETE', '/api/v1/me/calendar-feed')).status).toBe(204);
    expect((await read(second)).status).toBe(404);
    expect((await handler.get('/api/v1/me/calendar-feed')).body).toEqual({ createdAt: null, language: null });
    for (const path of ['/feeds/x.ics', '/feeds/', `/feeds/${'0'.repeat(63)}.ics`, '/feeds/a/b.ics'])
      expect([path, (await read(path)).status]).toEqual([path, 404]);
  });

  it('follows the record: moved with a higher sequence, tentative while provisional, cancelled when it waits no more', async () => {
    const path = await make(handler);
    const before = entriesOf((await read(path)).text);
    expect(before).toHaveLength(1);
    const task = await player.openTask('check-completeness');
    const move = (due: string, provisional: boolean) =>
      api.office.database.read(async (sql) => {
        const at = new Date(beijing(due, '17:30'));
        await sql.run(
          'UPDATE deadline SET due_on = ?, due_at = ?, provisional = ? WHERE case_id = ? AND closed_at IS NULL',
          [due, at, provisional, bytesOf(player.caseId)],
        );
        await sql.run('UPDATE task_audience SET due_at = ? WHERE task_id = ?', [at, bytesOf(task.id)]);
      });
    await move('2026-01-19', true);
    expect(entriesOf((await read(path)).text)).toEqual([
      {
        ...before[0],
        summary: `${player.number} 受理审查（暂定）`,
        date: '2026-01-19',
        status: 'TENTATIVE',
        sequence: 1,
      },
    ]);
    await move('2026-01-12', false);
    // A colleague takes it: it waits for this one no more; given back, it does again.
    const colleague = await player.actor('henan.handler2');
    await player.claim(task, colleague);
    expect(entriesOf((await read(path)).text)).toMatchObject([
      { uid: before[0]?.uid, status: 'CANCELLED', sequence: 2 },
    ]);
    await releaseTask(colleague, { taskId: task.id, key: key() }, api.office);
    expect(entriesOf((await read(path)).text)).toMatchObject([{ status: 'CONFIRMED', sequence: 3 }]);
    expect(entriesOf((await read(path)).text)).toMatchObject([{ status: 'CONFIRMED', sequence: 3 }]);
  });

  it('two readings at once tell one sequence', async () => {
    const path = await make(handler);
    const answers = await Promise.all(Array.from({ length: 8 }, () => read(path)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(answers.map((answer) => JSON.stringify(entriesOf(answer.text)))).size).toBe(1);
  });

  it('is one’s own: of others’ tasks it holds nothing, and it ends with the last post', async () => {
    const nation = await api.as('nhc.handler1');
    const path = await make(nation);
    expect(entriesOf((await read(path)).text).map((one) => one.summary.split(' ')[0])).toEqual([other.number]);
    const person = bytesOf((await other.actor('nhc.handler1')).personId);
    const until = (day: string | null) =>
      api.office.database.read((sql) => sql.run('UPDATE post SET valid_to = ? WHERE person_id = ?', [day, person]));
    await until('2026-01-04');
    expect((await read(path)).status).toBe(404);
    expect((await nation.post('/api/v1/me/calendar-feed', {}, { key: null })).status).toBe(403);
    await until(null);
    expect((await read(path)).status).toBe(200);
  });

  it('needs a session and its token to be made or ended', async () => {
    expect((await api.client().post('/api/v1/me/calendar-feed', {})).status).toBe(401);
    expect((await handler.post('/api/v1/me/calendar-feed', {}, { csrf: null })).status).toBe(403);
    expect((await handler.ask('DELETE', '/api/v1/me/calendar-feed', { csrf: null })).status).toBe(403);
    expect((await handler.post('/api/v1/me/calendar-feed', { language: 'fr' })).status).toBe(422);
  });

  describe('the month', () => {
    it('names what is due by day, from one statement, whatever lies outside', async () => {
      expect(await monthOf(handler, '2026-01')).toMatchObject({
        month: '2026-01',
        days: [
          {
            day: '2026-01-12',
            count: 1,
            items: [{ caseNumber: player.number, step: 'check-completeness', limit: { dueOn: '2026-01-12', days: 5 } }],
          },
        ],
      });
      expect((await monthOf(handler, '2026-02')).days).toEqual([]);
      expect((await monthOf(await api.as('h41b.preparer'), '2026-01')).days).toEqual([]);
      for (const month of ['2026-13', '2026', '26-01', ''])
        expect((await handler.get(`/api/v1/calendar/mine?month=${month}`)).status).toBe(422);
    });

    it('is complete for a long inbox, a day at a time, and says how many there are', async () => {
      const task = await player.openTask('check-completeness');
      const audience = await api.office.database.read((sql) =>
        sql.row<{ audience: string }>('SELECT audience FROM task_audience WHERE task_id = ?', [bytesOf(task.id)]),
      );
      // 3,000 tasks of the post: 150 on each of twenty days around the end of the month.
      await api.office.database.read(async (sql) => {
        const copies = Array.from({ length: 3_000 }, (_, n) => ({ id: bytesOf(newId('task')), n }));
        const row = await sql.row<Record<string, string | number | Buffer | Date | null>>(
          'SELECT * FROM task WHERE id = ?',
          [bytesOf(task.id)],
        );
        for (let from = 0; from < copies.length; from += 500) {
          const some = copies.slice(from, from + 500);
          await sql.insert(
            'task',
            some.map(({ id }) => ({ ...row, id })),
          );
          await sql.insert(
            'task_audience',
            some.map(({ id, n }) => ({
              audience: audience?.audience ?? '',
              due_at: new Date(beijing('2026-05-21', '17:30') + (n % 20) * 86_400_000),
              task_id: id,
            })),
          );
        }
      });
      const statements: string[] = [];
      await monthOf(handler, '2026-05');
      installMeter({ statement: (sql) => statements.push(sql) });
      const may = await monthOf(handler, '2026-05').finally(() => installMeter(null));
      expect(statements.filter((sql) => !/FROM session|system_(chain|event)/.test(sql))).toHaveLength(1);
      expect(may.days.map((one) => [one.day, one.count, one.items.length])).toEqual(
        Array.from({ length: 11 }, (_, n) => [`2026-05-${String(21 + n)}`, 150, 20]),
      );
      expect((await monthOf(handler, '2026-06')).days).toHaveLength(9);
      // Those of others are not among them.
      expect((await monthOf(await api.as('nhc.handler1'), '2026-05')).days).toEqual([]);
    });
  });

  it('slows guessers down by where they come from', async () => {
    const guesses = [];
    for (let n = 0; n < 12; n += 1) guesses.push((await read(`/feeds/${n.toString(16).padStart(64, '0')}.ics`)).status);
    expect(guesses.slice(0, 5)).toEqual([404, 404, 404, 404, 404]);
    expect(guesses.at(-1)).toBe(429);
  });
});
