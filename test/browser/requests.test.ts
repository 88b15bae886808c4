/** @jest-environment ./test/tools/environment.js */
import type { Locator } from 'playwright-core';
import { outcomeWords } from '../../libs/contracts/words/procedure';
import { Cast, parties, type Parties } from '../../tools/scenario/cast';
import { pdfOf } from '../../tools/scenario/originals';
import { Player } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import { openedBefore } from './opened';
import { Visitor, type Language } from './visitor';

const today = '2026-01-05';
const open = openedBefore(today);

/** Opens a case, lets `before` happen while it is a draft, and brings it before the province's intake. */
async function caseAtIntake(who: Parties, before: (caseId: string) => Promise<void>): Promise<string> {
  const cast = await Cast.meet(open().stack.url, { patienceMs: 60_000 });
  try {
    const player = new Player(cast, who, { dateOf: () => today, patienceMs: 60_000 });
    const { caseNumber, caseId } = await player.open();
    await before(caseId);
    for (const act of actsUntil('declaration', 'sign-declaration')) await player.act(act);
    return caseNumber;
  } finally {
    cast.close();
  }
}

/** A link by its name, wherever it stands. */
const link = ({ page }: Visitor, name: string): Locator => page.getByRole('link', { name, exact: true });

const titles = { free: '近三年出院人次统计表', reason: '名册缺2025年下半年人员。' };
const walks: [Language, string, Parties][] = [
  ['zh-CN', 'h41a.preparer', parties.henan],
  ['en', 'h41b.preparer', parties.henanSecond],
];

it.each(walks)(
  'in %s: a correction of two items, one returned once, then accepted',
  async (language, preparer, who) => {
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    const caseNumber = await caseAtIntake(who, (caseId) => preReview(visitor, preparer, caseId));

    await visitor.signIn('henan.handler1');
    await visitor.openTask(caseNumber);
    await visitor.claim();
    await askForTwo(visitor);
    await sendWithDecision(visitor);
    await visitor.signOut();

    await visitor.signIn(preparer);
    await openNotice(visitor, caseNumber);
    await answerBoth(visitor);
    await submit(visitor);
    await visitor.signOut();

    await visitor.signIn('henan.handler1');
    await returnOne(visitor, caseNumber);
    await sendWithDecision(visitor);
    await visitor.signOut();

    await visitor.signIn(preparer);
    await answerAgain(visitor, caseNumber);
    await submit(visitor);
    await visitor.signOut();

    await visitor.signIn('henan.handler1');
    await acceptAll(visitor, caseNumber);
    expect(visitor.findings).toEqual([]);
    expect(visitor.watch.breaches).toEqual([]);
  },
  300_000,
);

/** The hospital opens its draft, the province remarks on it, the hospital ticks it off. */
async function preReview(visitor: Visitor, preparer: string, caseId: string): Promise<void> {
  const { page, words } = visitor;
  const { preReview: said } = words.requests;
  const remark = '床位数与上年不一致，请核对。';
  const openDraft = async (): Promise<void> => {
    await visitor.go(`/cases/${caseId}?tab=materials`);
    await page.getByRole('heading', { name: said.title }).waitFor();
  };
  await visitor.signIn(preparer);
  await openDraft();
  await visitor.look('a draft not open yet');
  await visitor.button(said.share).click();
  await visitor.button(said.unshare).waitFor();
  await visitor.signOut();

  await visitor.signIn('henan.handler1');
  await openDraft();
  await page.locator('#field-remark').fill(remark);
  await visitor.look('remark on a draft');
  await visitor.button(said.send).click();
  await page.locator('.remarks', { hasText: remark }).waitFor();
  await visitor.signOut();

  await visitor.signIn(preparer);
  await openDraft();
  await page.getByRole('checkbox', { name: said.tick.replace('{{no}}', '1') }).click();
  await page.locator('.remarks .quiet', { hasText: said.done.split('{{at}}').join('').trim() }).waitFor();
  await visitor.look('check list of a draft');
  await visitor.signOut();
}

/** From the decision to the draft: nothing to send yet; one item written, one from the library; the notice as it will be. */
async function askForTwo(visitor: Visitor): Promise<void> {
  const { page, words, key } = visitor;
  const { requests } = words;
  await page.locator('.outcomes').getByRole('link', { name: outcomeWords['correction-requested'][key] }).click();
  await page.getByText(requests.desk.noDraft).waitFor();
  await visitor.look('correction without a draft');
  await link(visitor, requests.desk.make).click();
  await visitor.button(requests.edit.save).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('new request with mistakes');
  await visitor.button(requests.edit.addFree).click();
  await page.locator('#field-item-0-title').fill(titles.free);
  await page.locator('#field-item-0-accepts').fill('按科室、按年分列，加盖病案统计部门印章');
  await page.locator('.sources button').first().click();
  await page.locator('.due-words', { hasText: '2026' }).waitFor();
  await visitor.look('new request');
  await visitor.button(requests.edit.save).click();
  await page.locator('.sheet').waitFor();
  expect(await page.locator('.sheet').innerText()).toContain(titles.free);
  await visitor.look('draft of a notice');
}

/** The draft goes out with the decision of the check. */
async function sendWithDecision(visitor: Visitor): Promise<void> {
  const { page, words, key } = visitor;
  await link(visitor, words.requests.draft.goDecide).click();
  const next = visitor.button(words.decision.continue);
  await next.waitFor();
  if (await next.isDisabled()) await visitor.claim();
  await page.getByText(words.requests.desk.drafted).waitFor();
  await visitor.look('correction with its draft');
  await next.click();
  await visitor
    .button(words.decision.confirm.replace('{{outcome}}', outcomeWords['correction-requested'][key]))
    .click();
  await visitor.receipt();
  // The receipt is shown before the next task opens; what is clicked in between would be closed again.
  await page.waitForURL((url) => !url.pathname.includes('correction-requested'));
}

