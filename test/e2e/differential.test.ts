import type { DecisionReceipt } from '../../libs/contracts/api/tasks';
import { Client, openApi, type TestApi } from '../support/api';
import { CasePlayer } from '../support/case-player';
import { decideAs, newCase, playToStep } from '../support/record';
import { everythingOf, expectHidden, isSaid, unanswered, type Hidden, type Scene } from './differential-reading';

describe('nothing hidden of a case shows in any list, search, filter, order, count or export', () => {
  let api: TestApi;
  let player: CasePlayer;
  let foreign: CasePlayer;
  beforeAll(async () => {
    api = await openApi('differential');
    player = await newCase(api.office);
    await playToStep(player, 'declare-interests');
    foreign = await CasePlayer.open(api.office, 'h44b');
    await api.fillStore();
    const handler = await player.actor('henan.handler1');
    scene = {
      ...{ case: player.caseId, number: player.number, person: handler.personId },
      task: (await player.openTask('declare-interests')).id,
    };
  }, 120_000);
  afterAll(() => api.close());

  /** What of the reader's own case there is to ask about. */
  let scene: Scene;

  async function open(username: string): Promise<Client> {
    return api.as(username);
  }
  async function post(username: string, path: string, body: unknown): Promise<void> {
    const answer = await (await open(username)).post(`/api/v1${path}`, body);
    if (answer.status >= 300) throw new Error(`${username} ${path}: ${answer.text}`);
  }
  const actAs = async (
    on: CasePlayer,
    username: string,
    step: Parameters<CasePlayer['openTask']>[0],
    outcome: DecisionReceipt['outcome'],
  ) => {
    const task = await on.openTask(step);
    return decideAs(on, await on.actor(username), task, outcome, await on.form(task, outcome));
  };

  const elsewhere = [
    'h41a.preparer',
    'h41a.signatory',
    'henan.handler1',
    'henan.manager',
    'expert.henan1',
    'nhc.manager',
  ];
  const outside = [
    'h41a.preparer',
    'h41a.signatory',
    'guangdong.manager',
    'nhc.manager',
    'expert.henan5',
    'ops.auditor',
  ];

  async function declare(username: string): Promise<void> {
    const expert = await player.actor(username);
    const mine = (await player.openTasks()).find((task) => task.personId === expert.personId);
    if (!mine) throw new Error(`${username} has no task`);
    await decideAs(player, expert, mine, 'none', await player.form(mine, 'none'));
  }

  const hidden: Hidden[] = [
    {
      what: 'a declaration of a hospital elsewhere',
      from: [...elsewhere, 'h41b.preparer', 'archive.archivist', 'ops.system'],
      add: async () => {
        foreign = await CasePlayer.open(api.office, 'h44a');
        await foreign.addDocument(await foreign.actor('h44a.preparer'));
        await post('h44a.preparer', `/cases/${foreign.caseId}/comments`, { audience: 'all', text: '已备齐' });
      },
    },
    {
      what: 'its work at another province, with orders, copies, calls, urges and notices',
      from: elsewhere,
      add: async () => {
        await actAs(foreign, 'h44a.preparer', 'prepare-declaration', 'submitted-for-signature');
        await actAs(foreign, 'h44a.signatory', 'sign-declaration', 'signed');
        await foreign.handOver();
        const task = await foreign.openTask('check-completeness');
        const on = `/cases/${foreign.caseId}`;
        await post('guangdong.handler1', `/tasks/${task.id}/claim`, {});
        await post('guangdong.manager', `/tasks/${task.id}/orders`, { demand: '说明进度', replyDue: '2027-06-01' });
        await post('guangdong.manager', `${on}/copies`, { to: { role: 'provincial-handler' } });
        await post('guangdong.manager', `${on}/urge`, {});
        await post('guangdong.manager', `${on}/call-log`, { calledOn: '2026-01-05', whom: '医院', said: '明日寄出' });
        await post('guangdong.handler1', `${on}/watch`, {});
      },
    },
    {
      what: 'its holding and its closing',
      from: elsewhere,
      add: async () => {
        const on = `/cases/${foreign.caseId}`;
        await post('guangdong.signatory', `${on}/hold`, { reason: '待核', reviewOn: '2027-06-01' });
        await post('guangdong.signatory', `${on}/resume`, { reason: '已核' });
        await post('h44a.signatory', `${on}/withdraw`, { reason: '撤回' });
      },
    },
    {
      what: 'comments, orders, calls and files of the province on the reader’s own case',
      from: outside,
      add: async () => {
        const on = `/cases/${player.caseId}`;
        await post('henan.handler1', `${on}/comments`, { audience: 'body', text: '内部意见' });
        await post('henan.manager', `${on}/call-log`, { calledOn: '2026-01-05', whom: '医院', said: '催要原件' });
        await post('henan.manager', `${on}/copies`, { to: { role: 'provincial-checker' } });
        await (await open('henan.handler1')).upload(player.caseId, Buffer.from('%PDF-1.4\ninner\n'), '内部.pdf');
      },
    },
    {
      what: 'who is deputy of whom in another body, and that somebody was named and revoked',
      from: outside,
      add: async () => {
        const { session } = await open('henan.checker');
        const other = (await open('henan.handler2')).session?.person.id;
        const today = new Date(Date.now() + (await offset()) + 8 * 3_600_000).toISOString().slice(0, 10);
        await post('henan.checker', '/deputies', {
          postId: session?.posts[0]?.id,
          personId: other,
          validFrom: today,
          validTo: '2027-12-31',
          reason: '出差',
        });
      },
    },
    {
      what: 'what other experts of the panel declared and wrote',
      from: ['h41a.preparer', 'h41a.signatory', 'nhc.manager', 'guangdong.manager'],
      add: () => declare('expert.henan1'),
    },
    {
      what: 'what another expert entered, from one who sits on the same panel and reads that it was done',
      from: ['expert.henan3'],
      told: ['/events'],
      add: () => declare('expert.henan2'),
    },
  ];

  const offset = async () => {
    const row = await api.office.database.read((sql) =>
      sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock'),
    );
    return Number(row?.offset_ms ?? 0);
  };

  it.each(hidden)('$what', (one) => expectHidden(api, () => scene, one));

  it('and whoever it is not hidden from sees it', async () => {
    expect(isSaid(await everythingOf(api, 'henan.handler1', scene), '内部意见')).toBe(true);
    expect(isSaid(await everythingOf(api, 'guangdong.handler1', scene), foreign.number)).toBe(true);
    expect(isSaid(await everythingOf(api, 'henan.manager', scene), '催要原件')).toBe(true);
  });

  it('somebody is answered everything that is compared here', async () => {
    expect(await unanswered(api, 'cases', { 'henan.manager': scene, 'henan.handler1': scene })).toEqual([]);
  });
});
