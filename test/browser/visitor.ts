import type { Browser, Locator, Page } from 'playwright-core';
import { en } from '../../apps/console/src/words/en';
import { zh } from '../../apps/console/src/words/zh';
import { seriousFindings, Watch } from './browser';

export type Language = 'zh-CN' | 'en';
const patienceMs = 30_000;
/** What everybody passes again and again, by language: looked at once a file. */
const passed = new Set<string>();

const windows = new WeakMap<Browser, Map<Language, Page>>();

/** A window costs the browser a second of work, and the scripts are fetched and compiled again in each. */
async function emptyWindow(browser: Browser, url: string, language: Language): Promise<Page> {
  const open = windows.get(browser) ?? new Map<Language, Page>();
  windows.set(browser, open);
  const known = open.get(language);
  if (!known) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    open.set(language, page);
    return page;
  }
  known.removeAllListeners();
  await known.unrouteAll();
  await known.context().clearCookies();
  // A page of the same origin without a script of ours, which could write again what is emptied.
  await known.goto(`${url}/health/live`);
  await known.evaluate('localStorage.clear(), sessionStorage.clear()');
  return known;
}

/** Somebody at the console, in one language, with a browser profile of their own. */
export class Visitor {
  readonly words: typeof zh;
  readonly key: 'zh' | 'en';
  /** Screens looked at, with what axe found on them. */
  readonly findings: string[] = [];

  private constructor(
    readonly page: Page,
    readonly watch: Watch,
    private readonly url: string,
    readonly language: Language,
  ) {
    this.words = language === 'en' ? en : zh;
    this.key = language === 'en' ? 'en' : 'zh';
  }

  /** The visitor of that language before this one is gone: their window is this one's, and holds nothing of theirs. */
  static async arrive(browser: Browser, url: string, language: Language): Promise<Visitor> {
    const page = await emptyWindow(browser, url, language);
    const visitor = new Visitor(page, new Watch(page), url, language);
    await visitor.go('/sign-in');
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    return visitor;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }

  /** Signs in with one click on a training account, as a trainee would. */
  async signIn(username: string): Promise<void> {
    const { session } = this.words;
    await this.page.getByLabel(session.filter).fill(username);
    await this.page.locator('.account', { hasText: username }).first().click();
    await this.button(session.signIn).click();
    await this.page.locator('#inbox-title').waitFor({ state: 'attached' });
    await this.lookOnce('inbox', username);
  }

  async signOut(): Promise<void> {
    await this.page.locator('.profile-button').click();
    await this.lookOnce('profile menu');
    await this.button(this.words.profile.signOut).click();
    await this.page.locator('#username').waitFor();
  }

  button = (name: string): Locator => this.page.getByRole('button', { name, exact: true });

  /** By the beginning of its name: what follows is for those who do not see where it stands. */
  link = (name: string): Locator => this.page.locator('a.button').filter({ hasText: new RegExp(`^${name}`) });

  /** Chooses in a list by typing, as one does with the keyboard. */
  async pick(field: string, label: string): Promise<void> {
    const control = this.page.locator(`#field-${field}`);
    await control.fill(label);
    await this.page.locator('.ant-select-item-option-active', { hasText: label }).waitFor();
    await control.press('Enter');
    await this.page.locator('.ant-select', { has: control }).filter({ hasText: label }).waitFor();
  }

  /** Opens the task of a case; it may still be on its way from the last body. */
  async openTask(caseNumber: string): Promise<void> {
    const row = this.page.locator('.row a', { hasText: caseNumber });
    for (let tries = 1; ; tries += 1) {
      await this.go('/inbox');
      const found = await row.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (found) break;
      if (tries === 20) throw new Error(`no task of ${caseNumber} came to this desk`);
    }
    await row.click();
    await this.page.locator('.task-decision').waitFor();
  }

  async claim(): Promise<void> {
    await this.button(this.words.decision.claim).click();
    await this.button(this.words.decision.release).or(this.page.locator('.form-body:enabled')).first().waitFor();
  }

  /** The receipt's text; it names the case and its number. */
  async receipt(): Promise<string> {
    const receipt = this.page.locator('.receipt');
    await receipt.waitFor();
    return receipt.innerText();
  }

  private async lookOnce(screen: string, whose = ''): Promise<void> {
    const once = [this.key, screen, whose].join(' ');
    if (!passed.has(once)) await this.look(screen);
    passed.add(once);
  }

  /** Examines what is shown now. With BROWSER_SHOTS, a folder, a picture of it is kept there. */
  async look(screen: string): Promise<void> {
    await this.page.locator('.ant-spin').first().waitFor({ state: 'hidden' });
    for (const finding of await seriousFindings(this.page)) this.findings.push(`${screen}: ${finding}`);
    const { BROWSER_SHOTS } = process.env;
    if (BROWSER_SHOTS)
      await this.page.screenshot({ path: `${BROWSER_SHOTS}/${this.key} ${screen.replace(/\W+/g, '-')}.png` });
  }
}