/** Asked of us; before it is opened one is told that opening serves it. */
async function openNotice(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await link(visitor, words.nav.requests).click();
  const row = page.locator('tr', { hasText: caseNumber });
  await row.getByText(words.requests.notServed, { exact: true }).waitFor();
  await visitor.look('asked of us');
  await row.getByRole('link').first().click();
  await page.getByText(words.requests.gate.what).waitFor();
  await visitor.look('before a notice is opened');
  await visitor.button(words.requests.gate.open).click();
  await page.locator('.answer-list').waitFor();
}

/** One with a text, one with a file; what is missing is told at once before. */
async function answerBoth(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  const { answer, submit: page2 } = words.requests;
  await visitor.look('answering, nothing yet');
  await link(visitor, answer.check).click();
  await page.locator('.notice-error li').nth(1).waitFor();
  expect(await visitor.button(page2.send).isDisabled()).toBe(true);
  await visitor.look('all that is missing');
  await page.locator('.notice-error a').first().click();
  await page.locator('#field-text').fill('三年合计出院 21,450 人次，分科室表见正文。');
  await visitor.button(answer.save).click();
  await page.locator('.answer-list .standing-done').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.answer-list a').nth(1).click();
  await upload(visitor, '名册.pdf');
  await page.locator('.answer-list .standing-done').nth(1).waitFor();
  await visitor.look('answering, all ready');
  await link(visitor, words.requests.act['ask-extension']).click();
  await page.locator('#field-days').waitFor();
  await visitor.look('ask for more time');
  await link(visitor, words.ui.cancel).click();
  await link(visitor, words.requests.showNotice).click();
  await page.locator('.sheet').waitFor();
  await visitor.look('written notice');
  await page.goBack();
}

async function upload({ page }: Visitor, name: string): Promise<void> {
  await page
    .locator('.item-panel input[type=file]')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(pdfOf([name, String(Date.now())])) });
  await page.locator('.answer-files', { hasText: name }).waitFor();
}

/** What will happen, then the receipt with number and digests. */
async function submit(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await link(visitor, words.requests.answer.check).click();
  await page.getByText(words.requests.submit.ready).waitFor();
  await visitor.look('check and submit');
  await visitor.button(words.requests.submit.send).click();
  await page.locator('.receipt-number').waitFor();
  expect(await page.locator('.receipt-number').innerText()).toMatch(/^RC-2026-41-\d{4}$/);
  expect(await page.locator('td .hash').first().innerText()).toMatch(/^[0-9a-f]{64}$/);
  await visitor.look('receipt of an answer');
}

async function openAnswer(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await link(visitor, words.nav.requests).click();
  await link(visitor, words.requests.byUs).click();
  const row = page.locator('tr', { hasText: caseNumber });
  await row.getByText(words.requests.state.answered).waitFor();
  await visitor.look('asked by us');
  await row.getByRole('link').first().click();
  await page.locator('.review').waitFor();
}

/** Item by item; a return wants its reason; the next notice is drafted from it. */
async function returnOne(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  const { review } = words.requests;
  await openAnswer(visitor, caseNumber);
  await visitor.button(review.next).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('review with mistakes');
  const items = page.locator('.review .card');
  await items.nth(0).getByRole('radio', { name: review.accept }).check();
  await items.nth(1).getByRole('radio', { name: review.return }).check();
  await items.nth(1).locator('textarea').fill(titles.reason);
  await visitor.look('review');
  await visitor.button(review.next).click();
  await page.getByText(titles.reason).waitFor();
  await visitor.look('confirmation of a review');
  await visitor.button(review.intakeDraft).click();
  await page.locator('.sheet', { hasText: titles.reason }).waitFor();
}

/** The next round: only what came back, the reason word for word, the earlier answer beside. */
async function answerAgain(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await openNotice(visitor, caseNumber);
  await page.locator('.earlier', { hasText: '名册.pdf' }).waitFor();
  expect(await page.locator('.answer-list li').count()).toBe(1);
  await page.locator('.item-panel', { hasText: titles.reason }).waitFor();
  await visitor.look('answering again');
  await upload(visitor, '名册（补）.pdf');
  await page.locator('.answer-list .standing-done').waitFor();
  expect(await page.locator('.item-panel [role=status]').last().innerText()).toContain(
    words.requests.answer.saved.split('{{at}}')[0]?.trim() ?? '',
  );
}

async function acceptAll(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words, key } = visitor;
  const { review } = words.requests;
  await openAnswer(visitor, caseNumber);
  await page.locator('.versions', { hasText: '名册（补）.pdf' }).waitFor();
  await page.locator('.review').getByRole('radio', { name: review.accept }).check();
  await visitor.look('versions side by side');
  await visitor.button(review.next).click();
  await visitor.button(review.intakeAccept).click();
  await page.locator('.task-decision').waitFor();
  await visitor.claim();
  await visitor.look('desk after an answer');
  await page.getByRole('tab', { name: words.cases.tab.requests }).click();
  await page.locator('.rounds li').nth(1).waitFor();
  await visitor.look('requests of the case');
  await page.locator('.outcomes').getByRole('link', { name: outcomeWords.accepted[key] }).first().click();
  await visitor.button(outcomeWords.accepted[key]).click();
  expect(await visitor.receipt()).toContain(caseNumber);
}
