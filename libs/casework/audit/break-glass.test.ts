import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import { everyPost, hire, logOf, refusalsByPost } from '../../../test/support/people';
import { newCase, openDesk, refusal, type Desk } from '../../../test/support/record';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bytesOf, newId } from '../../persistence/bytes';
import { Office } from '../office';
import { askBreakGlass, decideBreakGlass, endBreakGlass, lookByBreakGlass } from './break-glass';

describe('emergency access to a case', () => {
  let desk: Desk;
  let system: Actor;
  let security: Actor;
  let caseId: Id<'case'>;
  let number: string;
  let machine = Date.parse('2026-03-02T00:00:00.000Z');
  let office: Office;
  beforeAll(async () => {
    desk = await openDesk('glass');
    office = new Office(desk.office.database, () => machine);
    [system, security] = [await actorNamed(office, 'ops.system'), await actorNamed(office, 'ops.security')];
    caseId = (await newCase(desk.office)).caseId;
    const row = await office.database.read((sql) =>
      sql.row<{ number: string }>('SELECT number FROM case_file WHERE id = ?', [bytesOf(caseId)]),
    );
    number = row?.number ?? '';
  });
  afterAll(() => desk.office.close());

  const ask = (by: Actor, given: { hours?: number; caseNumber?: string } = {}) =>
    askBreakGlass(
      by,
      { caseNumber: number, reason: '系统故障，需核对记录', hours: 2, maxHours: 8, key: key(), ...given },
      office,
    );
  const decide = (by: Actor, id: Id<'breakGlass'>, grant = true) =>
    decideBreakGlass(by, { id, grant, key: key() }, office);
  const end = (by: Actor, id: Id<'breakGlass'>) => endBreakGlass(by, { id, key: key() }, office);
  const look = (by: Actor, id: Id<'breakGlass'>) => lookByBreakGlass(by, id, office);
  const told = async (code: string): Promise<string[]> => {
    const rows = await office.database.read((sql) =>
      sql.rows<{ username: string }>(
        'SELECT DISTINCT a.username FROM notification n JOIN account a ON a.person_id = n.person_id WHERE n.code = ? ORDER BY 1',
        [code],
      ),
    );
    return rows.map(({ username }) => username);
  };

  it('is asked by one, confirmed by another, announced, recorded look by look, and ends by itself', async () => {
    const { id } = await ask(system);
    expect(await told('break-glass-asked')).toEqual(['ops.auditor', 'ops.security']);
    expect(await refusal(look(system, id))).toBe('glass-over');
    const { until } = await decide(security, id);
    expect(until).toBe(new Date(machine + 2 * 3_600_000).toISOString());
    expect(await told('break-glass-granted')).toEqual(['h41a.signatory', 'henan.manager', 'ops.auditor', 'ops.system']);
    expect(await look(system, id)).toEqual({
      file: expect.objectContaining({ id: caseId, number }) as unknown,
      reason: '系统故障，需核对记录',
      until,
    });
    machine += 2 * 3_600_000 - 1;
    await look(system, id);
    machine += 1;
    expect(await refusal(look(system, id))).toBe('glass-over');
    expect(await refusal(end(security, id))).toBe('glass-over');
    const logged = (await logOf(office)).map(({ type, payload }) => [type, payload.breakGlass, payload.case]);
    expect(logged).toEqual(['Asked', 'Granted', 'Looked', 'Looked'].map((what) => [`breakGlass${what}`, id, caseId]));
  });

  it('nobody confirms what they asked for; it is decided once; by hand it ends at once', async () => {
    const { id } = await ask(security);
    expect(await refusal(decide(security, id))).toBe('second-person');
    const second = await hire(office, 'ops.security2', 'nhc', 'security-admin');
    const races = await Promise.allSettled([decide(second, id), decide(system, id)]);
    expect(races.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []))).toEqual([
      'glass-decided',
    ]);
    expect(await refusal(look(second, id))).toBe('not-found');
    await look(security, id);
    await end(system, id);
    expect(await refusal(look(security, id))).toBe('glass-over');
    const refused = (await ask(system)).id;
    expect(await decide(security, refused, false)).toEqual({ id: refused, until: null });
    expect(await refusal(look(system, refused))).toBe('glass-over');
  });

  it('has a longest time, and is about a case that is there', async () => {
    expect(await refusal(ask(system, { hours: 9 }))).toBe('invalid-input');
    expect(await refusal(ask(system, { caseNumber: 'NMC-0000' }))).toBe('not-found');
    expect(await refusal(decide(system, newId('breakGlass')))).toBe('not-found');
  });

  it('no other post asks, decides, ends or looks: the auditor neither', async () => {
    const keepers = ['system-admin', 'security-admin', 'nobody'] as const;
    const { id } = await ask(system);
    for (const act of [
      (by: Actor) => ask(by),
      (by: Actor) => decide(by, id),
      (by: Actor) => end(by, id),
      (by: Actor) => look(by, id),
    ])
      expect(
        await refusalsByPost(office, (by) => Promise.resolve().then(async (): Promise<unknown> => act(by)), ...keepers),
      ).toEqual(everyPost('not-entitled', ...keepers));
  });
});
