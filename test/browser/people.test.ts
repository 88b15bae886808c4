/** @jest-environment ./test/tools/environment.js */
import { roleWords } from '../../libs/contracts/words/procedure';
import { Cast, parties, type Parties } from '../../tools/scenario/cast';
import { Player } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import { fill, link, reinstate, shutOut, suspend } from './accounts-walking';
import { openedBefore } from './opened';
import { Visitor, type Language } from './visitor';

const today = '2026-01-05';
const password = 'plum kettle drifting';
const open = openedBefore(today);

interface Newcomer {
  username: string;
  code: string;
  name: { zh: string; en: string };
}

const walks: [Language, Newcomer, Parties][] = [
  ['zh-CN', { username: 'new.zh', code: 'N-ZH', name: { zh: '新任经办人', en: 'New handler' } }, parties.henan],
  [
    'en',
    {
      username: 'new.en',
      code: 'N-EN',
      name: {
        zh: '新任经办人乙',
        en: 'Representative of the Division of Medical Administration and Hospital Oversight',
      },
    },
    parties.henanSecond,
  ],
];

it.each(walks)(
  'in %s: a person is added, given a post by two, activates the account and sees the inbox',
  async (language, newcomer) => {
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.signIn('ops.system');
    await addPerson(visitor, newcomer);
    await propose(visitor, newcomer);
    await visitor.signOut();
    await visitor.signIn('ops.security');
    await confirm(visitor, newcomer);
    const code = await issue(visitor, newcomer);
    await visitor.signOut();
    await activate(visitor, newcomer, code);
    clean(visitor);
  },
  240_000,
);

it.each(walks)(
  'in %s: a file with one bad line is previewed, applied by another, and reported',
  async (language, newcomer) => {
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.signIn('ops.system');
    const file = await handIn(visitor, newcomer.code);
    await visitor.signOut();
    await visitor.signIn('ops.security');
    await apply(visitor, file);
    clean(visitor);
  },
  180_000,
);

it.each(walks)(
  'in %s: the tasks of somebody who leaves are passed on by their manager',
  async (language, _, who) => {
    const caseNumber = await caseAtIntake(who);
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.signIn('henan.handler1');
    await visitor.openTask(caseNumber);
    await visitor.claim();
    await visitor.signOut();
    await visitor.signIn('henan.manager');
    await passOn(visitor, caseNumber);
    clean(visitor);
  },
  240_000,
);

it.each(walks)(
  'in %s: a token reads through the API until it is revoked',
  async (language, newcomer) => {
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.signIn('ops.security');
    const name = `${visitor.words.people.services.title} ${newcomer.code}`;
    const token = await makeService(visitor, name);
    const read = () => fetch(`${open().stack.url}/api/v1/centers`, { headers: { authorization: `Bearer ${token}` } });
    expect((await read()).status).toBe(200);
    await revoke(visitor, name);
    expect((await read()).status).toBe(401);
    clean(visitor);
  },
  180_000,
);

it.each([
  ['zh-CN', 'hubei.handler1'],
  ['en', 'tianjin.handler1'],
] as [Language, string][])(
  'in %s: an account is suspended by one administrator and reinstated by the other',
  async (language, username) => {
    const visitor = await Visitor.arrive(open().browser, open().stack.url, language);
    await visitor.signIn('ops.security');
    await suspend(visitor, username);
    await visitor.signOut();
    await shutOut(visitor, username);
    await visitor.signIn('ops.system');
    await reinstate(visitor, username);
    await visitor.signOut();
    await shutOut(visitor, username);
    clean(visitor);
  },
  180_000,
);

function clean(visitor: Visitor): void {
  expect(visitor.findings).toEqual([]);
  expect(visitor.watch.breaches).toEqual([]);
}

async function pickDay(visitor: Visitor, field: string, day: string): Promise<void> {
  await visitor.page.locator(`#field-${field}:enabled`).fill(day);
  await visitor.page.locator(`#field-${field}`).press('Enter');
}

async function addPerson(visitor: Visitor, { name, code }: Newcomer): Promise<void> {
  const { page, words } = visitor;
  await link(visitor, words.nav.people).click();
  await page.locator('.tree').waitFor();
  await visitor.look('directory');
  await page.locator('#filter-tree').fill('henan');
  await page.locator('.tree-link').nth(1).click();
  await page.locator('.organisation-head').waitFor();
  await page.locator('.directory-main tbody tr').first().waitFor();
  await visitor.look('an organisation');
  await link(visitor, words.people.add.person).click();
  await page.locator('#field-code').waitFor();
  await visitor.button(words.people.form.person).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('new person with mistakes');
  await fill(visitor, 'code', code);
  await fill(visitor, 'nameZh', name.zh);
  await fill(visitor, 'nameEn', name.en);
  await visitor.button(words.people.form.person).click();
  await page.locator('.receipt').waitFor();
  await visitor.look('a new person');
}

