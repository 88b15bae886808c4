/** @jest-environment ./test/tools/environment.js */
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
  lapse: '材料不影响评审结论，按现有材料办理。',
};
const walks: [Language, Parties][] = [
  ['zh-CN', parties.henan],
  ['en', parties.henanSecond],
];

it.each(walks)(
  'in %s: a second notice is approved, sent and withdrawn; the first is never answered and decided as it is',
  async (language, who) => {
    const { caseNumber, caseId } = await inside().caseAfter(who, 'provincial-evaluation', 'write-report');
    const walker = await inside().walker(language);
    const { visitor, page } = walker;
    await walker.as('henan.handler1', async () => {
      await draft(walker, caseId, '首次要求的材料');
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
    const clock = await inside().clock();
    await clock.moveTo(later(await clock.today(), 45));
    await walker.as('henan.handler1', () => proposeLapse(walker, caseNumber));
    await walker.as('henan.checker', async () => {
      await walker.openTask(caseNumber, 'confirm-lapse');
      await visitor.claim();
      await page.getByText(said.lapse).waitFor();
      await visitor.look('desk of who confirms the lapse');
      await walker.decide('agreed', () => Promise.resolve());
    });
    await walker.as('henan.handler1', async () => {
      await page.goto(new URL(`/cases/${caseId}?tab=requests`, page.url()).href);
      await page.locator('.rounds li').nth(1).waitFor();
      await visitor.look('requests of the case, ended');
    });
    expect(visitor.findings).toEqual([]);
    expect(visitor.watch.breaches).toEqual([]);
  },
  300_000,
);

async function draft(walker: RequestWalker, caseId: string, title: string): Promise<void> {
  const { page, visitor } = walker;
  await page.goto(new URL(`/cases/${caseId}?tab=requests`, page.url()).href);
  await walker.link(walker.said.tab.ask).click();
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

async function proposeLapse(walker: RequestWalker, caseNumber: string): Promise<void> {
  const { page, visitor } = walker;
  await walker.row('by-us', caseNumber, walker.said.state.sent);
  await visitor.look('asked by us, overdue');
  await walker.openTask(caseNumber, 'decide-lapse');
  await page.getByRole('heading', { name: stepWords['decide-lapse'][visitor.key] }).waitFor();
  await page.getByText(walker.said.desk.proof).waitFor();
  await visitor.claim();
  await visitor.look('desk of an answer that never came');
  await walker.decide('decided-as-is', () => walker.fill('reasons', said.lapse));
}
