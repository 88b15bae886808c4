/** @jest-environment ./test/tools/environment.js */
import type { Browser } from 'playwright-core';
import type { DeadlineList } from '../../libs/contracts/api/deadlines';
import { Cast, parties } from '../../tools/scenario/cast';
import { ClockHand, legalDateOf } from '../../tools/scenario/clock';
import { until } from '../../tools/scenario/waiting';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };
import { openBrowser } from './browser';
import { Visitor } from './visitor';
import { expectClean, nav, openCase, play } from './walking';

/** Five working days from here lead into a year without a notice. */
const begins = '2026-12-28';
const wrong = [
  '元旦 2027-01-01~2027-01-03 补班 2027-01-02',
  '春节 2027-02-05~2027-02-31',
  '国庆 2027-10-07~2027-10-01',
].join('\n');
/** Saturday and Sunday are worked: what was due on Monday the 4th is due on Saturday the 2nd. */
const right = '春节 2027-02-05~2027-02-11 补班 2027-01-02、2027-01-03';
const local = 'Temple Fair 2027-02-18';

let stack: Stack | undefined;
let browser: Browser | undefined;
let cast: Cast | undefined;
let caseNumber = '';
const open = (): { stack: Stack; browser: Browser; cast: Cast } => {
  if (!stack || !browser || !cast) throw new Error('the stack and the browser did not start');
  return { stack, browser, cast };
};

beforeAll(async () => {
  browser = await openBrowser();
  stack = await loadStack().startStack({ temporary: true, quiet: true, clock: begins });
  cast = await Cast.meet(stack.url, { patienceMs: 60_000 });
  caseNumber = await play(cast, parties.henan, ['declaration', 'sign-declaration'], undefined);
}, 300_000);

afterAll(async () => {
  cast?.close();
  await browser?.close();
  await stack?.stop();
}, 60_000);

type Limit = DeadlineList['items'][number];
async function intake(): Promise<Limit> {
  const handler = await open().cast.desk('henan.handler1');
  const found = (await handler.cases()).items.find((one) => one.number === caseNumber);
  const { items } = await handler.deadlines(found?.id ?? '');
  const limit = items.find((one) => one.rule === 'provincial-intake');
  if (!limit) throw new Error('the case is not at its intake');
  return limit;
}
const rungs = ({ rungs: all }: Limit) => all.map((one) => [one.offset, one.state, legalDateOf(one.at)]);

async function prepare(visitor: Visitor, year: string, content: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.go('/calendar/imports');
  await page.locator('#field-year').fill(year);
  await page.locator('#field-title').fill('示例：节假日安排的通知');
  await page.locator('#field-content').fill(content);
  await visitor.button(words.calendar.prepare).click();
}

it('in Chinese: a wrong notice is refused line by line, the right one is looked at and published by somebody else', async () => {
  // What stands before: Monday the 4th, provisional, reminded on New Year's Eve.
  const hand = new ClockHand(await open().cast.desk('nhc.manager'));
  await hand.moveTo('2026-12-31');
  const before = await intake();
  expect(before.limit).toMatchObject({ dueOn: '2027-01-04', provisional: true });
  expect(rungs(before)).toEqual(expect.arrayContaining([[0, 'armed', '2027-01-04']]));

  const visitor = await Visitor.arrive(open().browser, open().stack.url, 'zh-CN');
  const { page, words } = visitor;
  await visitor.signIn('nhc.handler1');
  await prepare(visitor, '2027', wrong);
  const mistakes = page.locator('#field-content-error');
  await mistakes.waitFor();
  const lines = (await mistakes.innerText()).split('\n');
  expect(lines.map((line) => line.slice(0, 3))).toEqual(['第1行', '第2行', '第3行']);
  await visitor.look('calendar import with mistakes');
  expect((await intake()).limit).toEqual(before.limit);
  await prepare(visitor, '2027', right);
  await page.getByRole('heading', { level: 1, name: words.calendar.preview }).waitFor();
  await page.getByText(words.calendar.settled).first().waitFor();
  await visitor.look('preview of an import');
  // Who prepared it does not publish it.
  expect(await visitor.button(words.calendar.publish).count()).toBe(0);
  const address = new URL(page.url()).pathname;
  await visitor.signOut();

  await visitor.signIn('nhc.signatory');
  await visitor.go(address);
  const moved = page.getByRole('table', { name: words.calendar.moved });
  expect(await moved.innerText()).toContain('2027年1月2日');
  await visitor.look('preview of the signatory');
  await visitor.button(words.calendar.publish).click();
  await page.getByText(words.calendar.states.done).waitFor();
  await visitor.look('import carried');
  await visitor.signOut();
  expectClean(visitor);
}, 300_000);

