/** @jest-environment ./test/tools/environment.js */
import { roleWords } from '../../libs/contracts/words/procedure';
import { Cast, parties, type Parties } from '../../tools/scenario/cast';
import { Player } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import { openedBefore } from './opened';
import { Visitor } from './visitor';

const today = '2026-01-05';
const open = openedBefore(today);

/** A case that lies before the province's intake. Returns its number. */
async function caseAtIntake(who: Parties): Promise<string> {
  const cast = await Cast.meet(open().stack.url, { patienceMs: 60_000 });
  try {
    const player = new Player(cast, who, { dateOf: () => today, patienceMs: 60_000 });
    const { caseNumber } = await player.open();
    for (const act of actsUntil('declaration', 'sign-declaration')) await player.act(act);
    return caseNumber;
  } finally {
    cast.close();
  }
}

/** The end of a walk: nothing serious was found on any screen, and the content policy held. */
function expectClean(visitor: Visitor): void {
  expect(visitor.findings).toEqual([]);
  expect(visitor.watch.breaches).toEqual([]);
}

it('in Chinese: a handler tells and asks, a colleague replies, a manager reassigns and orders', async () => {
  const caseNumber = await caseAtIntake(parties.henan);
  const visitor = await Visitor.arrive(open().browser, open().stack.url, 'zh-CN');
  await visitor.signIn('henan.handler1');
  await visitor.openTask(caseNumber);
  await visitor.claim();
  await visitor.look('desk with its verbs');
  await comment(visitor);
  await copy(visitor);
  await logCall(visitor);
  await assign(visitor);
  await visitor.signOut();

  await reply(visitor, caseNumber);
  await visitor.signOut();

  await handOver(visitor, caseNumber);
  await visitor.signOut();

  await reassignAndOrder(visitor, caseNumber);
  await visitor.signOut();

  await answerOrder(visitor, caseNumber);
  await visitor.signOut();

  await visitor.signIn('henan.manager');
  await openCase(visitor, caseNumber);
  await onCase(visitor, visitor.words.cases.tab.deadlines);
  await visitor.look('order answered');
  await visitor.link(visitor.words.order.title.close).click();
  await visitor.page.locator('#field-note').fill('已了解');
  await visitor.look('close an order');
  await visitor.button(visitor.words.order.title.close).click();
  await visitor.page.locator('.records', { hasText: visitor.words.supervision.state.closed }).waitFor();
  expectClean(visitor);
}, 300_000);

it('in English: a comment to all parties without a name, an order repeated', async () => {
  const caseNumber = await caseAtIntake(parties.henanSecond);
  const visitor = await Visitor.arrive(open().browser, open().stack.url, 'en');
  const { page, words } = visitor;
  await visitor.signIn('henan.manager');
  await openCase(visitor, caseNumber);
  await visitor.link(words.cases.action.comment).click();
  await page.getByRole('radio', { name: words.comment.to.all }).check();
  await page.getByText(words.comment.warning).waitFor();
  await page.locator('#field-text').fill('Please have the originals ready.');
  await visitor.look('comment to all');
  await visitor.button(words.comment.submit.all).click();
  await page.locator('.happening', { hasText: 'Please have the originals ready.' }).waitFor();

  await onCase(visitor, words.cases.tab.deadlines);
  await visitor.look('no orders yet');
  await visitor.link(words.pass.title.order).click();
  await fillOrder(visitor, 'Explain why nothing has moved.', '2026-01-07');
  await page.getByText('In 2 working days').waitFor();
  await visitor.look('issue an order');
  await visitor.button(words.pass.title.order).click();
  await visitor.link(words.order.title.repeat).click();
  await page.locator('#field-replyDue').fill('2026-01-10');
  await page.locator('#field-replyDue').press('Enter');
  await page.locator('.due-unusual').waitFor();
  await visitor.look('repeat an order');
  await visitor.button(words.order.title.repeat).click();
  await page.locator('.records', { hasText: words.supervision.state.repeated }).waitFor();
  expect(await page.locator('.records', { hasText: 'SO-2026-41-' }).innerText()).toContain('repeats SO-2026-41-');
  await visitor.look('two orders');
  await visitor.signOut();

  await visitor.signIn('h41b.preparer');
  await openCase(visitor, caseNumber);
  await onCase(visitor, words.cases.tab.timeline);
  const said = page.locator('.happening', { hasText: 'Please have the originals ready.' });
  expect(await said.innerText()).toContain(words.body.province);
  expect(await said.innerText()).not.toContain(roleWords['provincial-manager'].en);
  await visitor.look('what the hospital reads');
  expectClean(visitor);
}, 300_000);

/** Told who will read it before it is sent; empty it is not sent; then it is in the timeline beside the task. */
async function comment(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await visitor.link(words.cases.action.comment).click();
  await visitor.button(words.comment.submit.body).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('comment with mistakes');
  await page.getByRole('radio', { name: words.comment.to.all }).check();
  await page.getByText(words.comment.warning).waitFor();
  await visitor.look('comment to all parties');
  await page.getByRole('radio', { name: words.comment.to.body }).check();
  await page.locator('#field-text').fill('床位数与上年不一致，请留意。');
  await page.keyboard.press('Control+Enter');
  await visitor.receipt();
  await page.locator('.happening', { hasText: '床位数与上年不一致，请留意。' }).waitFor();
  await visitor.look('desk with the timeline');
}

