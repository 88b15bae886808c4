import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { projectRoot } from '../../tools/up/load';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The browser the set-up found. Throws with how to get one. */
export async function openBrowser(): Promise<Browser> {
  const load = globalThis.requireWithNode;
  if (!load) throw new Error('the file must begin with @jest-environment ./test/tools/environment.js');
  const programs = load(join(projectRoot(), 'tools', 'setup', 'browser-programs.mjs')) as {
    findChromium: () => string | undefined;
  };
  const executablePath = programs.findChromium();
  if (executablePath === undefined) {
    throw new Error(
      'no Chromium: run `node tools/setup/index.mjs test`, or apt-get install --no-install-recommends chromium fonts-noto-cjk, or set CHROMIUM_PATH',
    );
  }
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
}

/** What must never be seen in a console: breaches of the content policy, faults of scripts. */
export class Watch {
  readonly breaches: string[] = [];
  private scripts: Map<string, number> | undefined;

  constructor(private readonly page: Page) {
    page.on('console', (message) => {
      if (/content.security.policy/i.test(message.text())) this.breaches.push(message.text());
    });
    page.on('pageerror', (error) => this.breaches.push(`fault: ${error.message}`));
  }

  /** From now on: every script is fetched out of the browser once more and compressed, which a walk need not wait for. */
  countScripts(): void {
    const scripts = (this.scripts = new Map<string, number>());
    this.page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.endsWith('.js')) return;
      void response.body().then(
        (body) => scripts.set(pathname, gzipSync(body).length),
        // The page was left before the script was whole: then it does not count.
        () => undefined,
      );
    });
  }

  /** Scripts fetched since they are counted, gzipped, in bytes. */
  scriptBytes(): number {
    return [...(this.scripts ?? [])].reduce((sum, [, size]) => sum + size, 0);
  }
}

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** Serious and critical findings of axe on what is shown now, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated by the debugger, not as a script of the page: the content policy stays as it is. It stays until the next load.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  const violations = await page.evaluate<Violation[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => `${impact ?? ''} ${id}: ${node.html.slice(0, 160)} — ${node.failureSummary ?? ''}`),
    );
}
