import { openRequest } from '../../libs/casework/documents/requests/open-request';
import type { Id } from '../../libs/contracts/ids';
import { openApi, type TestApi } from '../support/api';
import { key, type CasePlayer } from '../support/case-player';
import { freeItem, requestsAt, type RequestPlayer } from '../support/documents/requests';
import { beijing, newCase } from '../support/record';
import { everythingOf, expectHidden, isSaid, unanswered, type Hidden, type Scene } from './differential-reading';

/** What is asked for, due, filed and taken out of the house: the case is Henan’s, another is asked and filed elsewhere. */
describe('nothing hidden shows in requests, limits, archives or files taken out', () => {
  let api: TestApi;
  let player: CasePlayer;
  let mine: RequestPlayer;
  let other: RequestPlayer;
  let scene: Scene;
  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));

  beforeAll(async () => {
    api = await openApi('differentialwork');
    await moveTo(beijing('2026-01-05', '09:00'));
    mine = await requestsAt(api.office, 'provincial-recommendation');
    player = mine.player;
    const handler = await player.actor('henan.handler1');
    const { requestId } = await mine.send(handler, await mine.draft(handler, [freeItem('经费证明')]));
    await answer(mine, requestId);
    other = mine;
    await api.fillStore();
    scene = {
      ...{ case: player.caseId, number: player.number, request: requestId, person: handler.personId },
      task: (await player.openTask('draft-recommendation')).id,
    };
  }, 120_000);
  afterAll(() => api.close());

  async function answer(of: RequestPlayer, requestId: Id<'request'>): Promise<void> {
    const preparer = await of.player.actor(`${of.player.hospital}.preparer`);
    await openRequest(preparer, { requestId, key: key() }, api.office);
    for (const item of await of.items(requestId))
      await of.save(preparer, item, { text: '已补充', documents: [of.player.documentId] });
    await of.decide(preparer, 'answer-request', 'answered');
  }

  const outside = [
    'h41b.preparer',
    'h41b.signatory',
    'guangdong.manager',
    'guangdong.handler1',
    'nhc.manager',
    'expert.henan5',
  ];
  /** Each case is in a call of its own, which is told to everybody. */
  const theCall = ['/calls'];
  const applicant = ['h41a.preparer', 'h41a.signatory'];
  const hidden: Hidden[] = [
    {
      what: 'a request that is drafted, sent and opened, from other hospitals, provinces and the nation',
      from: outside,
      told: theCall,
      add: async () => {
        other = await requestsAt(api.office, 'provincial-recommendation');
        const handler = await player.actor('henan.handler1');
        const { requestId } = await other.send(handler, await other.draft(handler, [freeItem('人员名册')]));
        await answer(other, requestId);
      },
    },
    {
      what: 'a request that is drafted and not sent yet, from the hospital',
      from: applicant,
      add: async () => {
        await mine.draft(await player.actor('henan.handler1'), [freeItem('设备清单')]);
      },
    },
    {
      what: 'orders, urging and a limit of the province’s own, from its applicant and from outside',
      from: [...applicant, 'guangdong.manager', 'nhc.manager'],
      add: async () => {
        const manager = await api.as('henan.manager');
        const on = `/api/v1/tasks/${scene.task ?? ''}`;
        expect((await manager.post(`${on}/orders`, { demand: '说明进度', replyDue: '2027-06-01' })).status).toBe(201);
        expect((await manager.post(`/api/v1/cases/${player.caseId}/urge`)).status).toBe(200);
      },
    },
    {
      what: 'an internal comment and an uploaded paper of the body, from the applicant’s own file of the case',
      from: applicant,
      add: async () => {
        const handler = await api.as('henan.handler1');
        const said = { audience: 'body', text: '内部意见：暂缓' };
        expect((await handler.post(`/api/v1/cases/${player.caseId}/comments`, said)).status).toBe(200);
        expect((await handler.upload(player.caseId, Buffer.from('%PDF-1.4\n%%EOF\n'), '内部.pdf')).status).toBe(201);
      },
    },
    {
      what: 'the archive of a case that was closed elsewhere, its legal hold and its number',
      from: [...outside, 'nhc.archivist', 'archive.archivist'],
      told: theCall,
      add: async () => {
        const closed = await newCase(api.office, 'h41a', { version: '2026.2' });
        await closed.playTo('provincial-intake');
        await closed.decide(await closed.openTask('check-completeness'), 'not-accepted');
        await closed.handOver();
        const archivist = await api.as('henan.archivist');
        const holds = `/api/v1/cases/${closed.caseId}/legal-holds`;
        expect((await archivist.post(holds, { reason: '诉讼保全' })).status).toBe(201);
        await closed.decide(await closed.openTask('compile-file'));
        await closed.decide(await closed.openTask('accept-file'));
      },
    },
  ];

  it.each(hidden)('$what', (one) => expectHidden(api, () => scene, one));

  it('what is overdue elsewhere is in no overdue list and no bulletin but its own body’s', async () => {
    await moveTo(beijing('2026-01-14', '12:00'));
    let late = player;
    await expectHidden(api, () => scene, {
      what: 'overdue',
      from: ['henan.manager', 'henan.signatory', 'h41a.preparer', 'nhc.manager'],
      told: theCall,
      add: async () => {
        await moveTo(beijing('2026-01-05', '09:00'));
        late = await newCase(api.office, 'h44a');
        await late.playTo('provincial-intake');
        await moveTo(beijing('2026-01-14', '12:00'));
        await late.ring();
      },
    });
    const own = await everythingOf(api, 'guangdong.manager', scene);
    expect(own.get('GET /api/v1/overdue ?limit=100')).toContain(late.number);
  });

  it('and whoever it is not hidden from sees it', async () => {
    const seen = await everythingOf(api, 'henan.handler1', scene);
    expect(isSaid(seen, other.player.number)).toBe(true);
    expect(isSaid(seen, '内部意见：暂缓')).toBe(true);
  });

  it('somebody is answered everything that is compared here', async () => {
    const readers = ['henan.manager', 'henan.handler1', 'h41a.preparer', 'henan.archivist'];
    await api.fillStore();
    const missing = await unanswered(api, 'work', Object.fromEntries(readers.map((reader) => [reader, scene])));
    // The archive is another case's: its own tests read it.
    expect(missing).toEqual(['GET /api/v1/cases/:id/archive ']);
  });
});
