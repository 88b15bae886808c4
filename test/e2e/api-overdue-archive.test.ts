import { overdueList, type OverdueList } from '../../libs/contracts/api/overdue';
import { openApi, type TestApi } from '../support/api';
import type { CasePlayer } from '../support/case-player';
import { beijing, caseAt } from '../support/record';

/** A closed case is on the list while its file is not in the archive: pressed on by its own body alone. */
describe('closed cases on the overdue list', () => {
  let api: TestApi;
  let player: CasePlayer;
  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));
  const list = async (username: string, query = ''): Promise<OverdueList> => {
    const answer = await (await api.as(username)).get(`/api/v1/overdue${query}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return overdueList.parse(answer.body);
  };

  beforeAll(async () => {
    api = await openApi('apioverduearchive');
    await moveTo(beijing('2026-01-05', '09:00'));
    player = await caseAt(api.office, 'provincial-intake', '2026.2');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    await player.handOver();
  }, 120_000);
  afterAll(() => api.close());

  it('the limit of the archive is due on 30 June of the next year, and not overdue before', async () => {
    await moveTo(beijing('2027-06-30', '17:29'));
    expect((await list('henan.manager')).items).toEqual([]);
    expect((await list('henan.manager', '?soon=1')).items.map((row) => [row.stage, row.limit.dueOn])).toEqual([
      ['provincial-archive', '2027-06-30'],
    ]);
  });

  it('urging and ordering are offered to its manager and do what they say; the nation sees nothing of it', async () => {
    await moveTo(beijing('2027-07-02', '10:00'));
    const [row, ...more] = (await list('henan.manager')).items;
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      caseNumber: player.number,
      stage: 'provincial-archive',
      stageBody: 'province',
      kind: 'internal',
      limit: { light: 'overdue', days: -2, dueOn: '2027-06-30' },
      turns: [{ step: 'compile-file', role: 'provincial-handler' }],
      allowedActions: ['urge', 'order'],
    });
    const manager = await api.as('henan.manager');
    const task = row?.turns[0]?.taskId ?? '';
    const urged = await manager.post(`/api/v1/cases/${player.caseId}/urge`, {});
    expect([urged.status, urged.text.includes(player.number)]).toEqual([200, true]);
    const order = { demand: '请于本周内归档。', replyDue: '2027-07-05' };
    const issued = await manager.post(`/api/v1/tasks/${task}/orders`, order);
    expect([issued.status, issued.body.number]).toEqual([201, 'SO-2027-41-0001']);
    const [again] = (await list('henan.manager')).items;
    expect(again).toMatchObject({ lastOrder: { number: 'SO-2027-41-0001', state: 'open' } });
    expect(again?.lastUrgedAt).toMatch(/^2027-07-02/);
    // Who does the work hears of both.
    const handler = await api.as('henan.handler1');
    const told = (await handler.get('/api/v1/notifications')).body.items as { title: { en: string } }[];
    expect(told.map((one) => one.title.en)).toEqual(expect.arrayContaining(['Urged', 'Supervision order']));
    for (const query of ['', '?body=province']) expect((await list('nhc.manager', query)).items).toEqual([]);
    expect((await (await api.as('nhc.manager')).post(`/api/v1/tasks/${task}/orders`, order)).status).toBe(404);
  });

  it('is gone from the list once the archive has it', async () => {
    await player.decide(await player.openTask('compile-file'));
    expect((await list('henan.manager')).items).toMatchObject([
      { turns: [{ step: 'accept-file', role: 'archivist' }], allowedActions: ['urge', 'order'] },
    ]);
    await player.decide(await player.openTask('accept-file'));
    expect((await list('henan.manager')).items).toEqual([]);
    const late = await (await api.as('henan.manager')).post(`/api/v1/cases/${player.caseId}/urge`, {});
    expect([late.status, late.body.code]).toEqual([409, 'case-closed']);
  });
});
