/** @jest-environment ./test/tools/environment.js */
import type { Browser } from 'playwright-core';
import { verifyRecord } from '../../apps/worker/src/audit/verification';
import { Office } from '../../libs/casework/office';
import { outcomeWords, roleWords, stageWords, stepWords } from '../../libs/contracts/words/procedure';
import { systemEventTypes } from '../../libs/contracts/system-events';
import { Database } from '../../libs/persistence/database';
import { Cast, parties } from '../../tools/scenario/cast';
import { ClockHand } from '../../tools/scenario/clock';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };
import { newCall } from '../support/record';
import { openBrowser } from './browser';
import { Visitor, type Language } from './visitor';
import { choose, expectClean, fillGrant, nav, openCase, play, text, today } from './walking';

const languages: Language[] = ['zh-CN', 'en'];
let stack: Stack | undefined;
let browser: Browser | undefined;
let database: Database | undefined;
const open = (): { stack: Stack; browser: Browser; database: Database } => {
  if (!stack || !browser || !database) throw new Error('the stack and the browser did not start');
  return { stack, browser, database };
};
/** Three at the province's intake, and one whose recommendation waits to be checked. */
const waiting: string[] = [];
let checking = '';

beforeAll(async () => {
  browser = await openBrowser();
  stack = await loadStack().startStack({ temporary: true, quiet: true, clock: today });
  database = Database.at(stack.databaseUrl, 4);
  const cast = await Cast.meet(stack.url, { patienceMs: 60_000 });
  try {
    const second = await newCall(new Office(database));
    for (const [who, call] of [
      [parties.henan, undefined],
      [parties.henanSecond, undefined],
      [parties.henan, second],
    ] as const)
      waiting.push(await play(cast, who, ['declaration', 'sign-declaration'], call));
    checking = await play(cast, parties.henanSecond, ['provincial-recommendation', 'draft-recommendation'], second);
  } finally {
    cast.close();
  }
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await database?.close();
  await stack?.stop();
}, 60_000);

const arrive = (language: Language): Promise<Visitor> => Visitor.arrive(open().browser, open().stack.url, language);

async function openDeputies(visitor: Visitor): Promise<void> {
  await visitor.page.locator('.profile-button').click();
  await visitor.page.locator('.profile-panel').getByRole('link', { name: visitor.words.deputies.title }).click();
  await visitor.page.getByRole('heading', { level: 1, name: visitor.words.deputies.title }).waitFor();
}

it('in Chinese: a deputy is named, acts on behalf, the record says so, and the grant is revoked', async () => {
  const visitor = await arrive('zh-CN');
  const { page, words } = visitor;
  await visitor.signIn('henan.checker');
  await openDeputies(visitor);
  await visitor.look('no deputies');
  await fillGrant(visitor, '河南省级经办人二', '出差一周');
  await visitor.look('name a deputy');
  await visitor.button(words.deputies.name).click();
  await page.getByText(words.deputies.named).waitFor();
  await page.locator('.grant-standing').waitFor();
  await visitor.look('a deputy is named');
  await visitor.link(words.deputies.name).click();
  await fillAgainRefused(visitor);
  await visitor.signOut();

  await visitor.signIn('henan.handler2');
  await visitor.openTask(checking);
  expect(await page.locator('.row', { hasText: checking }).innerText()).toContain('代河南省级审核人办理');
  await visitor.look('desk of the deputy');
  await visitor.claim();
  await page.locator('.outcomes').getByRole('link', { name: outcomeWords.agreed.zh }).click();
  await page.locator('#field-opinion').fill('同意推荐。');
  await visitor.button(outcomeWords.agreed.zh).click();
  expect(await visitor.receipt()).toContain('代河南省级审核人办理');
  await openCase(visitor, checking);
  await page.getByRole('tab', { name: words.cases.tab.timeline }).click();
  const happened = page.locator('.happening', { hasText: stepWords['check-recommendation'].zh }).first();
  await happened.waitFor();
  expect(await page.locator('.timeline').first().innerText()).toContain('代河南省级审核人办理');
  await visitor.look('timeline with the deputy');
  await openDeputies(visitor);
  await page.locator('.grant-standing').waitFor();
  await visitor.look('whom I stand in for');
  await visitor.signOut();

  await visitor.signIn('henan.checker');
  await openDeputies(visitor);
  await page.getByRole('link', { name: words.deputies.revoke }).first().click();
  await page.locator('#field-reason').fill('提前返岗');
  await visitor.look('revoke a deputy');
  await visitor.button(words.deputies.revoke).click();
  await page.getByText(words.deputies.revoked).waitFor();
  await page.locator('.grant-revoked').waitFor();
  await visitor.look('a deputy is revoked');
  await visitor.signOut();
  expectClean(visitor);
}, 300_000);

