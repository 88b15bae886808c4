import type { Browser, Locator } from 'playwright-core';
import type { Outcome, Step } from '../../libs/contracts/procedure';
import { outcomeWords, stepWords } from '../../libs/contracts/words/procedure';
import { Cast, type Parties } from '../../tools/scenario/cast';
import { ClockHand, legalDateOf } from '../../tools/scenario/clock';
import type { Desk } from '../../tools/scenario/desk';
import { pdfOf } from '../../tools/scenario/originals';
import { Player, type Act } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };
import { openBrowser } from './browser';
import { Visitor, type Language } from './visitor';

/** A stack, a browser, and those who act without one. */
export class RequestHouse {
  private constructor(
    private readonly stack: Stack,
    private readonly browser: Browser,
    readonly cast: Cast,
  ) {}

  static async build(clock: string): Promise<RequestHouse> {
    const browser = await openBrowser();
    const stack = await loadStack().startStack({ temporary: true, quiet: true, clock });
    return new RequestHouse(stack, browser, await Cast.meet(stack.url, { patienceMs: 60_000 }));
  }

  async close(): Promise<void> {
    this.cast.close();
    await this.browser.close();
    await this.stack.stop();
  }

  async clock(): Promise<ClockHand> {
    return new ClockHand(await this.cast.desk('ops.system'));
  }

  /** A case of its own, played over the API until an act is done; `between` happens after an earlier act. */
  async caseAfter(
    who: Parties,
    stage: Act['stage'],
    step: Act['step'],
    between?: { after: Act['step']; does: (caseId: string) => Promise<unknown> },
  ): Promise<Player> {
    const today = legalDateOf((await (await this.cast.desk('ops.system')).clock()).legalNow);
    const player = new Player(this.cast, who, { dateOf: () => today, patienceMs: 60_000 });
    await player.open();
    for (const act of actsUntil(stage, step)) {
      await player.act(act);
      if (between && act.stage === stage && act.step === between.after) await between.does(player.caseId);
    }
    return player;
  }

  desk(username: string): Promise<Desk> {
    return this.cast.desk(username);
  }

  async walker(language: Language): Promise<RequestWalker> {
    return new RequestWalker(await Visitor.arrive(this.browser, this.stack.url, language));
  }
}

/** Somebody who walks through the screens of document requests. */
export class RequestWalker {
  constructor(readonly visitor: Visitor) {}

  get page() {
    return this.visitor.page;
  }
  get said() {
    return this.visitor.words.requests;
  }

  link = (name: string): Locator => this.page.getByRole('link', { name, exact: true });

  async as(username: string, walk: () => Promise<void>): Promise<void> {
    await this.visitor.signIn(username);
    await walk();
    await this.visitor.signOut();
  }

  /** The row of a case in one of the two lists, once it says what is awaited. */
  async row(asked: 'of-us' | 'by-us', caseNumber: string, says: string): Promise<Locator> {
    const row = this.page.locator('tbody tr', { hasText: caseNumber }).filter({ hasText: says });
    for (let tries = 1; ; tries += 1) {
      await this.visitor.go(`/requests?asked=${asked}`);
      const found = await row
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
      if (found) return row.first();
      if (tries === 20) throw new Error(`no request of ${caseNumber} says ${says}`);
    }
  }

  async openRow(asked: 'of-us' | 'by-us', caseNumber: string, says: string): Promise<void> {
    await (await this.row(asked, caseNumber, says)).getByRole('link').first().click();
    await this.page.locator('h1').waitFor();
  }

  /** Opens the notice of a case that waits to be opened: that serves it. */
  async openNotice(caseNumber: string): Promise<void> {
    await this.openRow('of-us', caseNumber, this.said.notServed);
    await this.visitor.button(this.said.gate.open).click();
    await this.page.locator('.answer-list').waitFor();
  }

  /** The page of one act on the request that is open; looked at with its mistakes first. */
  async act(
    act: 'pass-on' | 'ask-extension' | 'decide-extension' | 'ask-check' | 'check' | 'send' | 'withdraw',
    fill: () => Promise<void>,
  ): Promise<void> {
    const name = this.said.act[act];
    await this.link(name).click();
    await this.page.waitForURL(new RegExp(`/act/${act}$`));
    await this.page.locator('form.act').waitFor();
    await fill();
    await this.visitor.look(`act ${act}`);
    await this.visitor.button(name).click();
    await this.page.locator('.receipt').waitFor();
  }

  async fill(field: string, text: string): Promise<void> {
    await this.page.locator(`#field-${field}`).fill(text);
  }

  /** The item of that number (from 0) beside the list. */
  async item(index: number): Promise<void> {
    await this.page.locator('.answer-list a').nth(index).click();
    await this.page.locator(`.answer-list li:nth-child(${String(index + 1)}) a[aria-current]`).waitFor();
  }

  async answerText(index: number, text: string): Promise<void> {
    await this.item(index);
    await this.fill('text', text);
    await this.visitor.button(this.said.answer.save).click();
    await this.ready(index);
  }

  async upload(index: number, name: string): Promise<void> {
    const buffer = Buffer.from(pdfOf([name, String(Date.now())]));
    await this.page
      .locator('.item-panel input[type=file]')
      .setInputFiles({ name, mimeType: 'application/pdf', buffer });
    await this.page.locator('.answer-files', { hasText: name }).waitFor();
    await this.ready(index);
  }

  async ready(index: number): Promise<void> {
    await this.page.locator(`.answer-list li:nth-child(${String(index + 1)}) .standing-done`).waitFor();
  }

  /** From the desk to what will happen, then the receipt with its number. */
  async submit(fill: () => Promise<void> = () => Promise.resolve()): Promise<string> {
    await this.link(this.said.answer.check).click();
    await this.page.getByText(this.said.submit.ready).waitFor();
    await fill();
    await this.visitor.look('submission');
    await this.visitor.button(this.said.submit.send).click();
    await this.page.locator('.receipt-number').waitFor();
    return this.page.locator('.receipt-number').innerText();
  }

  /** Opens the task of one step of a case; another of the case may wait beside it. */
  async openTask(caseNumber: string, step: Step): Promise<void> {
    const row = this.page
      .locator('.row a', { hasText: caseNumber })
      .filter({ hasText: stepWords[step][this.visitor.key] });
    for (let tries = 1; ; tries += 1) {
      await this.visitor.go('/inbox');
      const found = await row
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
      if (found) break;
      if (tries === 20) throw new Error(`no ${step} of ${caseNumber}`);
    }
    await row.first().click();
    await this.page.locator('.task-decision').waitFor();
  }

  /** Chooses an outcome, fills its form in and confirms it where that is asked. */
  async decide(outcome: Outcome, fill: () => Promise<void>): Promise<void> {
    const { words, key } = this.visitor;
    const name = outcomeWords[outcome][key];
    await this.page.locator('.outcomes').getByRole('link', { name }).first().click();
    await this.page.locator('.form-body').waitFor();
    await fill();
    await this.visitor.look(`decision ${outcome}`);
    const next = this.visitor.button(words.decision.continue);
    await next.or(this.visitor.button(name)).first().waitFor();
    if ((await next.count()) > 0) {
      await next.click();
      await this.visitor.button(words.decision.confirm.replace('{{outcome}}', name)).click();
    } else await this.visitor.button(name).click();
    await this.visitor.receipt();
    await this.page.waitForURL((url) => !url.pathname.includes(outcome));
  }
}
