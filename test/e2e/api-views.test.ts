import { openCase } from '../../libs/casework/declaration/open-case';
import { inbox, type InboxRow } from '../../libs/contracts/api/tasks';
import type { LegalDate } from '../../libs/contracts/deadlines';
import { bytesOf } from '../../libs/persistence/bytes';
import { installMeter } from '../../libs/persistence/sql';
import { openApi, type Client, type TestApi } from '../support/api';
import { key } from '../support/case-player';
import { beijing, caseAt, newCall, newCase } from '../support/record';
import { actorNamed } from '../support/actors';

const dayAfter = (date: LegalDate, days: number): LegalDate =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10) as LegalDate;

describe('inbox and case page over HTTP', () => {
  let api: TestApi;
  let preparer: Client;
  const many = 65;

  beforeAll(async () => {
    api = await openApi('apiviews');
    await moveTo(beijing('2026-01-05', '09:00'));
    preparer = await api.as('h41a.preparer');
    const actor = await actorNamed(api.office, 'h41a.preparer');
    for (let n = 0; n < many; n += 1) {
      // Windows that close on different days, not in the order of opening.
      const callId = await newCall(api.office);
      await api.office.database.read((sql) =>
        sql.run('UPDATE declaration_call SET window_closes = ? WHERE id = ?', [
          dayAfter('2026-01-12' as LegalDate, (n * 37) % 60),
          bytesOf(callId),
        ]),
      );
      await openCase(actor, { callId, key: key() }, api.office);
    }
  }, 120_000);
  afterAll(() => api.close());

  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));

  async function pages(client: Client, size: number, between?: (turn: number) => Promise<void>): Promise<InboxRow[]> {
    const rows: InboxRow[] = [];
    let after = '';
    for (let turn = 0; turn < 100; turn += 1) {
      const { body } = await client.get(`/api/v1/tasks?limit=${String(size)}${after}`);
      const page = inbox.parse(body);
      expect(page.items.length).toBeLessThanOrEqual(size);
      rows.push(...page.items);
      if (page.next === null) return rows;
      await between?.(turn);
      after = `&after=${page.next}`;
    }
    throw new Error('the pages never end');
  }

  it('shows every task once, the most urgent first, whatever the size of a page', async () => {
    const whole = await pages(preparer, 100);
    expect(whole).toHaveLength(many);
    expect(new Set(whole.map((row) => row.id)).size).toBe(many);
    const due = whole.map((row) => row.limit?.dueAt ?? '9999');
    expect(due).toEqual([...due].sort());
    expect(new Set(due).size).toBeGreaterThan(30);
    for (const size of [7, 30]) {
      expect((await pages(preparer, size)).map((row) => row.id)).toEqual(whole.map((row) => row.id));
    }
  });

  it('loses no row and shows none twice while tasks come and go between the pages', async () => {
    const before = await pages(preparer, 100);
    const leaving = [before[2], before[20], before[40], before[60]].flatMap((row) => (row ? [row] : []));
    const rows = await pages(preparer, 9, async (turn) => {
      const gone = leaving[turn];
      if (gone)
        await api.office.database.read((sql) =>
          sql.run('DELETE FROM task_audience WHERE task_id = ?', [bytesOf(gone.id)]),
        );
      await newCase(api.office);
    });
    const seen = rows.map((row) => row.id);
    expect(new Set(seen).size).toBe(seen.length);
    const lost = before.filter((row) => !seen.includes(row.id)).map((row) => row.id);
    expect(leaving.map((row) => row.id)).toEqual(expect.arrayContaining(lost));
  });

  it('a limit is told with its light and its working days, by the legal clock', async () => {
    const rowOf = async (id: string) => (await pages(preparer, 100)).find((row) => row.id === id)?.limit;
    const [first] = await pages(preparer, 100);
    const due = first?.limit?.dueOn ?? '';
    expect(first?.limit).toMatchObject({ dueAt: `${due}T09:30:00.000Z`, pausedSince: null, provisional: false });
    expect(first?.limit?.days).toBeGreaterThan(0);
    try {
      await moveTo(beijing(due, '09:00'));
      expect(await rowOf(first?.id ?? '')).toMatchObject({ light: 'due-soon', days: 0 });
      await moveTo(beijing(due, '18:00') + 7 * 86_400_000);
      expect(await rowOf(first?.id ?? '')).toMatchObject({ light: 'overdue', days: -5 });
    } finally {
      await moveTo(beijing('2026-01-05', '09:00'));
    }
  });

  it('says who holds a task', async () => {
    const player = await caseAt(api.office, 'provincial-intake');
    const [one, two] = [await api.as('henan.handler1'), await api.as('henan.handler2')];
    const find = async (client: Client) => (await pages(client, 100)).find((row) => row.caseId === player.caseId);
    expect(await find(two)).toMatchObject({ holder: null, mine: false, claimedAt: null });
    await one.post(`/api/v1/tasks/${(await find(one))?.id ?? ''}/claim`);
    expect(await find(one)).toMatchObject({ mine: true, rev: 1 });
    expect(await find(two)).toMatchObject({ mine: false, holder: { id: one.session?.person.id } });
    expect(await find(await api.as('henan.checker'))).toBeUndefined();
    expect(await find(await api.as('guangdong.handler1'))).toBeUndefined();
  });

  describe('costs', () => {
    async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
      const sent: string[] = [];
      installMeter({ statement: (sql) => sent.push(sql) });
      try {
        await act();
      } finally {
        installMeter(null);
      }
      return sent.filter((sql) => !/FROM session s/.test(sql));
    }

    it('a page of the inbox: two statements and at most 20 KB', async () => {
      let size = 0;
      const sent = await statementsOf(async () => {
        const { text, body } = await preparer.get('/api/v1/tasks');
        expect(body.items).toHaveLength(30);
        size = Buffer.byteLength(text);
      });
      expect(sent).toHaveLength(2);
      expect(size).toBeLessThanOrEqual(20 * 1024);
    });

    it('a case page: at most eight statements, also on hold and with many documents', async () => {
      const player = await caseAt(api.office, 'provincial-evaluation');
      for (let n = 0; n < 5; n += 1)
        await preparer.upload(player.caseId, Buffer.from(`%PDF-1.4\n${String(n)}\n%%EOF\n`), 'a.pdf');
      const path = `/api/v1/cases/${player.caseId}`;
      const readers = [preparer, await api.as('henan.handler1'), await api.as('henan.signatory')];
      const look = (client: Client) => async () => expect((await client.get(path)).status).toBe(200);
      for (const reader of readers) expect((await statementsOf(look(reader))).length).toBeLessThanOrEqual(8);
      const held = await (
        await api.as('henan.signatory')
      ).post(`${path}/hold`, { reason: '待补充', reviewOn: '2026-02-02' });
      expect(held.status).toBe(200);
      for (const reader of readers) expect((await statementsOf(look(reader))).length).toBeLessThanOrEqual(8);
    });

    it('the session is one statement of every request', async () => {
      const sent: string[] = [];
      installMeter({ statement: (sql) => sent.push(sql) });
      await preparer.get('/api/v1/session');
      installMeter(null);
      expect(sent).toHaveLength(1);
    });

    it('the inbox is read from its own index: no row of it is looked at beyond the page', async () => {
      const [statement] = await statementsOf(() => preparer.get('/api/v1/tasks?limit=5'));
      const audiences = (statement?.match(/audience = \?/g) ?? []).length;
      const [audience] = await api.office.database.read((sql) =>
        sql.rows<{ audience: string }>(
          "SELECT audience FROM task_audience WHERE audience LIKE 'hospital-preparer@%' LIMIT 1",
        ),
      );
      const reader = bytesOf(preparer.session?.person.id ?? '');
      const params = Array.from({ length: audiences }, () => [audience?.audience ?? '', reader]).flat();
      const plan = await api.office.database.read((sql) =>
        sql.rows<{ table: string; type: string; key: string | null; Extra: string }>(
          `EXPLAIN ${statement ?? ''}`,
          params,
        ),
      );
      const branches = plan.filter((row) => row.table === 'task_audience');
      expect(branches).toHaveLength(audiences);
      for (const row of branches) {
        expect(row.key).toBe('PRIMARY');
        expect(['ref', 'range']).toContain(row.type);
        expect(row.Extra).not.toMatch(/filesort|temporary/i);
        expect(row.Extra).toMatch(/Using index/);
      }
      // What the reader stepped back from is looked up row by row, each in its key.
      const recusals = plan.filter((row) => row.table === 'x');
      expect(recusals).toHaveLength(audiences);
      for (const row of recusals) expect(row).toMatchObject({ key: 'PRIMARY' });
      for (const row of plan.filter((one) => ['t', 'c', 'o'].includes(one.table)))
        expect(row).toMatchObject({ type: 'eq_ref', key: 'PRIMARY' });
    });
  });
});
