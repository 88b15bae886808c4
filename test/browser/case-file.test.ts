/** @jest-environment ./test/tools/environment.js */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { readPageFiles } from '../../libs/platform/zip/page-files';
import { AnchorBook } from '../../libs/persistence/events/anchor-book';
import type { Office } from '../../libs/casework/office';
import { auditKeys, bytesOf, openFolder, packed, playDesignated, unzip, zipAgain } from '../support/case-file';
import { openTestOffice } from '../support/database';
import { openBrowser, seriousFindings, Watch } from './browser';

let browser: Browser;
let office: Office;
let folder: Awaited<ReturnType<typeof openFolder>>;
let archive: Buffer;
let applicant: Buffer;

beforeAll(async () => {
  browser = await openBrowser();
  ({ office } = await openTestOffice('casefilepage'));
  folder = await openFolder();
  const player = await playDesignated(office);
  await player.fillStore(folder.path);
  await new AnchorBook(office.database).make(auditKeys.privateKey, Date.now());
  const page = readPageFiles();
  archive = await bytesOf(await packed(player, folder.path, { page }));
  applicant = await bytesOf(await packed(player, folder.path, { page, for: 'applicant' }));
}, 180_000);
afterAll(async () => {
  await browser.close();
  await office.close();
  await folder.drop();
});

/** Unpacks a file as somebody would who was given it. */
async function extract(zip: Buffer, name: string): Promise<string> {
  const target = join(folder.path, name);
  for (const [path, bytes] of await unzip(zip)) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), bytes);
  }
  return target;
}

async function open(target: string, locale: string): Promise<{ page: Page; watch: Watch; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale });
  const page = await context.newPage();
  const watch = new Watch(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(target, 'index.html')).href);
  return { page, watch, asked };
}

const verdict = (page: Page, state: 'good' | 'bad') =>
  page.locator(`#verdict[data-state="${state}"]`).innerText({ timeout: 30_000 });
const shoot = async (page: Page, name: string) => {
  const { BROWSER_SHOTS } = process.env;
  if (BROWSER_SHOTS)
    await page.screenshot({ path: `${BROWSER_SHOTS}/case-file-${name}.png`, fullPage: name.endsWith('whole') });
};

describe('the page of a file, opened from disk', () => {
  it('in Chinese: shows the record, verifies what it shows, and with the ZIP every entry', async () => {
    const { page, watch, asked } = await open(await extract(archive, 'archive'), 'zh-CN');
    expect(await verdict(page, 'good')).toContain('本页内容核验通过');
    await shoot(page, 'zh-whole');
    for (const words of ['时间线', '办理意见', '个工作日', '床位说明'])
      expect(await page.locator('main').innerText()).toContain(words);
    expect(await page.locator('.check.good').count()).toBe(4);
    await page.locator('#zip').setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: archive });
    expect(await verdict(page, 'good')).toContain('核验通过：所有条目');
    expect(await page.locator('.check.good').count()).toBe(5);
    await shoot(page, 'zh-good');
    // Before axe, which asks for the style sheet by itself and is not let.
    expect(watch.breaches).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  it('in English: an altered document, a missing one and a foreign ZIP are named in red', async () => {
    const { page } = await open(await extract(archive, 'archive-en'), 'en-GB');
    expect(await verdict(page, 'good')).toContain('What this page shows is verified');
    const entries = new Map(await unzip(archive));
    const path = [...entries.keys()].find((name) => name.startsWith('documents/')) ?? '';
    const bytes = Buffer.from(entries.get(path) ?? '');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    entries.set(path, bytes);
    const choose = async (buffer: Buffer) =>
      page.locator('#zip').setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer });
    await choose(await zipAgain(entries));
    expect(await verdict(page, 'bad')).toContain(`altered ${path}`);
    await shoot(page, 'en-bad');
    entries.delete(path);
    await choose(await zipAgain(entries));
    await page.locator('#verdict', { hasText: `missing ${path}` }).waitFor();
    await choose(Buffer.from('this is something else altogether, and long enough'));
    await page.locator('#verdict', { hasText: 'not a ZIP' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    expect(await verdict(page, 'bad')).toContain('核验不通过');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('tells by itself that a text beside it was changed, and which event', async () => {
    const target = await extract(archive, 'altered');
    const data = join(target, 'page', 'data.js');
    const text = await readFile(data, 'utf8');
    await writeFile(data, text.replace('告知各方：请留意公示', '告知各方：不必留意公示'));
    const { page } = await open(target, 'en-GB');
    expect(await verdict(page, 'bad')).toContain('altered record/events.jsonl');
    expect(await page.locator('.check.bad', { hasText: 'Chain of events' }).innerText()).toMatch(/event \d+ altered/);
    await shoot(page, 'en-altered');
  });

  it('the applicant’s says that it is a part, and verifies', async () => {
    const { page, watch } = await open(await extract(applicant, 'applicant'), 'en-GB');
    expect(await verdict(page, 'good')).toContain('What this page shows is verified');
    expect(await page.locator('.check', { hasText: 'Chain of events' }).innerText()).toContain('a part of the record');
    await page.locator('#zip').setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: applicant });
    expect(await verdict(page, 'good')).toContain('every entry is as it was exported');
    await shoot(page, 'en-applicant-whole');
    expect(watch.breaches).toEqual([]);
  });

  it('without its data it says what to do', async () => {
    const target = join(folder.path, 'alone');
    await mkdir(target);
    const { index, script, style } = readPageFiles();
    await mkdir(join(target, 'page'));
    await writeFile(join(target, 'index.html'), index);
    await writeFile(join(target, 'page', 'reader.js'), script);
    await writeFile(join(target, 'page', 'reader.css'), style);
    const { page } = await open(target, 'zh-CN');
    expect(await page.locator('.verdict').innerText()).toContain('Extract the whole ZIP first');
  });
});
