import type { Locator } from 'playwright-core';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import type { Visitor } from './visitor';

/** A link by its name, wherever it stands. */
export const link = ({ page }: Visitor, name: string): Locator => page.getByRole('link', { name, exact: true });
export const fill = (visitor: Visitor, field: string, text: string) =>
  visitor.page.locator(`#field-${field}`).fill(text);

async function openPerson(visitor: Visitor, username: string): Promise<void> {
  const { page } = visitor;
  await visitor.go('/people');
  await page.locator('#find-people').fill(username);
  await page.locator('#find-people').press('Enter');
  await page.locator('.directory-main tbody tr a').first().click();
  await page.getByText(username, { exact: true }).waitFor();
}

export async function suspend(visitor: Visitor, username: string): Promise<void> {
  const { page, words } = visitor;
  await openPerson(visitor, username);
  await visitor.look('an account that stands');
  await link(visitor, words.people.form.suspend).click();
  await page.locator('#field-reason').waitFor();
  await visitor.button(words.people.form.suspend).click();
  await page.locator('#error-summary').waitFor();
  await fill(visitor, 'reason', '账户疑被他人使用 / seen from where its holder is not');
  await visitor.look('before an account is suspended');
  await visitor.button(words.people.form.suspend).click();
  await page.locator('.receipt').waitFor();
  await page.getByText(words.people.card.suspended, { exact: true }).waitFor();
  // Who suspended does not reinstate: it is said why.
  expect(await link(visitor, words.people.form.reinstate).count()).toBe(0);
  await visitor.look('an account that is suspended');
}

/** Name and password are right, or were: the page says that it opens nothing. */
export async function shutOut(visitor: Visitor, username: string): Promise<void> {
  const { page, words } = visitor;
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(trainingPassword);
  await visitor.button(words.session.signIn).click();
  await page.getByRole('alert').waitFor();
  await visitor.look('a sign-in that is refused');
}

export async function reinstate(visitor: Visitor, username: string): Promise<void> {
  const { page, words } = visitor;
  await openPerson(visitor, username);
  await link(visitor, words.people.form.reinstate).click();
  await page.locator('#field-reason').waitFor();
  await visitor.pick('password', words.people.card.passwordAnew);
  await fill(visitor, 'reason', '已当面核实 / seen in person');
  await visitor.look('before an account is reinstated');
  await visitor.button(words.people.form.reinstate).click();
  await page.locator('.receipt').waitFor();
  await page.getByText(words.people.card.inactive).waitFor();
  await visitor.look('an account that is reinstated');
}
