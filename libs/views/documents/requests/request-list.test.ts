import { freeItem, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { beijing, openDesk, type Desk } from '../../../../test/support/record';
import type { RequestRow } from '../../../contracts/api/requests';
import type { Actor } from '../../../contracts/posts';
import { bytesOf, newId } from '../../../persistence/bytes';
import { installMeter } from '../../../persistence/sql';
import { ReadingRoom } from '../../reading-room';
import { listRequests } from './request-list';
import { readPace } from './request-pace';

const many = 1_200;
const page = 20;

/** A hospital and a province with a thousand requests between them, most of them ended. */
describe('lists of requests', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let room: ReadingRoom;
  let handler: Actor;
  let preparer: Actor;

  beforeAll(async () => {
    desk = await openDesk('request_lists');
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'provincial-recommendation');
    room = new ReadingRoom(desk.office.database, desk.office.machineNow);
    handler = await player.player.actor('henan.handler1');
    preparer = await player.player.actor('h41a.preparer');
    const drafted = await player.draft(handler, [freeItem('一')]);
    const sent = await player.send(handler, drafted);
    await repeat(sent.requestId);
    // The plan is read, and goes by what is known of the table.
    await desk.office.database.read((sql) => sql.rows('ANALYZE TABLE document_request'));
  }, 120_000);
  afterAll(() => desk.office.close());

  /** Copies of one request: every fifth still open, the first ten not served. */
  async function repeat(id: string): Promise<void> {
    await desk.office.database.transaction(async (sql) => {
      const columns = (
        await sql.rows<{ name: string }>(
          "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'document_request'",
        )
      ).map((row) => row.name);
      const own: Record<string, string> = { id: '?', thread_id: '?', number: '?', due_on: '?', ended_at: '?' };
      const copied = columns.map((name) => own[name] ?? name).join(', ');
      const order = columns.filter((name) => name in own);
      for (let n = 0; n < many; n += 1) {
        const next = bytesOf(newId('request'));
        const due = n < 10 ? null : new Date(Date.UTC(2026, 0, 2 + (n % 300))).toISOString().slice(0, 10);
        const values: Record<string, string | Buffer | Date | null> = {
          id: next,
          thread_id: next,
          number: `DR-2026-99-${String(n).padStart(5, '0')}`,
          due_on: due,
          ended_at: n % 5 === 0 ? null : new Date(),
        };
        await sql.run(
          `INSERT INTO document_request (${columns.join(', ')}) SELECT ${copied} FROM document_request WHERE id = ?`,
          [...order.map((name) => values[name] ?? null), bytesOf(id)],
        );
      }
    });
  }

  async function walk(actor: Actor, asked: 'of-us' | 'by-us', ended: boolean): Promise<RequestRow[]> {
    const rows: RequestRow[] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await listRequests(room, actor, { asked, ended, limit: 100, after });
      rows.push(...items);
      if (next === null) return rows;
      after = next;
    }
  }

  it.each([
    ['of-us', false],
    ['of-us', true],
    ['by-us', false],
    ['by-us', true],
  ] as const)(
    '%s, ended ones too: %s: page by page, each once, what is not served first, then by due date',
    async (asked, ended) => {
      const rows = await walk(asked === 'of-us' ? preparer : handler, asked, ended);
      expect(rows).toHaveLength(ended ? many + 1 : many / 5 + 1);
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      const keys = rows.map((row) => `${row.dueOn ?? ''} ${row.id}`);
      expect(keys).toEqual([...keys].sort());
    },
  );

  it('a person with two posts of one body sees each once; of another organisation nothing', async () => {
    const [post] = handler.posts;
    if (!post) throw new Error('the handler has a post');
    const twice: Actor = { ...handler, posts: [post, { ...post, role: 'provincial-checker' }] };
    expect(await walk(twice, 'by-us', false)).toHaveLength(many / 5 + 1);
    expect(await walk(await player.player.actor('guangdong.handler1'), 'by-us', true)).toEqual([]);
  });

  it.each([
    ['of-us', false],
    ['of-us', true],
    ['by-us', false],
    ['by-us', true],
  ] as const)('a page of %s, ended ones too: %s, reads about a page, in three statements', async (asked, ended) => {
    const actor = asked === 'of-us' ? preparer : handler;
    const query = { asked, ended, limit: page };
    const { next } = await listRequests(room, actor, query);
    for (const after of [undefined, next ?? undefined]) {
      const statements: string[] = [];
      installMeter({ statement: (sql) => statements.push(sql) });
      await listRequests(room, actor, { ...query, after }).finally(() => installMeter(null));
      expect(statements.length).toBeLessThanOrEqual(3);
      expect(await planOf(statements[0] ?? '', actor, asked)).toEqual([]);
    }
  });

  /** Rows of the plan of the list that sort, or look at the whole table, before a page is cut off. */
  async function planOf(text: string, actor: Actor, asked: string): Promise<string[]> {
    const marks = text.split('?').length - 1;
    const [post] = actor.posts;
    const due = '2026-02-01';
    const id = Buffer.alloc(16);
    const given = [bytesOf(post?.organisationId ?? ''), asked === 'of-us' ? 'hospital' : 'province', due, due, id];
    const params = marks === 3 ? [...given.slice(0, 2), id] : given.slice(0, marks);
    const plan = await desk.office.database.read((sql) =>
      sql.rows<{ table: string | null; key: string | null; Extra: string | null; select_type: string }>(
        `EXPLAIN ${text}`,
        params,
      ),
    );
    return plan
      .filter(({ table, key, Extra, select_type }) => {
        const listing = select_type === 'DERIVED' && table === 'r';
        return listing && (key === null || /filesort|temporary/.test(Extra ?? ''));
      })
      .map((row) => JSON.stringify(row));
  }

  it('who is slow to answer is read in two statements', async () => {
    const statements: string[] = [];
    installMeter({ statement: (sql) => statements.push(sql) });
    const pace = await readPace(room, handler).finally(() => installMeter(null));
    expect(statements).toHaveLength(2);
    expect(pace.items).toHaveLength(1);
  });
});
