/** @jest-environment ./test/tools/environment.js */
import { stepDefinition } from '../../libs/domain/cases/registry';
import { outcomeWords, stepWords } from '../../libs/contracts/words/procedure';
import { constructionPlan, figures } from '../../tools/scenario/respiratory-figures';
import { openedBefore } from './opened';
import { Visitor, type Language } from './visitor';

const open = openedBefore('2026-01-05');

/** A hospital each, so that both walks declare in the one call. */
const walks: [Language, string][] = [
  ['zh-CN', 'h41a'],
  ['en', 'h41b'],
];

describe.each(walks)('the console in %s', (language, hospital) => {
  it('carries a case from the hospital to the province, by three people', async () => {
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.look('sign-in');
    const caseNumber = await prepare(visitor, `${hospital}.preparer`);
    await sign(visitor, `${hospital}.signatory`, caseNumber);
    await accept(visitor, 'henan.handler1', caseNumber);
    await lookAround(visitor, caseNumber);
    await visitor.signOut();
    await operate(visitor);
    expect(visitor.findings).toEqual([]);
    expect(visitor.watch.breaches).toEqual([]);
  }, 240_000);
});

it('leaves an open menu alone when a screen arrives late', async () => {
  const visitor = await Visitor.arrive(open().browser, open().stack.url, 'en');
  const { page, words } = visitor;
  await visitor.signIn('henan.handler1');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/cases-page-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('link', { name: words.nav.cases, exact: true }).click();
  await page.locator('.profile-button').click();
  await visitor.button(words.profile.signOut).waitFor();
  release();
  await page.getByRole('heading', { level: 1, name: words.nav.cases }).waitFor();
  expect(await visitor.button(words.profile.signOut).isVisible()).toBe(true);
}, 60_000);

/** Starts a declaration, is told what is missing, fills it in and submits it. Returns the case number. */
async function prepare(visitor: Visitor, username: string): Promise<string> {
  const { page, words } = visitor;
  await visitor.signIn(username);
  await page.getByRole('link', { name: words.nav.declare, exact: true }).click();
  await page.locator('.card').waitFor();
  await visitor.look('calls');
  await visitor.button(words.calls.start).click();
  await page.locator('.task-decision').waitFor();
  await visitor.look('task before it is claimed');
  await visitor.claim();
  const submit = visitor.button(outcomeWords['submitted-for-signature'][visitor.key]);
  await submit.click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('declaration with mistakes');
  await fillDeclaration(visitor);
  await submit.click();
  await visitor.receipt();
  await visitor.look('receipt');
  const caseNumber = await page.locator('.receipt a').first().innerText();
  expect(caseNumber).toMatch(/^NMC-2026-41-\d{4}$/);
  await visitor.signOut();
  return caseNumber;
}

async function fillDeclaration({ page, key }: Visitor): Promise<void> {
  const form = stepDefinition('declaration', 'prepare-declaration').outcomes['submitted-for-signature']?.form ?? [];
  const origin = form.find((field) => field.name === 'origin');
  if (origin?.type !== 'choice' || !origin.options[0]) throw new Error('the declaration asks for its origin');
  await page.locator('#field-superiorBody').fill('示例医科大学');
  await page.getByRole('radio', { name: origin.options[0].label[key] }).check();
  for (const [at, entry] of figures.entries()) {
    const id = `#field-indicators-${String(at)}`;
    if (entry.confirmed) await page.locator(id).check();
    else if (entry.figures)
      for (const [year, figure] of entry.figures.entries())
        await page.locator(year === 0 ? id : `${id}-${String(year)}`).fill(String(figure));
    else await page.locator(id).fill(entry.statement ?? '');
  }
  const [goal] = constructionPlan;
  if (!goal) throw new Error('the plan has no goal');
  for (const name of ['goal', 'measure', 'responsible'] as const)
    await page.locator(`#field-plan-0-${name}`).fill(goal[name]);
  await page.locator('#field-plan-0-funds').fill(String(goal.funds));
  await page.locator('#field-plan-0-milestone').fill(goal.milestone);
  await page.locator('#field-plan-0-milestone').press('Enter');
  for (const name of ['fundsCommitted', 'staffCommitted', 'truthful']) await page.locator(`#field-${name}`).check();
}

/** Opens the form with a key, is shown what will happen, and confirms. */
async function sign(visitor: Visitor, username: string, caseNumber: string): Promise<void> {
  const { page, words, key } = visitor;
  await visitor.signIn(username);
  await visitor.openTask(caseNumber);
  await visitor.claim();
  await page.locator('.outcomes').waitFor();
  await visitor.look('choice of outcomes');
  await page.keyboard.press('a');
  await page.locator('#field-opinion').fill(key === 'zh' ? '材料属实，同意申报。' : 'True and complete.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.confirm').waitFor();
  await visitor.look('confirmation');
  await visitor.button(words.decision.confirm.replace('{{outcome}}', outcomeWords.signed[key])).click();
  expect(await visitor.receipt()).toContain(words.receipt.stageEnded);
  await visitor.signOut();
}

async function accept(visitor: Visitor, username: string, caseNumber: string): Promise<void> {
  const { page, key } = visitor;
  await visitor.signIn(username);
  await visitor.openTask(caseNumber);
  await page.getByRole('heading', { name: stepWords['check-completeness'][key] }).waitFor();
  await visitor.claim();
  await page.locator('.outcomes').getByRole('link', { name: outcomeWords.accepted[key] }).first().click();
  await page.locator('#field-opinion').waitFor();
  await visitor.look('decision form');
  await visitor.button(outcomeWords.accepted[key]).click();
  expect(await visitor.receipt()).toContain(caseNumber);
}

/** Every other screen, looked at; and the weight of the inbox. */
async function lookAround(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  await page.locator('.receipt a').first().click();
  await page.locator('.identity').waitFor();
  for (const [id, tab] of Object.entries(words.cases.tab)) {
    await page
      .getByRole('tab', { name: tab })
      .and(page.locator(`#tab-${id}`))
      .click();
    await page.locator(`#tab-${id}[aria-selected="true"]`).waitFor();
    await visitor.look(`case, ${id}`);
  }
  for (const path of ['/cases', '/centers', '/notifications', '/nowhere']) {
    await visitor.go(path);
    await page.locator('h1').first().waitFor();
    await visitor.look(path);
  }
  await page.keyboard.press('/');
  await page.keyboard.type(caseNumber);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: caseNumber }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.locator('h1').click();
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog').waitFor();
  await visitor.look('help');
  await page.keyboard.press('Escape');
  await weigh(visitor);
}

const inboxScriptLimit = 420 * 1024;

async function weigh({ page, watch }: Visitor): Promise<void> {
  await page.goto('about:blank');
  watch.countScripts();
  await page.goto(`${open().stack.url}/inbox`, { waitUntil: 'networkidle' });
  expect(watch.scriptBytes()).toBeGreaterThan(50 * 1024);
  expect(watch.scriptBytes()).toBeLessThanOrEqual(inboxScriptLimit);
}

/** The one who runs the engine: its health, and the clock moved a day forward. */
async function operate(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await visitor.signIn('ops.system');
  await visitor.go('/operations');
  await page.locator('.panel').first().waitFor();
  await visitor.look('operations');
  const before = await page.locator('.banner-clock').innerText();
  await visitor.button(words.training.move).click();
  await page.getByRole('dialog').waitFor();
  await visitor.look('clock');
  await page.locator('.clock-steps button').first().click();
  await page.locator('.clock-ways').waitFor();
  await page.locator('.banner-clock').filter({ hasNotText: before }).waitFor();
}
