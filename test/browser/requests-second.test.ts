/** @jest-environment ./test/tools/environment.js */
import type { RequestReceipt } from '../../libs/contracts/api/requests';
import { stepWords } from '../../libs/contracts/words/procedure';
import { parties, type Parties } from '../../tools/scenario/cast';
import { later } from '../../tools/scenario/telling';
import { RequestHouse, type RequestWalker } from './request-walker';
import type { Language } from './visitor';

let house: RequestHouse | undefined;
const inside = (): RequestHouse => {
  if (!house) throw new Error('the stack and the browser did not start');
  return house;
};

beforeAll(async () => {
  house = await RequestHouse.build('2026-01-05');
}, 180_000);
afterAll(() => house?.close(), 60_000);

const said = {
  why: '专家评估后才发现该项数据存疑。',
  approved: '确属首次无法发现，同意。',
  withdrawn: '已从其他渠道取得。',
  declined: '已在申报书中列明，无需另报。',
  proposal: '请补充科研经费明细。',
  lapse: {
    'decided-as-is': '材料不影响评审结论，按现有材料办理。',
    extended: '医院搬迁，确有困难，再给五个工作日。',
    lapsed: '两次催告仍未答复，终止办理。',
  },
};
const walks: [Language, Parties][] = [
  ['zh-CN', parties.henan],
  ['en', parties.henanSecond],
];

it.each(walks)(
  'in %s: a proposal is declined; a second notice is approved, sent and withdrawn; three are never answered and decided each way',
  async (language, who) => {
    const { caseNumber, caseId } = await inside().caseAfter(who, 'provincial-evaluation', 'write-report', {
      after: 'evaluate',
      does: async (id) => {
        const [expert = ''] = inside().cast.experts(who.provincialExperts);
        const item = { title: said.proposal, accepts: '按年分列', reason: '申报书只有合计数' };
        await (await inside().desk(expert)).post('/cases/:id/item-proposals', `/cases/${id}/item-proposals`, item);
      },
    });
    const walker = await inside().walker(language);
    const { visitor, page } = walker;
    await walker.as('henan.handler1', async () => {
      await draft(walker, caseId, '首次要求的材料', () => decline(walker));
      await walker.act('send', () => Promise.resolve());
      await visitor.look('sent, to be opened');
      await draft(walker, caseId, '第二次要求的材料');
      await page.getByText(walker.said.draft.oneTime).waitFor();
      await visitor.look('a second notice needs the checker');
      await walker.act('ask-check', () => walker.fill('reason', said.why));
      await visitor.look('with the checker');
    });
    await walker.as('henan.checker', () => approve(walker, caseNumber));
    await walker.as('henan.handler1', () => sendAndWithdraw(walker, caseNumber));
    await walker.as(`${who.hospital}.preparer`, async () => {
      await page.goto(new URL('/requests?asked=of-us&ended=true', page.url()).href);
      await page
        .locator('tbody tr', { hasText: caseNumber })
        .filter({ hasText: walker.said.state.withdrawn })
        .getByRole('link')
        .first()
        .click();
      await page.getByText(said.withdrawn).waitFor();
      await visitor.look('withdrawn, as the other side reads it');
      await walker.openNotice(caseNumber);
    });
    for (const title of ['第三次要求的材料', '第四次要求的材料']) await sendByHand(caseId, who, title);
    const clock = await inside().clock();
    await clock.moveTo(later(await clock.today(), 45));
    await walker.as('henan.handler1', async () => {
      await walker.row('by-us', caseNumber, walker.said.state.sent);
      await visitor.look('asked by us, overdue');
      for (const outcome of ['decided-as-is', 'extended', 'lapsed'] as const)
        await proposeLapse(walker, caseNumber, outcome);
    });
    await walker.as('henan.checker', async () => {
      for (const outcome of ['decided-as-is', 'extended', 'lapsed'] as const)
        await confirmLapse(walker, caseNumber, outcome);
    });
    await walker.as('henan.handler1', async () => {
      await page.goto(new URL(`/cases/${caseId}?tab=requests`, page.url()).href);
      for (const state of ['closed', 'withdrawn', 'lapsed'] as const)
        await page.locator('.rounds li', { hasText: walker.said.state[state] }).first().waitFor();
      await visitor.look('requests of the case, ended');
    });
    expect(visitor.findings).toEqual([]);
    expect(visitor.watch.breaches).toEqual([]);
  },
  300_000,
);