/** The same post in the same days has one deputy: the API says so, and what was typed is kept. */
async function fillAgainRefused(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await visitor.pick('deputyId', '河南省级经办人一');
  for (const [field, date] of [
    ['validFrom', '2026-01-08'],
    ['validTo', '2026-01-12'],
  ] as const) {
    await page.locator(`#field-${field}`).fill(date);
    await page.locator(`#field-${field}`).press('Enter');
  }
  await page.getByRole('radio', { name: words.deputies.scopes.steps }).check();
  await page.locator('#field-steps').fill(stepWords['check-recommendation'].zh);
  await page.locator('#field-steps').press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('#field-reason').fill('休假');
  await visitor.button(words.deputies.name).click();
  await page.locator('.notice-error').waitFor();
  await visitor.look('a second deputy is refused');
  expect(await page.locator('#field-reason').inputValue()).toBe('休假');
}

it('in English: the head of a body names a deputy for a colleague, who lays it down; somebody recuses', async () => {
  const visitor = await arrive('en');
  const { page, words } = visitor;
  await visitor.signIn('henan.signatory');
  await openDeputies(visitor);
  await visitor.link(words.deputies.name).click();
  await visitor.pick('postId', 'Henan handler 1');
  await page.goBack();
  await fillGrant(visitor, 'Henan checker', 'On leave');
  await visitor.look('name a deputy for a colleague');
  await visitor.button(words.deputies.name).click();
  await page.getByText(words.deputies.named).waitFor();
  await visitor.look('deputies of the body');
  await visitor.signOut();

  await visitor.signIn('henan.checker');
  await openDeputies(visitor);
  await page.getByRole('link', { name: words.deputies.layDown }).first().click();
  await visitor.look('lay down');
  await visitor.button(words.deputies.revoke).click();
  await page.getByText(words.deputies.revoked).waitFor();
  await visitor.signOut();

  const [first = ''] = waiting;
  await visitor.signIn('henan.handler2');
  await visitor.openTask(first);
  await visitor.link(words.pass.title.recuse).click();
  await visitor.button(words.pass.title.recuse).click();
  await page.locator('#error-summary').waitFor();
  await page.locator('#field-reason').fill('A relative works in that hospital.');
  await visitor.look('recuse');
  await visitor.button(words.pass.title.recuse).click();
  expect(await visitor.receipt()).toContain(words.pass.done.recusedBack);
  await page.locator('.row', { hasText: first }).waitFor({ state: 'detached' });
  await openCase(visitor, first);
  await page.getByRole('tab', { name: words.cases.tab.timeline }).click();
  await page.locator('.happening', { hasText: 'A relative works in that hospital.' }).waitFor();
  await visitor.look('timeline with the recusal');
  await visitor.signOut();
  expectClean(visitor);
}, 300_000);

