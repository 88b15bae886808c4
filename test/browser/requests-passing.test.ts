/** @jest-environment ./test/tools/environment.js */
import type { DraftInput } from '../../libs/contracts/api/requests';
import { parties, type Parties } from '../../tools/scenario/cast';
import { pdfOf } from '../../tools/scenario/originals';
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

const notice: DraftInput = {
  dueDays: 10,
  items: [
    { from: 'library', libraryId: 'staff-list' },
    { from: 'free', title: '经费安排说明', accepts: '近三年经费安排', formats: ['pdf'], required: true },
    { from: 'free', title: '省级推荐意见说明', accepts: '推荐顺序及理由', formats: ['pdf'], required: true },
  ],
};
const said = {
  ask: '需汇总医院材料并行文，申请延长五个工作日。',
  grant: '情况属实，同意延期五个工作日。',
  own: '推荐顺序经集体审议确定，理由见推荐文。',
  hospital: '名册已按模板填写。',
};
const walks: [Language, Parties][] = [
  ['zh-CN', parties.henan],
  ['en', parties.henanSecond],
];

it.each(walks)(
  'in %s: the nation asks, the province passes on, asks for more time, takes over and answers under a letter',
  async (language, who) => {
    const { caseNumber, caseId } = await inside().caseAfter(who, 'submission', 'submit-to-nhc');
    const walker = await inside().walker(language);
    const nation = await inside().desk('nhc.handler1');
    await walker.as('nhc.handler1', async () => {
      await walker.openTask(caseNumber, 'check-submission');
      await nation.post('/cases/:id/requests', `/cases/${caseId}/requests`, notice);
      await walker.visitor.claim();
      await walker.decide('supplement-requested', () => walker.page.getByText(walker.said.desk.drafted).waitFor());
    });
    await walker.as('henan.handler1', () => passOn(walker, caseNumber));
    await walker.as('nhc.handler1', () => grant(walker, caseNumber));
    await walker.as(`${who.hospital}.preparer`, () => answerBelow(walker, caseNumber));
    await walker.as('henan.handler1', () => takeOver(walker, caseNumber));
    await walker.as('nhc.handler1', async () => {
      await walker.openRow('by-us', caseNumber, walker.said.state.answered);
      await walker.page.locator('.review', { hasText: said.own }).waitFor();
      expect(await walker.page.locator('.review').innerText()).toContain(said.hospital);
      await walker.visitor.look('the nation reads the answer');
    });
    expect(walker.visitor.findings).toEqual([]);
    expect(walker.visitor.watch.breaches).toEqual([]);
  },
  300_000,
);

/** The province opens the notice, passes two items on, and asks for more time. */
async function passOn(walker: RequestWalker, caseNumber: string): Promise<void> {
  const { page, visitor } = walker;
  await walker.openNotice(caseNumber);
  await visitor.look('the province has opened the notice');
  await walker.act('pass-on', async () => {
    for (const index of [0, 1]) await page.locator('#field-items, .choices').getByRole('checkbox').nth(index).check();
    // The usual days would bring the hospital past the province's own date: as many as are safe are given.
    const days = page.locator('#field-days');
    const safe = await days.inputValue();
    await days.fill('10');
    await page.getByText(walker.said.passing.late).waitFor();
    await visitor.look('passing on past the own date');
    await page.locator('.passing-limit').getByRole('button').click();
    await page.getByText(walker.said.passing.late).waitFor({ state: 'detached' });
    expect(await days.inputValue()).toBe(safe);
    expect(Number(safe)).toBeLessThan(10);
  });
  await page.getByRole('heading', { name: walker.said.children }).waitFor();
  await visitor.look('two items are passed on');
  await walker.act('ask-extension', async () => {
    await walker.fill('days', '5');
    await walker.fill('reason', said.ask);
  });
  await page.getByText(said.ask).waitFor();
  await visitor.look('more time is asked for');
}

async function grant(walker: RequestWalker, caseNumber: string): Promise<void> {
  const { page, visitor } = walker;
  await walker.row('by-us', caseNumber, walker.said.extensionAsked);
  await visitor.look('asked by the nation');
  await walker.openRow('by-us', caseNumber, walker.said.extensionAsked);
  await page.getByText(said.ask).first().waitFor();
  await walker.act('decide-extension', async () => {
    await page.getByRole('radio', { name: walker.said.choice.grant }).check();
    await walker.fill('reason', said.grant);
  });
  await page.getByText(said.grant).waitFor();
  await visitor.look('more time is granted');
}

async function answerBelow(walker: RequestWalker, caseNumber: string): Promise<void> {
  await walker.openNotice(caseNumber);
  await walker.page.getByText(walker.said.template.split('{{title}}')[0] ?? '').waitFor();
  await walker.visitor.look('what was passed on, with a form to fill in');
  await walker.fill('text', said.hospital);
  await walker.upload(0, '名册.pdf');
  await walker.answerText(1, '近三年经费均已落实。');
  await walker.visitor.look('what was passed on is ready');
  expect(await walker.submit()).toMatch(/^RC-2026-41-\d{4}$/);
}

/** The province accepts what came back, reads why it has more time, takes over, and answers under its letter. */
async function takeOver(walker: RequestWalker, caseNumber: string): Promise<void> {
  const { page, visitor } = walker;
  const { review, handedIn } = walker.said;
  await walker.openRow('by-us', caseNumber, walker.said.state.answered);
  for (const index of [0, 1])
    await page.locator('.review .card').nth(index).getByRole('radio', { name: review.accept }).check();
  await visitor.button(review.next).click();
  await visitor.button(review.confirm).click();
  await page.locator('.receipt').waitFor();

  await walker.openRow('of-us', caseNumber, walker.said.kind.supplement);
  await page.locator('.handed-in').waitFor();
  await page.getByText(said.grant).waitFor();
  await visitor.look('what the hospital handed in');
  await visitor.button(handedIn.take).click();
  await page.getByText(handedIn.taken).waitFor();
  await walker.ready(0);
  await visitor.look('taken over');
  await walker.item(1);
  await visitor.button(handedIn.take).click();
  await walker.ready(1);
  await walker.answerText(2, said.own);
  const receipt = await walker.submit(async () => {
    await walker.fill('number', `示卫医函〔2026〕${String(80 + Number(caseNumber.slice(-2)))}号`);
    await walker.fill('dated', '2026-01-05');
    await page.locator('#field-dated').press('Enter');
    const buffer = Buffer.from(pdfOf(['关于报送补充材料的函', caseNumber]));
    await page.locator('input[type=file]').setInputFiles({ name: '函.pdf', mimeType: 'application/pdf', buffer });
    await page
      .locator('.ant-select', { has: page.locator('#field-original') })
      .filter({ hasText: '函.pdf' })
      .waitFor();
  });
  expect(receipt).toMatch(/^RC-2026-00-\d{4}$/);
  await visitor.look('receipt of the province');
}
