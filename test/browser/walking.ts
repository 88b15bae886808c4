import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import type { Stage, Step } from '../../libs/contracts/procedure';
import type { Cast, Parties } from '../../tools/scenario/cast';
import { Player } from '../../tools/scenario/player';
import { actsUntil } from '../../tools/scenario/respiratory-acts';
import type { Visitor } from './visitor';

/** The legal date that these walks begin on. */
export const today = '2026-01-05';

/** A case played over HTTP until after that step, on that legal date. Returns its number. */
export async function play(
  cast: Cast,
  who: Parties,
  [stage, step]: [Stage, Step],
  call: string | undefined,
): Promise<string> {
  const player = new Player(cast, who, { dateOf: () => today, patienceMs: 60_000 });
  const { caseNumber } = await player.open(call);
  for (const act of actsUntil(stage, step)) await player.act(act);
  return caseNumber;
}

/** The end of a walk: nothing serious was found on any screen, and the content policy held. */
export function expectClean(visitor: Visitor): void {
  expect(visitor.findings).toEqual([]);
  expect(visitor.watch.breaches).toEqual([]);
}

/** What was downloaded, byte by byte. */
export const text = async (download: Download): Promise<string> =>
  readFileSync(await download.path()).toString('latin1');

/** An entry of the navigation. */
export const nav = (visitor: Visitor, name: string) =>
  visitor.page.locator('.ways').getByRole('link', { name, exact: true });

/** Chooses in a list that is not searched by typing. */
export async function choose({ page }: Visitor, id: string, label: string): Promise<void> {
  await page.locator(`#${id}`).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: label }).first().click();
}

export async function openCase(visitor: Visitor, caseNumber: string): Promise<void> {
  await visitor.go(`/cases?number=${caseNumber}`);
  await visitor.page.locator('td').getByRole('link', { name: caseNumber }).click();
  await visitor.page.locator('.identity').waitFor();
}

/** The form of a grant for the first working week, shown empty with its mistakes on the way. */
export async function fillGrant(visitor: Visitor, deputy: string, reason: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.link(words.deputies.name).click();
  await visitor.button(words.deputies.name).click();
  await page.locator('#error-summary').waitFor();
  await visitor.look('name a deputy with mistakes');
  await visitor.pick('deputyId', deputy);
  for (const [field, date] of [
    ['validFrom', '2026-01-05'],
    ['validTo', '2026-01-09'],
  ] as const) {
    await page.locator(`#field-${field}`).fill(date);
    await page.locator(`#field-${field}`).press('Enter');
  }
  await page.locator('#field-reason').fill(reason);
}