async function propose(visitor: Visitor, { name }: Newcomer): Promise<void> {
  const { page, words, key } = visitor;
  await link(visitor, words.people.card.propose).click();
  const body = key === 'zh' ? '河南省卫生健康委员会' : 'Henan Provincial Health Commission';
  await visitor.pick('organisationId', body);
  await visitor.pick('role', roleWords['provincial-handler'][key]);
  await pickDay(visitor, 'from', today);
  await visitor.look('proposal of a post');
  await visitor.button(words.people.form.propose).click();
  await page.locator('article.card', { hasText: name[key] }).waitFor();
  await visitor.look('a post that waits');
}

async function confirm(visitor: Visitor, { name }: Newcomer): Promise<void> {
  const { page, words, key } = visitor;
  await visitor.go('/people/proposals');
  const card = page.locator('article.card', { hasText: name[key] });
  await card.waitFor();
  await visitor.look('waiting for a second person');
  await card.getByRole('button', { name: words.people.proposals.confirm, exact: true }).click();
  await page.locator('dialog[open]').waitFor();
  await visitor.look('before a post is granted');
  await page.locator('dialog[open]').getByRole('button', { name: words.people.proposals.confirm, exact: true }).click();
  await page.locator('.receipt', { hasText: name[key] }).waitFor();
  await page.getByText(words.people.proposals.empty).waitFor();
  await visitor.look('a post was granted');
}

/** The code of the slip, which is shown once. */
async function issue(visitor: Visitor, { name, username }: Newcomer): Promise<string> {
  const { page, words, key } = visitor;
  await page.locator('.people-tabs').getByRole('link', { name: words.people.tab.directory, exact: true }).click();
  await page.locator('#find-people').fill(name.zh);
  await page.locator('#find-people').press('Enter');
  await link(visitor, name[key]).first().waitFor();
  await visitor.look('people found');
  await link(visitor, name[key]).first().click();
  await link(visitor, words.people.card.issue).waitFor();
  await visitor.look('a person with a post');
  await link(visitor, words.people.card.issue).click();
  await fill(visitor, 'username', username);
  await visitor.button(words.people.form.activation).click();
  await page.locator('#slip-code').waitFor();
  await visitor.look('activation code');
  return page.locator('#slip-code').inputValue();
}

async function activate(visitor: Visitor, { name, username }: Newcomer, code: string): Promise<void> {
  const { page, words, key } = visitor;
  const said = words.people.activate;
  await link(visitor, said.link).click();
  await page.locator('#activate-code').fill(code);
  await page.locator('#activate-password').fill('Password2026');
  await page.locator('#activate-again').fill('Password2026');
  await page.locator('.rule-met', { hasText: said.rule.same }).waitFor();
  expect(await page.locator('.rule-met').count()).toBe(2);
  expect(await visitor.button(said.submit).isDisabled()).toBe(true);
  await visitor.look('activation with a weak password');
  await page.locator('#activate-password').fill(password);
  await page.locator('#activate-again').fill(password);
  await visitor.button(said.submit).click();
  await link(visitor, said.inbox).waitFor();
  await visitor.look('activated');
  await link(visitor, said.inbox).click();
  await page.locator('#inbox-title').waitFor({ state: 'attached' });
  await visitor.look('inbox of a new person');
  await page.locator('.profile-button').click();
  await link(visitor, words.people.card.mine).click();
  await page.getByRole('heading', { name: name[key], level: 1 }).waitFor();
  // What the administrator was told before is not for the next one at this browser.
  expect(await page.locator('.receipt').count()).toBe(0);
  await visitor.look('my own page');
  await visitor.signOut();
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await visitor.button(words.session.signIn).click();
  await page.locator('#inbox-title').waitFor({ state: 'attached' });
  // A code works once.
  await visitor.signOut();
  await visitor.go('/activate');
  await page.locator('#activate-code').fill(code);
  for (const field of ['password', 'again']) await page.locator(`#activate-${field}`).fill(password);
  await visitor.button(said.submit).click();
  await page.getByRole('alert').waitFor();
  await visitor.look('an activation code that was used');
}