describe.each(languages)('emergency access in %s', (language) => {
  it('is asked for, agreed to, read under a banner, ended, and told to the others', async () => {
    const visitor = await arrive(language);
    const { page, words } = visitor;
    const [, number = ''] = waiting;
    await visitor.signIn('ops.system');
    await nav(visitor, words.nav.glass).click();
    await page.getByRole('heading', { level: 1, name: words.glass.title }).waitFor();
    await visitor.look('emergency access before');
    await visitor.link(words.glass.ask).click();
    await page.locator('#field-hours').fill('1000');
    await visitor.button(words.glass.ask).click();
    await page.locator('#error-summary').waitFor();
    await visitor.look('ask for emergency access with mistakes');
    await page.locator('#field-caseNumber').fill(number);
    await page.locator('#field-hours').fill('2');
    await page.locator('#field-reason').fill('附件无法打开，须核对登记记录。');
    await visitor.look('ask for emergency access');
    await visitor.button(words.glass.ask).click();
    await page.getByText(words.glass.asked).waitFor();
    const asked = page.locator('.card', { has: page.locator('.glass-asked') });
    await asked.waitFor();
    expect(await asked.getByRole('link').count()).toBe(0);
    await visitor.look('emergency access asked for');
    await visitor.signOut();

    await visitor.signIn('ops.security');
    await page.locator('.bell').click();
    await page.locator('.card', { hasText: number }).first().waitFor();
    await visitor.look('notification of emergency access');
    await nav(visitor, words.nav.glass).click();
    await page.getByRole('link', { name: words.glass.decide }).first().click();
    await page.getByRole('radio', { name: words.glass.grant, exact: true }).check();
    await visitor.look('agree to emergency access');
    await visitor.button(words.glass.send).click();
    await page.locator('.glass-running').first().waitFor();
    await visitor.signOut();

    await visitor.signIn('ops.system');
    await nav(visitor, words.nav.glass).click();
    await page.getByRole('link', { name: words.glass.look }).first().click();
    await visitor.look('before the record is opened');
    await visitor.button(words.glass.open).click();
    await page.locator('.glass-banner', { hasText: number }).waitFor();
    await page.locator('.audit-log summary').first().click();
    await visitor.look('the record under emergency access');
    await page.locator('.glass-banner a').click();
    await page.getByRole('button', { name: words.glass.end }).click();
    await page.getByRole('button', { name: words.glass.end }).waitFor({ state: 'detached' });
    await visitor.look('emergency access ended');
    await visitor.signOut();

    await visitor.signIn('henan.manager');
    await page.locator('.bell').click();
    await page.locator('.card', { hasText: number }).first().waitFor();
    await visitor.signOut();
    expectClean(visitor);
  }, 300_000);
});

describe.each(languages)('the audit log in %s', (language) => {
  it('finds the refused attempt and the download that were just made, and tells of the record itself', async () => {
    const visitor = await arrive(language);
    const { page, words } = visitor;
    const number = checking;
    await visitor.signIn('henan.handler1');
    await visitor.go('/audit');
    await page.getByRole('alert').first().waitFor();
    await visitor.look('audit log refused');
    await openCase(visitor, number);
    await page.locator('#tab-materials').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.tab-panel a[download$=".pdf"]').first().click(),
    ]);
    expect(await text(download)).toMatch(/^%PDF/);
    await visitor.signOut();

    await visitor.signIn('ops.auditor');
    await nav(visitor, words.nav.audit).click();
    await page.locator('.audit-log summary').first().waitFor();
    await visitor.look('audit log');
    await page.locator('#audit-who').fill('henan.handler1');
    await visitor.button(words.audit.search).click();
    await choose(visitor, 'audit-kind', words.audit.kinds.refused);
    const refused = page.locator('.audit-log li', { hasText: 'GET /api/v1/audit/events' });
    await refused.first().waitFor();
    await refused.first().locator('summary').click();
    await visitor.look('refused attempts in the audit log');
    expect(await refused.first().innerText()).toContain('127.0.0.1');

    await page.getByRole('link', { name: words.audit.clear }).click();
    await page.locator('#audit-case').fill(number);
    await choose(visitor, 'audit-kind', words.audit.kinds.downloads);
    const fetched = page.locator('.audit-log li', {
      hasText: systemEventTypes.documentDownloaded.words[visitor.key],
    });
    await fetched.first().waitFor();
    expect(await fetched.first().innerText()).toContain(number);
    await visitor.look('downloads in the audit log');
    await page.getByRole('link', { name: words.audit.clear }).click();
    await page.locator('#audit-case').fill(number);
    await visitor.button(words.audit.search).click();
    await page
      .locator('.audit-log li', { hasText: stageWords['provincial-recommendation'][visitor.key] })
      .first()
      .waitFor();
    await page.locator('.audit-log summary').first().click();
    await visitor.look('a case in the audit log');
    await page.locator('#audit-case').fill('NMC-0000');
    await visitor.button(words.audit.search).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: words.audit.clear }).click();

    const wish = { databaseUrl: open().stack.databaseUrl, publicKeyFile: null, machineNow: Date.now() };
    await verifyRecord(open().database, wish);
    await visitor.go('/audit');
    await page.locator('.health-up, .health-broken').first().waitFor();
    await visitor.look('audit log after a verification');
    await explain(visitor, number);
    await visitor.signOut();
    expectClean(visitor);
  }, 300_000);
});

