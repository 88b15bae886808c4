import type { RequestReceipt, RequestView } from '../../libs/contracts/api/requests';
import type { DeadlineList } from '../../libs/contracts/api/deadlines';
import type { Outcome, Stage, Step } from '../../libs/contracts/procedure';
import type { Cast } from './cast';
import { ClockHand } from './clock';
import type { Desk } from './desk';
import { Onlookers } from './onlookers';
import type { Act, Form, Player } from './player';
import { openSomewhere } from './respiratory';
import { respiratoryActs } from './respiratory-acts';
import { answerItems, letterOf, supplementItems } from './supplement-items';
import { daysBetween, later, Telling } from './telling';
import type { Timeline } from './timeline';
import { until } from './waiting';

/** The last line of `--json`. */
export interface SupplementResult extends Record<string, unknown> {
  scenario: 'supplement';
  caseId: string;
  caseNumber: string;
  stage: string | null;
  /** Every notice as the province sees it, in the order of their numbers. */
  requests: { number: string | null; round: number; passedOn: boolean; state: string; items: number }[];
  deadlines: DeadlineList['items'];
  seconds: number;
}

const begins = '2026-01-05';

/**
 * 补充材料: the nation's intake asks the province for five items; two are passed on to the hospital, one comes back once,
 * an extension is granted. The intake's limit closes with the sending and starts anew with the complete answer. A second
 * request, raised in the decision, stops the commitment until it is answered; then the case goes on to its public notice.
 */
export async function playSupplement({
  cast,
  timeline,
}: {
  cast: Cast;
  timeline: Timeline;
}): Promise<SupplementResult> {
  const began = performance.now();
  const clock = new ClockHand(await cast.desk('ops.system'));
  const shift = Math.max(0, daysBetween(begins, await clock.today()));
  const dayOf = (act: Act): string => later(act.on, shift);
  const player = await openSomewhere(cast, timeline, dayOf);
  const onlookers = await Onlookers.of(cast, player.parties, player.caseId);
  const play = new Supplement(cast, player, onlookers, clock, new Telling(clock, onlookers, timeline, dayOf), timeline);
  await play.untilStep('check-submission');
  await play.supplementAtIntake();
  await play.untilStep('check-decision');
  await play.requestInDecision();
  await play.untilStep('record-publication');
  const page = await until({ what: 'the public notice is entered', withinMs: 30_000 }, async () => {
    const found = await onlookers.page();
    return found.stage === 'public-notice' ? found : undefined;
  });
  const requests = await play.notices();
  timeline.say(
    `\n${page.number} 进入公示，共发出${String(requests.length)}份材料要求。`,
    `\n${page.number} is before the public; ${String(requests.length)} notices asked for documents.`,
  );
  return {
    scenario: 'supplement',
    caseId: page.id,
    caseNumber: page.number,
    stage: page.stage,
    requests,
    deadlines: await onlookers.deadlines(),
    seconds: (performance.now() - began) / 1000,
  };
}

class Supplement {
  private played = 0;

  constructor(
    private readonly cast: Cast,
    private readonly player: Player,
    private readonly onlookers: Onlookers,
    private readonly clock: ClockHand,
    private readonly telling: Telling,
    private readonly timeline: Timeline,
  ) {}

  /** Plays the usual acts up to a step, which is left to do. */
  async untilStep(step: Step): Promise<void> {
    for (;;) {
      const act = respiratoryActs[this.played];
      if (!act || act.step === step) return;
      await this.telling.toDayOf(act);
      await this.player.act(act);
      this.played += 1;
    }
  }

  async supplementAtIntake(): Promise<void> {
    const nation = await this.cast.desk('nhc.handler1');
    const province = await this.cast.desk(`${this.player.parties.province}.handler1`);
    const usual = respiratoryActs[this.played];
    if (usual) await this.telling.toDayOf(usual);
    await nation.post('/cases/:id/requests', `/cases/${this.player.caseId}/requests`, supplementItems);
    await this.act('national-intake', 'check-submission', 'supplement-requested', 'nhc.handler1', {});
    const parent = await this.askedOf(province, false);
    this.say(
      `发出补充材料通知${parent.number ?? ''}，形式审查时限终止`,
      `Notice ${parent.number ?? ''} is out; the intake limit is closed`,
    );
    await this.require('national-intake', ['restarted']);
    await this.open(province, parent);
    await this.passOn(province, parent);
    await this.nextDay();
    await province.post('/requests/:id/extensions', `/requests/${parent.id}/extensions`, {
      days: 5,
      reason: '需汇总医院材料并行文',
    });
    await nation.post('/requests/:id/extension-decision', `/requests/${parent.id}/extension-decision`, {
      granted: true,
      reason: '情况属实，同意延期',
    });
    this.say('国家同意延期五个工作日', 'The nation grants five working days more');
    await this.nextDay();
    await answerItems(province, await this.read(province, parent.id));
    const letter = await letterOf(province, this.player, await this.clock.today(), 1);
    await this.act('national-intake', 'answer-request', 'answered', province.username, letter);
    await this.require('national-intake', ['restarted', 'running']);
    this.say('收到完整答复，形式审查时限重新起算', 'The complete answer is here; the intake limit starts anew');
  }

