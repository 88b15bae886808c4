import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { newId } from '../../persistence/bytes';
import { Office } from '../office';
import { Database } from '../../persistence/database';
import { newCase, openDesk, type Desk } from '../../../test/support/record';
import { logOf } from '../../../test/support/people';
import { Attempts, type Attempt } from './attempts';

describe('refused attempts on their way to the log', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('attempts');
    desk.clock.still = true;
  });
  afterAll(() => desk.office.close());

  const person = newId('person');
  const attempt = (given: Partial<Attempt> & { person?: Id<'person'> } = {}): Attempt => ({
    actor: { person: given.person ?? person, posts: [newId('post')], request: 'r', address: '192.0.2.7' },
    code: given.code ?? 'not-entitled',
    route: given.route ?? 'POST /api/v1/people',
    ids: given.ids ?? {},
    at: given.at ?? desk.office.machineNow(),
  });
  const limits = { perMinute: 3, waiting: 5, counted: 4 };
  const written = async () => (await logOf(desk.office)).filter(({ type }) => /^attempt/.test(type));
  const since = async (work: () => Promise<unknown>) => {
    const before = (await written()).length;
    await work();
    return (await written()).slice(before);
  };

  it('are written with who, what and from where, in the order in which they came', async () => {
    const attempts = new Attempts(desk.office);
    const found = await since(async () => {
      attempts.note(attempt({ code: 'second-person' }));
      attempts.note(attempt({ code: 'stale-revision', route: 'POST /api/v1/tasks/:id/decision' }));
      await attempts.flush();
      await attempts.flush();
    });
    expect(found).toMatchObject([
      { type: 'attemptRefused', payload: { actor: { person, address: '192.0.2.7' }, code: 'second-person' } },
      { type: 'attemptRefused', payload: { code: 'stale-revision', route: 'POST /api/v1/tasks/:id/decision' } },
    ]);
  });

  it('at something that is not there are none; at something that is, they are', async () => {
    const player = await newCase(desk.office);
    const attempts = new Attempts(desk.office);
    const found = await since(async () => {
      attempts.note(attempt({ code: 'not-found', ids: { id: newId('case') } }));
      attempts.note(attempt({ code: 'not-found', ids: { id: player.caseId } }));
      attempts.note(attempt({ code: 'not-found', ids: {} }));
      await attempts.flush();
    });
    expect(found).toMatchObject([{ type: 'attemptRefused', payload: { ids: { id: player.caseId } } }]);
  });

  it('beyond so many a minute they are counted, and the number is written when the minute is over', async () => {
    const attempts = new Attempts(desk.office, limits);
    const burst = () => Array.from({ length: 500 }, () => attempts.note(attempt()));
    const at = desk.office.machineNow();
    const first = await since(async () => {
      burst();
      await attempts.flush();
    });
    expect(first).toHaveLength(limits.perMinute);
    const then = new Office(desk.office.database, () => at + 60_000);
    Object.assign(attempts, { office: Object.assign(then, { log: desk.office.log }) });
    const second = await since(() => attempts.flush());
    expect(second).toMatchObject([
      {
        type: 'attemptsCounted',
        payload: { code: 'not-entitled', count: 497, actor: { person }, routes: ['POST /api/v1/people'] },
      },
    ]);
    expect(await since(() => attempts.flush(true))).toEqual([]);
  });

  it('of ever more people at once they stay bounded, and none goes uncounted', async () => {
    const attempts = new Attempts(desk.office, limits);
    const found = await since(async () => {
      for (let n = 0; n < 1_000; n += 1) attempts.note(attempt({ person: newId('person') }));
      await attempts.flush(true);
    });
    const counted = found.flatMap(({ type, payload }) => (type === 'attemptsCounted' ? [Number(payload.count)] : []));
    expect(found.length).toBeLessThanOrEqual(limits.waiting + limits.counted + 1);
    expect(found.length - counted.length + counted.reduce((sum, n) => sum + n, 0)).toBe(1_000);
  });

  it('a database that is away loses none of them', async () => {
    const away = Database.at('mysql://nobody:nothing@127.0.0.1:1/nothing', 1);
    const office = new Office(away, desk.office.machineNow);
    const attempts = new Attempts(office, limits);
    const codes: RefusalCode[] = ['not-entitled', 'second-person'];
    for (const code of codes) for (let n = 0; n < 4; n += 1) attempts.note(attempt({ code }));
    await expect(attempts.flush(true)).rejects.toThrow();
    Object.assign(attempts, { office: desk.office });
    const found = await since(() => attempts.flush(true));
    // Five find room to wait, of each code three at most; the rest is a number.
    expect(found.filter(({ type }) => type === 'attemptRefused')).toHaveLength(5);
    expect(found.flatMap(({ payload }) => payload.count ?? [])).toEqual([1, 2]);
    await office.close();
  });
});