async function handIn(visitor: Visitor, code: string): Promise<string> {
  const { page, words } = visitor;
  const said = words.people.imports;
  await visitor.go('/people/imports');
  const heading = 'code,name_zh,name_en,email,phone,language';
  await page.locator('#field-content').fill(`${heading.replace('email', 'mail')}\nX-1,甲,One,,,`);
  await visitor.button(said.prepare).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('a file with the wrong columns');
  const rows = [
    `I-${code},导入甲,Import One,one@example.org,,zh`,
    `J-${code},导入乙,Import Two,,,en`,
    `K-${code},导入丙,Import Three,nowhere,,`,
  ];
  const buffer = Buffer.from(`${[heading, ...rows].join('\n')}\n`);
  const file = `people-${code}.csv`;
  await page.locator('input[type=file]').setInputFiles({ name: file, mimeType: 'text/csv', buffer });
  await page.getByText(said.chosen.replace('{{name}}', file)).waitFor();
  await visitor.look('a file that was chosen');
  await visitor.button(said.prepare).click();
  await page.locator('tr', { hasText: said.column.email }).waitFor();
  expect(await page.locator('.row-add').count()).toBe(2);
  expect(await page.locator('.row-refused').count()).toBe(1);
  await visitor.look('preview of a file');
  return file;
}

async function apply(visitor: Visitor, file: string): Promise<void> {
  const { page, words } = visitor;
  const said = words.people.imports;
  await visitor.go('/people/imports');
  await link(visitor, file).waitFor();
  await visitor.look('files');
  await link(visitor, file).click();
  await visitor.button(said.apply).click();
  await page.locator('dialog[open]').getByRole('button', { name: said.apply, exact: true }).click();
  await page.getByRole('heading', { name: said.report.replace('{{name}}', file) }).waitFor();
  expect(await page.locator('.row-add').allInnerTexts()).toEqual([said.rowDone.add, said.rowDone.add]);
  expect(await page.locator('.row-refused').allInnerTexts()).toEqual([said.rowDone.refused]);
  await visitor.look('result of a file');
}

/** Opens a case and brings it before the province's intake. */
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

async function passOn(visitor: Visitor, caseNumber: string): Promise<void> {
  const { page, words } = visitor;
  const said = words.people.transfer;
  await link(visitor, words.nav.people).click();
  await page.locator('.organisation-head').waitFor();
  await visitor.look('directory of a manager');
  await page.locator('#find-people').fill('henan.handler1');
  await page.locator('#find-people').press('Enter');
  await page.locator('tbody a').first().click();
  await link(visitor, words.people.card.transfer).waitFor();
  await visitor.look('a person with tasks');
  await link(visitor, words.people.card.transfer).click();
  const row = page.locator('tr', { hasText: caseNumber });
  await row.waitFor();
  expect(await row.innerText()).toContain(said.give.split('{{name}}')[0]?.trim() ?? '');
  await visitor.look('tasks to pass on');
  await visitor.button(said.apply).click();
  await page.locator('#field-reason-error').waitFor();
  await fill(visitor, 'reason', '工作调动');
  await visitor.button(said.apply).click();
  await page.locator('.notice-done').waitFor();
  expect(await row.innerText()).toContain(said.given);
  await visitor.look('tasks passed on');
}

async function makeService(visitor: Visitor, name: string): Promise<string> {
  const { page, words } = visitor;
  const said = words.people.services;
  await visitor.go('/people/services');
  await link(visitor, said.make).waitFor();
  await visitor.look('service accounts');
  await link(visitor, said.make).click();
  await fill(visitor, 'nameZh', name);
  await fill(visitor, 'nameEn', name);
  await page.locator('#field-scopes').fill(said.scope.registry);
  await page.locator('.ant-select-item-option-active', { hasText: said.scope.registry }).waitFor();
  await page.locator('#field-scopes').press('Enter');
  await page.locator('#field-scopes').press('Escape');
  await fill(visitor, 'days', '30');
  await visitor.look('new service account');
  await visitor.button(words.people.form.service).click();
  await page.locator('#service-token').waitFor();
  await visitor.look('token shown once');
  return page.locator('#service-token').inputValue();
}

async function revoke(visitor: Visitor, name: string): Promise<void> {
  const { page, words } = visitor;
  const said = words.people.services;
  await link(visitor, words.people.back).click();
  const row = page.locator('tr', { hasText: name });
  await row.getByRole('button').click();
  await page.locator('dialog[open]').waitFor();
  await visitor.look('before a token is revoked');
  await page.locator('dialog[open]').getByRole('button', { name: said.revoke, exact: true }).click();
  await row.getByText(said.states.revoked, { exact: true }).waitFor();
  await visitor.look('a token was revoked');
}