async function draft(
  walker: RequestWalker,
  caseId: string,
  title: string,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { page, visitor } = walker;
  await page.goto(new URL(`/cases/${caseId}?tab=requests`, page.url()).href);
  await walker.link(walker.said.tab.ask).click();
  await before();
  await visitor.button(walker.said.edit.addFree).click();
  await walker.fill('item-0-title', title);
  await walker.fill('item-0-accepts', '盖章的说明材料');
  await visitor.button(walker.said.edit.save).click();
  await page.locator('.sheet', { hasText: title }).waitFor();
}

async function approve(walker: RequestWalker, caseNumber: string): Promise<void> {
  const { page, visitor } = walker;
  await walker.row('by-us', caseNumber, walker.said.state['awaiting-check']);
  await visitor.look('what the checker finds');
  await walker.openRow('by-us', caseNumber, walker.said.state['awaiting-check']);
  await page.getByText(said.why).waitFor();
  await walker.act('check', async () => {
    await page.getByRole('radio', { name: walker.said.choice.approved }).check();
    await walker.fill('note', said.approved);
  });
  await page.getByText(walker.said.draft.approved).waitFor();
  await visitor.look('approved');
}

async function sendAndWithdraw(walker: RequestWalker, caseNumber: string): Promise<void> {
  const { page, visitor } = walker;
  await walker.openRow('by-us', caseNumber, walker.said.state.approved);
  await page.getByText(said.approved).waitFor();
  await walker.act('send', () => Promise.resolve());
  await walker.act('withdraw', () => walker.fill('reason', said.withdrawn));
  await page.getByText(said.withdrawn).waitFor();
  await visitor.look('withdrawn, as the asking side reads it');
}

/** The reason is asked for, stays on the screen, and the proposal can be taken up no more. */
async function decline({ page, visitor, said: words }: RequestWalker): Promise<void> {
  const one = page.locator('.sources li, .sources .card', { hasText: said.proposal }).last();
  await one.getByRole('button', { name: words.edit.declineOf.replace('{{title}}', said.proposal) }).press('Enter');
  await visitor.button(words.edit.declineConfirm).click();
  await one.getByText(visitor.words.mistake.required).waitFor();
  await one.locator('textarea').fill(said.declined);
  await visitor.look('a proposal is declined');
  await visitor.button(words.edit.declineConfirm).press('Enter');
  await one.getByText(words.edit.declined.replace('{{reason}}', said.declined)).waitFor();
  expect(await one.getByRole('button').count()).toBe(0);
  await visitor.look('a proposal was declined');
}

/** A further notice, sent over the API with the checker's approval, and opened. */
async function sendByHand(caseId: string, who: Parties, title: string): Promise<void> {
  const desk = (username: string) => inside().desk(username);
  const [handler, checker] = [await desk('henan.handler1'), await desk('henan.checker')];
  const items = [{ from: 'free' as const, title, accepts: '盖章', formats: ['pdf' as const], required: true }];
  const drafted = await handler.post<RequestReceipt>('/cases/:id/requests', `/cases/${caseId}/requests`, { items });
  const at = `/requests/${drafted.requestId}`;
  const asked = await handler.post<RequestReceipt>('/requests/:id/ask-check', `${at}/ask-check`, {
    rev: drafted.rev,
    reason: said.why,
  });
  const approval = { rev: asked.rev, outcome: 'approved' as const, note: said.approved };
  const { rev } = await checker.post<RequestReceipt>('/requests/:id/check', `${at}/check`, approval);
  await handler.post('/requests/:id/send', `${at}/send`, { rev });
  await (await desk(`${who.hospital}.preparer`)).post('/requests/:id/open', `${at}/open`, {});
}

type Lapse = keyof typeof said.lapse;

async function proposeLapse(walker: RequestWalker, caseNumber: string, outcome: Lapse): Promise<void> {
  const { page, visitor } = walker;
  await walker.openTask(caseNumber, 'decide-lapse');
  await page.getByRole('heading', { name: stepWords['decide-lapse'][visitor.key] }).waitFor();
  await page.getByText(walker.said.desk.proof).waitFor();
  await visitor.claim();
  await visitor.look(`desk of an answer that never came, ${outcome}`);
  await walker.decide(outcome, async () => {
    if (outcome === 'extended') await walker.fill('days', '5');
    await walker.fill('reasons', said.lapse[outcome]);
  });
}

/** They come in the order they were proposed in; each says what was proposed, and why. */
async function confirmLapse(walker: RequestWalker, caseNumber: string, outcome: Lapse): Promise<void> {
  const { page, visitor } = walker;
  await walker.openTask(caseNumber, 'confirm-lapse');
  await visitor.claim();
  await page.getByText(said.lapse[outcome]).waitFor();
  await visitor.look(`desk of who confirms, ${outcome}`);
  await walker.decide('agreed', () => Promise.resolve());
}
