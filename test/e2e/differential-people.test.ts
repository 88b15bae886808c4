import { newId } from '../../libs/persistence/bytes';
import { Client, openApi, type TestApi } from '../support/api';
import { newCase } from '../support/record';
import { everythingOf, expectHidden, isSaid, unanswered, type Hidden, type Scene } from './differential-reading';

describe('nothing hidden of people shows in any directory, search, filter, order, count or log', () => {
  let api: TestApi;
  let system: Client;
  let security: Client;
  let glass: string;
  const scenes = new Map<string, Scene>();
  beforeAll(async () => {
    api = await openApi('differentialpeople');
    [system, security] = [await api.as('ops.system'), await api.as('ops.security')];
    const player = await newCase(api.office);
    await api.fillStore();
    glass = idOf(
      await done(system, 'POST', '/break-glass', { caseNumber: player.number, reason: '核对记录', hours: 2 }),
    );
    await done(security, 'POST', `/break-glass/${glass}/decision`, { grant: true });
    const prepared = await importOf('A-1,甲,One,,,');
    for (const name of [
      'henan.manager',
      'nhc.manager',
      'henan.handler1',
      'h41a.preparer',
      'ops.system',
      'ops.auditor',
    ]) {
      const post = (await api.as(name)).session?.posts[0];
      const units = await (await api.as(name)).get(`/api/v1/organisations/${post?.organisation.id ?? ''}/units`);
      scenes.set(name, {
        ...{ case: player.caseId, number: player.number, glass, import: idOf(prepared) },
        ...(post ? { organisation: post.organisation.id } : {}),
        person: (await api.as(name === 'henan.manager' ? 'henan.handler1' : 'nhc.handler1')).session?.person.id ?? '',
        ...(post ? { post: post.id } : {}),
        colleague: (await api.as('henan.checker')).session?.person.id ?? '',
        call: await callId(),
        unit: ((units.body.items as { id: string }[] | undefined) ?? [])[0]?.id ?? newId('unit'),
      });
    }
  }, 120_000);
  afterAll(() => api.close());

  async function callId(): Promise<string> {
    const { body } = await (await api.as('h41a.preparer')).get('/api/v1/calls');
    return ((body.items as { id: string }[] | undefined) ?? [])[0]?.id ?? '';
  }
  const sceneOf = (reader: string): Scene => scenes.get(reader) ?? {};
  const idOf = (body: Record<string, unknown>): string => String(body.id);
  async function done(client: Client, method: string, path: string, body: unknown) {
    const answer = await client.ask(method, `/api/v1${path}`, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  }
  const importOf = (row: string) => {
    const content = Buffer.from(`code,name_zh,name_en,email,phone,language\n${row}\n`).toString('base64');
    return done(system, 'POST', '/people-imports', { kind: 'people', fileName: 'people.csv', content });
  };
  /** A person of Guangdong, granted by two. */
  async function hired(name: string, from = '2026-01-05'): Promise<string> {
    const organisation = (await api.as('guangdong.manager')).session?.posts[0]?.organisation.id;
    const given = { code: null, name: { zh: name, en: `an ${name}` }, email: null, phone: null, language: null };
    const person = idOf(await done(system, 'POST', '/people', given));
    const wanted = { organisationId: organisation, role: 'provincial-handler', from };
    const proposal = idOf(await done(system, 'POST', `/people/${person}/posts`, wanted));
    await done(security, 'POST', `/post-proposals/${proposal}/confirm`, {});
    return person;
  }

  const foreign = ['henan.manager', 'nhc.manager', 'henan.handler1', 'h41a.preparer'];
  const hidden: Hidden[] = [
    {
      what: 'somebody who is hired in another province, on leave, with an account and a deputy',
      from: foreign,
      add: async () => {
        const person = await hired('经办人甲');
        await done(await api.as('guangdong.manager'), 'POST', `/people/${person}/leave`, {
          ...{ from: '2027-02-01', to: '2027-02-03' },
        });
        await done(security, 'POST', `/people/${person}/activation`, { username: 'gd.new' });
        const manager = await api.as('guangdong.manager');
        const colleague = await api.as('guangdong.handler1');
        await done(manager, 'POST', '/deputies', {
          ...{ postId: colleague.session?.posts[0]?.id, personId: person, reason: '出差' },
          ...{ validFrom: '2027-01-04', validTo: '2027-01-08' },
        });
      },
    },
    {
      what: 'a unit of another province, and a person who holds no post anywhere',
      from: foreign,
      add: async () => {
        const organisation = (await api.as('guangdong.manager')).session?.posts[0]?.organisation.id ?? '';
        await done(system, 'POST', `/organisations/${organisation}/units`, {
          ...{ code: 'new-desk', kind: 'division', name: { zh: '新处', en: 'A new division' } },
        });
        const given = {
          code: null,
          name: { zh: '经办人乙', en: 'a nobody' },
          email: null,
          phone: null,
          language: null,
        };
        await done(system, 'POST', '/people', given);
      },
    },
    {
      what: 'posts that wait for a second person, and files of people that were prepared',
      from: foreign,
      add: async () => {
        const person = (await api.as('henan.handler2')).session?.person.id ?? '';
        const organisation = (await api.as('henan.handler2')).session?.posts[0]?.organisation.id;
        const wanted = { organisationId: organisation, role: 'provincial-checker', from: '2027-01-04' };
        await done(system, 'POST', `/people/${person}/posts`, wanted);
        await importOf('A-2,乙,Two,,,');
      },
    },
    {
      what: 'service accounts, from whoever does not keep them',
      from: [...foreign, 'ops.system'],
      told: ['/operations', '/people', '/audit'],
      add: () =>
        done(security, 'POST', '/service-accounts', { name: { zh: '同步', en: 'Feed' }, scopes: ['cases'], days: 30 }),
    },
    {
      what: 'emergency access and what is looked at by it, from those who are not told',
      from: ['nhc.manager', 'henan.handler1', 'h41a.preparer'],
      // The case is in a call of its own, which is told to everybody.
      told: ['/calls'],
      add: async () => {
        const player = await newCase(api.office, 'h44a');
        const asked = { caseNumber: player.number, reason: '另一件', hours: 1 };
        await done(security, 'POST', '/break-glass', asked);
        await system.get(`/api/v1/break-glass/${glass}/record`);
      },
    },
    {
      what: 'what was tried, signed in and taken out, from all but the auditor',
      from: [...foreign, 'ops.system'],
      told: ['/operations'],
      add: async () => {
        await api.client().post('/api/v1/session', { username: 'henan.handler2', password: 'wrong' });
        await api.client().signIn('henan.handler2');
        await (await api.as('guangdong.handler1')).get(`/api/v1/cases/${sceneOf('ops.system').case ?? ''}`);
      },
    },
  ];

  it.each(hidden)('$what', (one) => expectHidden(api, sceneOf, one));

  it('what is said in a comment is not in the auditor’s log, nor how much', async () => {
    const logAfter = async (text: string): Promise<string> => {
      const player = await newCase(api.office);
      await done(await api.as('h41a.preparer'), 'POST', `/cases/${player.caseId}/comments`, { audience: 'body', text });
      const log = await (await api.as('ops.auditor')).get(`/api/v1/audit/events?case=${player.number}&limit=100`);
      expect(log.status).toBe(200);
      return log.text
        .replaceAll(player.number, 'NUMBER')
        .replaceAll(/[a-zA-Z]+_[0-9a-f]{32}/g, 'ID')
        .replaceAll(
          /[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z/g,
          'X',
        );
    };
    const [short, long] = [await logAfter('否'), await logAfter('专家甲认为不可行，理由如下。'.repeat(40))];
    expect(short).toContain('bodyCommented');
    expect(long).toBe(short);
  });

  it('and whoever it is not hidden from sees it', async () => {
    const seen = await everythingOf(api, 'guangdong.manager', {});
    expect(isSaid(seen, '经办人甲')).toBe(true);
    expect(isSaid(await everythingOf(api, 'ops.system', sceneOf('ops.system')), '另一件')).toBe(true);
  });

  it('somebody is answered everything that is compared here', async () => {
    const readers = Object.fromEntries([...scenes].filter(([name]) => /manager|ops/.test(name)));
    expect(await unanswered(api, 'people', { ...readers, 'ops.security': {}, 'henan.signatory': {} })).toEqual([]);
  });
});