async function copy(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await visitor.link(words.cases.action.copy).click();
  await visitor.button(words.cases.action.copy).click();
  await page.locator('#field-to-error').waitFor();
  await visitor.look('copy with mistakes');
  await visitor.pick('to', roleWords['provincial-checker'].zh);
  await page.locator('#field-note').fill('请提前了解。');
  await visitor.look('copy');
  await visitor.button(words.cases.action.copy).click();
  await page.locator('.happening', { hasText: '请提前了解。' }).waitFor();
}

async function logCall(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await visitor.link(words.cases.action['log-call']).first().click();
  await page.locator('#field-whom').fill('医院办公室');
  await page.locator('#field-said').fill('盖章件明日寄出。');
  await visitor.look('log a call');
  await visitor.button(words.call.submit).click();
  await page.locator('.records', { hasText: '盖章件明日寄出。' }).waitFor();
  await visitor.look('desk with the call log');
}

/** The question is asked; until the reply nothing can be decided, and the inbox says so. */
async function assign(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await visitor.link(words.pass.title.assign).click();
  await visitor.button(words.pass.title.assign).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('assign with mistakes');
  await visitor.pick('personId', roleWords['provincial-checker'].zh);
  await page.locator('#field-question').fill('床位数是否属实？');
  await visitor.look('assign');
  await visitor.button(words.pass.title.assign).click();
  await page.locator('.replies', { hasText: words.pass.waits }).waitFor();
  await visitor.look('desk waiting for a reply');
  expect(await page.locator('.outcomes').count()).toBe(0);
  await page.locator('.view-reply').click();
  await page.locator('.row', { hasText: '答复' }).waitFor();
  await visitor.look('inbox, awaiting a reply');
}

async function reply(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.signIn('henan.checker');
  await visitor.go('/copied');
  await page.locator('.card', { hasText: '请提前了解。' }).waitFor();
  await visitor.openTask(caseNumber);
  await visitor.look('desk of who is asked');
  await visitor.link(words.pass.title.reply).click();
  await page.getByText('床位数是否属实？').first().waitFor();
  await page.locator('#field-reply').fill('属实，已核对执业登记。');
  await visitor.look('reply');
  await visitor.button(words.pass.submit.reply).click();
  await visitor.receipt();
  await page.locator('.row', { hasText: caseNumber }).waitFor({ state: 'detached' });
}

/** The reply is shown to who asked; then the task goes to the colleague. */
async function handOver(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.signIn('henan.handler1');
  await visitor.openTask(caseNumber);
  await page.locator('.replies', { hasText: '属实，已核对执业登记。' }).waitFor();
  await visitor.look('desk with the reply');
  await visitor.link(words.pass.title['hand-over']).click();
  await visitor.pick('personId', '经办人二');
  await page.locator('#field-reason').fill('出差一周');
  await visitor.look('hand over');
  await visitor.button(words.pass.title['hand-over']).click();
  await visitor.receipt();
  await visitor.link(words.pass.title['hand-over']).waitFor({ state: 'detached' });
}

/** From the case page: the task back to the first, and an order whose date is refused once. */
async function reassignAndOrder(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.signIn('henan.manager');
  await openCase(visitor, caseNumber);
  await visitor.look('case page of the manager');
  await visitor.link(words.pass.title.reassign).click();
  await visitor.pick('personId', '经办人一');
  await page.locator('#field-reason').fill('由原经办人继续办理');
  await visitor.look('reassign');
  await visitor.button(words.pass.title.reassign).click();
  await visitor.receipt();
  await onCase(visitor, words.cases.tab.deadlines);
  await visitor.link(words.pass.title.order).click();
  await fillOrder(visitor, '说明至今未办结的原因。', '2026-01-04');
  await visitor.button(words.pass.title.order).click();
  await page.locator('#field-replyDue-error').waitFor();
  await visitor.look('order with a date that is over');
  await fillOrder(visitor, '说明至今未办结的原因。', '2026-01-08');
  await page.getByText('距今 3 个工作日').waitFor();
  await visitor.look('order');
  await visitor.button(words.pass.title.order).click();
  await page.locator('.records', { hasText: 'SO-2026-41-' }).waitFor();
  await visitor.look('order beside the rungs');
}

async function answerOrder(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.signIn('henan.handler1');
  await visitor.openTask(caseNumber);
  await page.getByText('说明至今未办结的原因。').first().waitFor();
  await visitor.look('desk with an order to answer');
  await visitor.link(words.order.title.answer).first().click();
  await visitor.button(words.order.title.answer).click();
  await page.locator('#error-summary').waitFor();
  await page.locator('#field-answer').fill('正在核实床位数，本周内办结。');
  await visitor.look('answer an order');
  await page.keyboard.press('Control+Enter');
  await visitor.receipt();
  await page.locator('.records', { hasText: '正在核实床位数，本周内办结。' }).waitFor();
}

async function fillOrder({ page }: Visitor, demand: string, due: string): Promise<void> {
  await page.locator('#field-demand').fill(demand);
  await page.locator('#field-replyDue').fill(due);
  await page.locator('#field-replyDue').press('Enter');
}

async function openCase(visitor: Visitor, caseNumber: string): Promise<void> {
  await visitor.go(`/cases?number=${caseNumber}`);
  await visitor.page.getByRole('link', { name: caseNumber }).click();
  await visitor.page.locator('.identity').waitFor();
}

async function onCase({ page }: Visitor, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await page.locator('.tab-panel .ant-spin').first().waitFor({ state: 'detached' });
}
