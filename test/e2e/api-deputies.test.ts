import type { DeputyList } from '../../libs/contracts/api/deputies';
import { whyPeople, whyView, type WhyAnswer } from '../../libs/contracts/api/why';
import { openApi, type TestApi } from '../support/api';
import { beijing, newCase, playToStep } from '../support/record';

describe('deputies and the explainer over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apideputies');
  });
  beforeEach(() => moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => api.close());

  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));
  const personOf = async (username: string) => (await api.as(username)).session?.person.id ?? '';

  async function name(principal: string, deputy: string, validTo = '2026-01-06') {
    const client = await api.as(principal);
    const answer = await client.post('/api/v1/deputies', {
      postId: client.session?.posts[0]?.id,
      personId: await personOf(deputy),
      validFrom: '2026-01-05',
      validTo,
      reason: '出差',
    });
    expect(answer.status).toBe(201);
    return answer.body.id as string;
  }

  it('a session that is open gains the post, loses it at midnight, and at once when it is revoked', async () => {
    const player = await newCase(api.office);
    const check = await playToStep(player, 'check-recommendation');
    const deputy = await api.as('henan.handler2');
    const rolesOf = async () =>
      ((await deputy.get('/api/v1/session')).body.posts as { role: string; onBehalfOf: unknown }[]).map(
        (post) => `${post.role}${post.onBehalfOf ? ' for another' : ''}`,
      );
    const inbox = async () =>
      ((await deputy.get('/api/v1/tasks?limit=100')).body.items as { id: string }[]).map((row) => row.id);
    await name('henan.checker', 'henan.handler2');
    expect(await rolesOf()).toEqual(['provincial-handler', 'provincial-checker for another']);
    expect(await inbox()).toContain(check.id);
    await moveTo(beijing('2026-01-06', '23:59'));
    expect(await inbox()).toContain(check.id);
    await moveTo(beijing('2026-01-07', '00:00'));
    expect(await rolesOf()).toEqual(['provincial-handler']);
    expect(await inbox()).not.toContain(check.id);
    expect((await deputy.post(`/api/v1/tasks/${check.id}/claim`)).status).toBe(403);
    await moveTo(beijing('2026-01-05', '10:00'));
    expect((await deputy.post(`/api/v1/tasks/${check.id}/claim`)).status).toBe(200);
    const { forMe } = (await (await api.as('henan.checker')).get('/api/v1/deputies')).body as unknown as DeputyList;
    const revoked = await (
      await api.as('henan.checker')
    ).post(`/api/v1/deputies/${forMe[0]?.id ?? ''}/revoke`, { reason: '返岗' });
    expect(revoked.status).toBe(200);
    expect(await rolesOf()).toEqual(['provincial-handler']);
    const late = await deputy.post(`/api/v1/tasks/${check.id}/decision`, { rev: 1, outcome: 'agreed', form: {} });
    expect([late.status, late.body.code]).toEqual([403, 'not-entitled']);
  });

  it('a post of one’s own ends at midnight too, in a session and with a task taken before it', async () => {
    const player = await newCase(api.office);
    const check = await playToStep(player, 'check-recommendation');
    const checker = await api.client().signIn('henan.checker');
    await api.office.database.read((sql) =>
      sql.run("UPDATE post SET valid_to = '2026-01-06' WHERE id = ?", [
        Buffer.from((checker.session?.posts[0]?.id ?? '').slice(-32), 'hex'),
      ]),
    );
    await moveTo(beijing('2026-01-06', '23:59'));
    expect((await checker.post(`/api/v1/tasks/${check.id}/claim`)).status).toBe(200);
    await moveTo(beijing('2026-01-07', '00:00'));
    expect((await checker.get('/api/v1/session')).body).toMatchObject({ posts: [], sections: [] });
    expect((await checker.get(`/api/v1/cases/${player.caseId}`)).status).toBe(404);
    const late = await checker.post(`/api/v1/tasks/${check.id}/decision`, { rev: 1, outcome: 'agreed', form: {} });
    expect([403, 404]).toContain(late.status);
    await api.office.database.read((sql) => sql.run("UPDATE post SET valid_to = NULL WHERE valid_to = '2026-01-06'"));
  });

  it('a narrow scope opens no page that is about no case', async () => {
    const client = await api.as('nhc.manager');
    const answer = await client.post('/api/v1/deputies', {
      postId: client.session?.posts[0]?.id,
      personId: await personOf('nhc.handler2'),
      validFrom: '2026-01-05',
      validTo: '2026-01-06',
      scope: { kind: 'steps', steps: ['draft-decision'] },
      reason: '出差',
    });
    expect(answer.status).toBe(201);
    expect((await (await api.as('nhc.handler2')).get('/api/v1/operations')).status).toBe(403);
    await client.post(`/api/v1/deputies/${answer.body.id as string}/revoke`, {});
    await name('nhc.manager', 'nhc.handler2');
    expect((await (await api.as('nhc.handler2')).get('/api/v1/operations')).status).toBe(200);
  });

  describe('why', () => {
    const why = async (reader: string, path: string) => {
      const { status, body } = await (await api.as(reader)).get(`/api/v1${path}`);
      const answer = body as unknown as WhyAnswer;
      return {
        status,
        ...answer,
        codes: status === 200 && 'reasons' in answer ? answer.reasons.map((reason) => reason.code) : [],
      };
    };

    it('says what stands against it, and through which post it may be done', async () => {
      const player = await newCase(api.office);
      const check = await playToStep(player, 'check-recommendation');
      const path = `/tasks/${check.id}/why?action=claim`;
      expect(await why('henan.checker', path)).toMatchObject({ allowed: true, because: null, codes: ['holds-post'] });
      const handler = await why('henan.handler1', path);
      expect(handler).toMatchObject({ allowed: false, because: 'not-entitled', codes: ['not-entitled', 'needs-post'] });
      expect(handler.reasons[1]?.words).toEqual({
        zh: '须由本案有关机关的省级审核人办理。',
        en: expect.stringContaining('checker') as string,
      });
      // Who drafted, standing in for the checker: separation of duties, not the post.
      await name('henan.checker', 'henan.handler1', '2026-01-05');
      expect(await why('henan.handler1', path)).toMatchObject({ because: 'same-person', codes: ['same-person'] });
      expect((await why('h41a.preparer', path)).status).toBe(404);
      expect((await why('guangdong.manager', path)).status).toBe(404);
      const hold = await why('henan.handler1', `/cases/${player.caseId}/why?action=hold`);
      expect(hold).toMatchObject({ because: 'not-entitled', codes: ['not-entitled', 'needs-post'] });
      expect(await why('henan.signatory', `/cases/${player.caseId}/why?action=resume`)).toMatchObject({
        because: 'not-on-hold',
      });
    });

    it('everything at once, by the number of the case: as the single questions answer', async () => {
      const player = await newCase(api.office);
      const check = await playToStep(player, 'check-completeness');
      const client = await api.as('henan.handler1');
      const all = whyView.parse((await client.get(`/api/v1/why?number=${player.number}`)).body);
      expect(all).toMatchObject({ caseId: player.caseId, person: { id: client.session?.person.id } });
      expect(all.posts[0]).toMatchObject({ role: 'provincial-handler', onBehalfOf: null });
      for (const act of all.acts)
        expect(act).toEqual((await client.get(`/api/v1/cases/${player.caseId}/why?action=${act.action}`)).body);
      const [task, ...others] = all.tasks;
      expect([task?.id, others]).toEqual([check.id, []]);
      for (const act of task?.acts ?? [])
        expect(act).toEqual((await client.get(`/api/v1/tasks/${check.id}/why?action=${act.action}`)).body);
      expect((await (await api.as('guangdong.manager')).get(`/api/v1/why?number=${player.number}`)).status).toBe(404);
      expect((await client.get('/api/v1/why?number=NMC-0000')).status).toBe(404);
    });

    it('whom one may ask about: a manager the body, security administrator and auditor the house, others nobody', async () => {
      const peopleOf = async (username: string) =>
        whyPeople.parse((await (await api.as(username)).get('/api/v1/why/people')).body).items;
      expect(await peopleOf('henan.handler1')).toEqual([]);
      expect(await peopleOf('ops.system')).toEqual([]);
      const henan = await peopleOf('henan.manager');
      expect(new Set(henan.map((one) => one.organisation.id)).size).toBe(1);
      const ids = henan.map((one) => one.id);
      expect(ids).toEqual(expect.arrayContaining([await personOf('henan.handler1'), await personOf('henan.leader')]));
      expect(ids).not.toContain(await personOf('henan.manager'));
      const player = await newCase(api.office);
      const asked = (who: string, person: string) => why(who, `/why?number=${player.number}&person=${person}`);
      for (const one of henan.slice(0, 3)) expect((await asked('henan.manager', one.id)).status).toBe(200);
      for (const reader of ['ops.security', 'ops.auditor']) {
        const house = (await peopleOf(reader)).map((one) => one.id);
        expect(house).toContain(await personOf('nhc.handler1'));
        expect(house).not.toContain(await personOf('henan.handler1'));
        // The nation does not know of the case yet, nor does who asks with its sight.
        expect((await asked(reader, await personOf('nhc.handler1'))).status).toBe(404);
      }
    });

    it('about another: by the manager of the body and the security administrator of the house, of their own people only', async () => {
      const player = await newCase(api.office);
      const check = await playToStep(player, 'check-completeness');
      const about = async (person: string) => `/tasks/${check.id}/why?action=claim&person=${await personOf(person)}`;
      const asked = await why('henan.manager', await about('henan.signatory'));
      expect(asked).toMatchObject({ status: 200, allowed: false, because: 'not-entitled' });
      expect(asked.person?.id).toBe(await personOf('henan.signatory'));
      expect(await why('henan.manager', await about('henan.handler2'))).toMatchObject({ allowed: true });
      for (const [reader, person] of [
        ['henan.handler1', 'henan.handler2'],
        ['henan.manager', 'guangdong.handler1'],
        ['guangdong.manager', 'guangdong.handler1'],
        ['nhc.manager', 'nhc.handler1'],
        ['ops.security', 'henan.handler1'],
        ['ops.security', 'nhc.handler1'],
        ['ops.system', 'nhc.handler1'],
      ] as const)
        expect([reader, (await why(reader, await about(person))).status]).toEqual([reader, 404]);
      const submitted = await newCase(api.office);
      const intake = await playToStep(submitted, 'check-submission');
      const nation = `/tasks/${intake.id}/why?action=claim&person=${await personOf('nhc.checker')}`;
      expect(await why('ops.security', nation)).toMatchObject({ status: 200, because: 'not-entitled' });
    });
  });
});
