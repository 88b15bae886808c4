import { recuseFromTask } from '../../casework/inbox/recuse-task';
import { nameDeputy } from '../../casework/people/name-deputy';
import type { DeputyPreviewQuery } from '../../contracts/api/deputies';
import type { Actor } from '../../contracts/posts';
import { actorNamed } from '../../../test/support/actors';
import { key, type CasePlayer } from '../../../test/support/case-player';
import { decideAs, newCase, openDesk, playToStep, refusal, type Desk } from '../../../test/support/record';
import { ReadingRoom } from '../reading-room';
import { previewDeputy } from './deputy-preview';
import { explainTask } from './why';

describe('what a deputy could not do', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let drafted: CasePlayer;
  let free: CasePlayer;
  beforeAll(async () => {
    desk = await openDesk('deputypreview');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    drafted = await newCase(desk.office);
    const draft = await playToStep(drafted, 'draft-recommendation');
    await decideAs(drafted, await as('henan.handler2'), draft, 'drafted', await drafted.form(draft, 'drafted'));
    free = await newCase(desk.office);
    await playToStep(free, 'check-recommendation');
  }, 120_000);
  afterAll(() => desk.office.close());

  const as = (username: string): Promise<Actor> => actorNamed(desk.office, username);
  const postOf = async (username: string) => {
    const post = (await as(username)).posts.find((one) => !one.onBehalfOf);
    if (!post) throw new Error(`${username} holds no post`);
    return post.id;
  };
  const preview = async (by: string, of: string, deputy: string, more: Partial<DeputyPreviewQuery> = {}) =>
    previewDeputy(room, await as(by), {
      ...{ postId: await postOf(of), personId: (await as(deputy)).personId, scope: 'post' },
      ...more,
    });
  const barredOf = async (...asked: Parameters<typeof preview>) =>
    (await preview(...asked)).barred.map((one) => [one.caseNumber, one.step, one.reasons.map(({ code }) => code)]);

  it('names the open tasks by step, each with why: who drafted does not check', async () => {
    expect(await barredOf('henan.manager', 'henan.checker', 'henan.handler2')).toEqual([
      [drafted.number, 'check-recommendation', ['same-person']],
    ]);
    expect(await preview('henan.manager', 'henan.checker', 'henan.handler2')).toMatchObject({ open: 2, more: false });
    expect(await barredOf('henan.checker', 'henan.checker', 'henan.signatory')).toEqual([]);
  });

  it('each deputy for what they did themselves', async () => {
    expect(await barredOf('henan.checker', 'henan.checker', 'henan.handler1')).toEqual([
      [free.number, 'check-recommendation', ['same-person']],
    ]);
  });

  it('within the scope alone', async () => {
    const steps = { scope: 'steps', steps: ['submit-to-nhc'] } as const;
    expect(
      await preview('henan.manager', 'henan.checker', 'henan.handler2', { ...steps, steps: [...steps.steps] }),
    ).toEqual({ open: 0, more: false, barred: [] });
    const { callId } = (await desk.office.database.read((sql) =>
      sql.row<{ callId: string }>(
        "SELECT CONCAT('call_', LOWER(HEX(call_id))) AS callId FROM case_file WHERE number = ?",
        [free.number],
      ),
    )) ?? { callId: '' };
    const ofCall = { scope: 'call', callId: callId as never } as const;
    expect(await preview('henan.manager', 'henan.checker', 'henan.handler2', ofCall)).toMatchObject({ barred: [] });
  });

  it('says what the explainer says once the deputy is named', async () => {
    const [said] = (await preview('henan.manager', 'henan.checker', 'henan.handler2')).barred;
    await nameDeputy(
      await as('henan.manager'),
      {
        ...{ postId: await postOf('henan.checker'), personId: (await as('henan.handler2')).personId },
        ...{ validFrom: '2026-01-05', validTo: '2026-01-09', scope: { kind: 'post' }, reason: '出差', key: key() },
      },
      desk.office,
    );
    const task = await drafted.openTask('check-recommendation');
    const explained = await explainTask(room, await as('henan.handler2'), task.id, { action: 'claim' });
    expect(said?.reasons).toEqual(explained.reasons);
  });

  it('counts what they stepped back from', async () => {
    const task = await free.openTask('check-recommendation');
    const input = { taskId: task.id, reason: '近亲属', key: key() };
    await recuseFromTask(await as('henan.handler2'), input, desk.office);
    expect(await barredOf('henan.manager', 'henan.checker', 'henan.handler2')).toContainEqual([
      free.number,
      'check-recommendation',
      ['recused'],
    ]);
  });

  it('is for whoever may name, about whom they may name', async () => {
    const asked = (by: string, of: string, deputy: string) => refusal(preview(by, of, deputy));
    expect(await asked('henan.handler1', 'henan.checker', 'henan.handler2')).toBe('not-entitled');
    expect(await asked('guangdong.manager', 'henan.checker', 'guangdong.handler1')).toBe('not-found');
    expect(await asked('ops.security', 'henan.checker', 'henan.handler2')).toBe('not-found');
    expect(await asked('henan.manager', 'henan.checker', 'guangdong.handler1')).toBe('deputy-not-of-body');
    expect(await asked('henan.manager', 'henan.checker', 'henan.checker')).toBe('deputy-self');
    expect(await refusal(preview('henan.manager', 'henan.checker', 'henan.handler2', { scope: 'steps' }))).toBe(
      'invalid-input',
    );
  });
});