/** Why a handler may not do what a signatory may: asked by the manager, who sees the case. */
async function explain(visitor: Visitor, number: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.signOut();
  await visitor.signIn('henan.manager');
  await nav(visitor, words.nav.explain).click();
  await visitor.look('explainer before a question');
  await choose(visitor, 'why-person', roleWords['provincial-checker'][visitor.key]);
  await page.locator('#why-number').fill(number);
  await visitor.button(words.explain.ask).click();
  await page.locator('.verdict-not').first().waitFor();
  await visitor.look('why, and why not');
}

describe('when time has gone by', () => {
  beforeAll(async () => {
    const cast = await Cast.meet(open().stack.url, { patienceMs: 60_000 });
    try {
      await new ClockHand(await cast.desk('nhc.manager')).moveTo('2026-01-15');
    } finally {
      cast.close();
    }
  }, 300_000);

  it.each(languages)(
    'in %s: the overdue list is filtered, urged and drawn up as a bulletin',
    async (language) => {
      const visitor = await arrive(language);
      const { page, words } = visitor;
      await visitor.signIn('henan.manager');
      await nav(visitor, words.nav.overdue).click();
      await page.locator('tbody tr').nth(2).waitFor();
      const rows = await page.locator('tbody tr').count();
      expect(rows).toBeGreaterThanOrEqual(3);
      await visitor.look('overdue list');
      const marked = page.locator('.views [aria-current="page"]');
      expect(await marked.allInnerTexts()).toEqual([expect.stringContaining(words.overdue.tab.overdue)]);
      await page.getByRole('link', { name: words.overdue.tab.soon }).click();
      await page.waitForURL(/list=soon/);
      expect(await marked.allInnerTexts()).toEqual([expect.stringContaining(words.overdue.tab.soon)]);
      await visitor.look('due soon');
      await page.goBack();
      await choose(visitor, 'filter-stage', stageWords['provincial-intake'][visitor.key]);
      await page.waitForURL(/stage=provincial-intake/);
      await page.locator('tbody tr').nth(2).waitFor();
      await choose(visitor, 'filter-kind', words.overdue.kinds.commitment);
      await page.locator('.state-empty').waitFor();
      await visitor.look('overdue list with filters and nothing');
      await page.getByRole('link', { name: words.overdue.clear }).click();
      await page.locator('tbody tr').nth(2).waitFor();
      await page.getByLabel(words.overdue.selectAll).check();
      await visitor.look('overdue list with rows chosen');
      await visitor.button(words.overdue.urge).click();
      await page.getByRole('heading', { level: 1, name: words.overdue.result }).waitFor();
      await visitor.look('result of urging');
      // In the second language the day has been used up.
      const told = await page.locator('table').innerText();
      expect(told).toContain(language === 'en' ? (words.overdue.failed.split('{{')[0] ?? '') : words.overdue.succeeded);
      await visitor.button(words.overdue.back).click();
      const [bulletin] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: words.overdue.download }).click(),
      ]);
      expect(bulletin.suggestedFilename()).toMatch(/\.docx$/);
      expect(await text(bulletin)).toMatch(/^PK/);
      await visitor.signOut();
      expectClean(visitor);
    },
    200_000,
  );

  it.each(languages)(
    'in %s: the calendar shows what is due, and its feed is fetched until it is ended',
    async (language) => {
      const visitor = await arrive(language);
      const { page, words } = visitor;
      await visitor.signIn('henan.handler1');
      await nav(visitor, words.nav.calendar).click();
      await page.locator('.calendar-grid').waitFor();
      await visitor.look('calendar');
      await visitor.button(words.calendar.feed.make).click();
      const address = await page.locator('#feed-address').inputValue();
      await visitor.look('calendar with the address of the feed');
      const feed = await page.request.get(address);
      expect([feed.status(), (await feed.text()).startsWith('BEGIN:VCALENDAR')]).toEqual([200, true]);
      await visitor.button(words.calendar.feed.end).click();
      await page.getByText(words.calendar.feed.ended).waitFor();
      expect((await page.request.get(address)).status()).toBe(404);
      await visitor.signOut();
      expectClean(visitor);
    },
    200_000,
  );
});
