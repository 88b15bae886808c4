/** @jest-environment ./test/tools/environment.js */
import { Cast, parties, type Parties } from '../../tools/scenario/cast';
import { Player } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import { until } from '../../tools/scenario/waiting';
import { openedBefore } from './opened';
import { Visitor, type Language } from './visitor';

const today = '2026-01-05';
const open = openedBefore(today);

/** A case the province did not accept: it is closed, and its file waits for the province's archive. */
async function closedCase(who: Parties): Promise<{ caseNumber: string; caseId: string }> {
  const cast = await Cast.meet(open().stack.url, { patienceMs: 60_000 });
  try {
    const player = new Player(cast, who, { dateOf: () => today, patienceMs: 60_000 });
    const opened = await player.open();
    for (const act of actsUntil('declaration', 'sign-declaration')) await player.act(act);
    await player.act({
      on: today,
      stage: 'provincial-intake',
      step: 'check-completeness',
      outcome: 'not-accepted',
      by: () => ['henan.handler1'],
      form: () => ({ reasons: '申报单位不符合申报条件。' }),
    });
    return opened;
  } finally {
    cast.close();
  }
}

const walks: [Language, Parties, string][] = [
  ['zh-CN', parties.henan, '0001'],
  ['en', parties.henanSecond, '0002'],
];

it.each(walks)(
  'in %s: the file of a closed case is compiled, accepted by the archivist, and shown with the case',
  async (language, who, serial) => {
    const { caseNumber, caseId } = await closedCase(who);
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.signIn('henan.handler1');
    await compile(visitor, caseNumber);
    await visitor.signOut();

    await visitor.signIn('henan.archivist');
    await accept(visitor, caseNumber, `41HN-WS·2026-D30-YZS-${serial}`);
    await visitor.go(`/cases/${caseId}`);
    await visitor.page.getByText(`41HN-WS·2026-D30-YZS-${serial}`).first().waitFor();
    // The worker makes it, signed with the key of the anchors, with nobody asking for it.
    await until({ what: 'the transfer package is made', withinMs: 60_000 }, async () => {
      await visitor.go(`/cases/${caseId}`);
      const link = visitor.page.locator('a[href*="/archive/files/"]');
      return link.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => undefined,
      );
    });
    await visitor.look('a case in the archive');
    expect(visitor.findings).toEqual([]);
    expect(visitor.watch.breaches).toEqual([]);
  },
  240_000,
);

async function choose({ page }: Visitor, outcome: string): Promise<void> {
  await page.locator(`.outcomes a[href*="/${outcome}"]`).first().click();
  await page.locator('.form-body').waitFor();
}

/** What is missing wants its reason; all of it is told at once. */
async function compile(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page } = visitor;
  await visitor.openTask(caseNumber);
  await visitor.claim();
  await visitor.look('desk of a file');
  if (!(await page.locator('.form-body').isVisible())) await choose(visitor, 'compiled');
  const reasons = page.locator('.form-body .subform textarea');
  const submit = page.locator('.form-foot button[type=submit]');
  if ((await reasons.count()) > 0) {
    await submit.click();
    await page.locator('#error-summary').waitFor();
    await visitor.look('a file with something missing');
    for (const reason of await reasons.all()) await reason.fill('未形成该件。');
  }
  await visitor.look('check-list of a file');
  await submit.click();
  expect(await visitor.receipt()).toContain(caseNumber);
}

async function accept(visitor: Visitor, caseNumber: string, number: string): Promise<void> {
  const { page } = visitor;
  await visitor.openTask(caseNumber);
  await visitor.claim();
  if (!(await page.locator('#field-number').isVisible())) await choose(visitor, 'accepted');
  const submit = page.locator('.form-foot button[type=submit]');
  await page.locator('#field-number').fill('错误的档号');
  await submit.click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('accepting a file with mistakes');
  await page.locator('#field-number').fill(number);
  await visitor.pick('retentionClass', '30');
  await page.locator('#field-place').fill('档案库房3排2列');
  await visitor.look('accepting a file');
  await submit.click();
  await page.locator('.confirm button.ant-btn-primary').click();
  expect(await visitor.receipt()).toContain(caseNumber);
}