it('the reminders of the live case moved with it: each rings once, on its new day', async () => {
  const after = await intake();
  expect(after.limit).toMatchObject({ dueOn: '2027-01-02', provisional: false });
  expect(after.explanation.map((line) => line.en)).toEqual([
    'Starts on 28 Dec 2026; counting begins the day after.',
    'Limit: 5 working days.',
    '2 Jan 2027 is a make-up working day and counts.',
    'Recalculated with a newer calendar on 31 Dec 2026.',
    'Due on 2 Jan 2027 at 17:30, Beijing time.',
    '5 calendar days from the start to the due date.',
  ]);
  const hand = new ClockHand(await open().cast.desk('nhc.manager'));
  await hand.moveTo('2027-01-02');
  await until({ what: 'the reminder of the due day', withinMs: 30_000 }, async () =>
    rungs(await intake()).some(([offset, state]) => offset === 0 && state === 'rung') ? true : undefined,
  );
  await hand.moveTo('2027-01-05');
  const rung = rungs(await intake()).filter(([, state]) => state === 'rung');
  expect(rung.filter(([offset]) => Number(offset) >= 0)).toEqual([
    [0, 'rung', '2027-01-02'],
    [1, 'rung', '2027-01-03'],
    [3, 'rung', '2027-01-05'],
  ]);
}, 300_000);

it('in English: a month with worked and free days, today, a province’s own holiday, and a subscription', async () => {
  const visitor = await Visitor.arrive(open().browser, open().stack.url, 'en');
  const { page, words } = visitor;
  await visitor.signIn('henan.handler1');
  await prepare(visitor, '2027', local);
  await page.getByRole('heading', { level: 1, name: words.calendar.preview }).waitFor();
  await visitor.look('preview of a local holiday');
  const address = new URL(page.url()).pathname;
  await visitor.signOut();
  await visitor.signIn('henan.signatory');
  await visitor.go(address);
  await visitor.button(words.calendar.publish).click();
  await page.getByText(words.calendar.states.done).waitFor();
  await visitor.signOut();

  await visitor.signIn('henan.handler1');
  await nav(visitor, words.nav.calendar).click();
  const cell = (day: string) => page.locator('td', { has: page.locator(`time[datetime="${day}"]`) });
  await cell('2027-01-02').waitFor();
  expect(await cell('2027-01-02').innerText()).toContain(words.calendar.makeUp);
  expect(await cell('2027-01-02').innerText()).toContain(caseNumber);
  expect(await cell('2027-01-05').getAttribute('aria-current')).toBe('date');
  await visitor.look('calendar of January');
  await page.getByRole('link', { name: words.calendar.after, exact: true }).click();
  await cell('2027-02-18').waitFor();
  expect(await cell('2027-02-18').innerText()).toContain('Temple Fair');
  expect(await cell('2027-02-18').getAttribute('class')).toContain('day-off');
  expect(await cell('2027-02-19').getAttribute('class')).toBeNull();
  await visitor.look('calendar of February');
  await visitor.button(words.calendar.feed.make).click();
  const feed = await page.locator('#feed-address').inputValue();
  await visitor.look('calendar with a new address');
  const told = await (await fetch(feed)).text();
  expect(told).toContain('\r\nDTSTART;VALUE=DATE:20270102\r\n');
  expect(told).toContain(caseNumber);
  await openCase(visitor, caseNumber);
  await page.locator('#tab-deadlines').click();
  await page.locator('details.why summary').last().click();
  await page.getByText('Escalation 1 working day after').first().waitFor();
  await visitor.look('limits with their rungs');
  await visitor.signOut();

  // Others see whose holiday it is, and work on it.
  await visitor.signIn('nhc.handler1');
  await visitor.go('/calendar?month=2027-02');
  await cell('2027-02-18').waitFor();
  expect(await cell('2027-02-18').innerText()).toContain('Holiday in Henan: Temple Fair');
  expect(await cell('2027-02-18').getAttribute('class')).toBeNull();
  expectClean(visitor);
}, 300_000);