  /** Two of the five are the hospital's: answered, one returned once, accepted. */
  private async passOn(province: Desk, parent: RequestView): Promise<void> {
    const hospital = await this.cast.desk(`${this.player.parties.hospital}.preparer`);
    const items = parent.items.slice(0, 2).map((item) => item.id);
    await province.post<RequestReceipt>('/requests/:id/pass-on', `/requests/${parent.id}/pass-on`, {
      items,
      dueDays: 5,
    });
    const first = await this.askedOf(hospital, true);
    this.say(`省级将两项转下医院（${first.number ?? ''}）`, `The province passes two items on (${first.number ?? ''})`);
    await this.open(hospital, first);
    await answerItems(hospital, first);
    await this.act('national-intake', 'answer-passed-on', 'answered', hospital.username, {});
    await this.act('national-intake', 'accept-passed-on', 'items-returned', province.username, {
      items: [{ item: first.items[0]?.id, reason: '统计表未加盖公章，请重新提供。' }],
    });
    const second = await this.askedOf(hospital, true);
    this.say(`退回一项，第${String(second.round)}轮`, `One item is returned: round ${String(second.round)}`);
    await this.open(hospital, second);
    await answerItems(hospital, second);
    await this.act('national-intake', 'answer-passed-on', 'answered', hospital.username, {});
    await this.act('national-intake', 'accept-passed-on', 'accepted', province.username, {});
  }

  async requestInDecision(): Promise<void> {
    const nation = await this.cast.desk('nhc.handler1');
    const province = await this.cast.desk(`${this.player.parties.province}.handler1`);
    const drafted = await nation.post<RequestReceipt>('/cases/:id/requests', `/cases/${this.player.caseId}/requests`, {
      items: [{ from: 'library', libraryId: 'support-commitment-paper' }],
    });
    await nation.post('/requests/:id/send', `/requests/${drafted.requestId}/send`, { rev: drafted.rev });
    const asked = await this.askedOf(province, false);
    await this.open(province, asked);
    await this.require('nation-commitment', ['paused']);
    this.say(
      '审定中要求补充，国家承诺时限自送达次日暂停',
      'Asked for in the decision: the commitment stops from the day after service',
    );
    await this.nextDay(5);
    await answerItems(province, await this.read(province, asked.id));
    const letter = await letterOf(province, this.player, await this.clock.today(), 2);
    await this.act('national-decision', 'answer-request', 'answered', province.username, letter);
    await this.require('nation-commitment', ['running']);
    this.say('收到答复，承诺时限继续', 'The answer is here; the commitment goes on');
    await this.act('national-decision', 'accept-answer', 'accepted', 'nhc.handler1', {});
  }

  async notices(): Promise<SupplementResult['requests']> {
    const province = await this.cast.desk(`${this.player.parties.province}.handler1`);
    const { threads } = await province.get<{ threads: { rounds: RequestView[] }[] }>(
      '/cases/:id/requests',
      `/cases/${this.player.caseId}/requests`,
    );
    return threads
      .flatMap((thread) => thread.rounds)
      .map(({ number, round, passedOn, state, itemsTotal }) => ({ number, round, passedOn, state, items: itemsTotal }));
  }

  private async act(stage: Stage, step: Step, outcome: Outcome, username: string, form: Form): Promise<void> {
    const on = await this.clock.today();
    await this.player.act({ on, stage, step, outcome, by: () => [username], form: () => form });
  }

  /** The newest request of the case that the desk's side is asked and has not answered. */
  private async askedOf(desk: Desk, passedOn: boolean): Promise<RequestView> {
    const found = await until({ what: `a request at ${desk.username}`, withinMs: 30_000 }, async () => {
      const { items } = await desk.get<{ items: RequestView[] }>('/requests', '/requests?asked=of-us&limit=100');
      return items.findLast(
        (row) => row.caseId === this.player.caseId && row.state === 'sent' && row.passedOn === passedOn,
      );
    });
    return this.read(desk, found.id);
  }

  private read = (desk: Desk, id: string): Promise<RequestView> => desk.get('/requests/:id', `/requests/${id}`);

  private async open(desk: Desk, request: RequestView): Promise<void> {
    await desk.post('/requests/:id/open', `/requests/${request.id}/open`);
  }

  private async nextDay(days = 1): Promise<void> {
    await this.telling.to(later(await this.clock.today(), days));
  }

  private say(zh: string, en: string): void {
    this.timeline.say(`                  ✉ ${zh}`, `                  ✉ ${en}`);
  }

  /** The rows of a rule stand as the story says. Throws where they do not. */
  private async require(rule: string, states: readonly string[]): Promise<void> {
    const rows = (await this.onlookers.deadlines()).filter((row) => row.rule === rule);
    const found = rows.sort((a, b) => a.startsOn.localeCompare(b.startsOn)).map((row) => row.state);
    if (found.join() !== states.join()) throw new Error(`${rule} is ${found.join()}, not ${states.join()}`);
  }
}
