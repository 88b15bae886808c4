import type { OverdueRow } from '../../api/types';

/** What became of a case in a bulk act. */
export interface Urged {
  caseId: string;
  caseNumber: string;
  /** Why it failed; null where it was done. */
  reason: string | null;
}

/** One row a case: several limits of a case are urged together. */
export function casesOf(rows: readonly OverdueRow[], chosen: ReadonlySet<string>): OverdueRow[] {
  const found = new Map<string, OverdueRow>();
  for (const row of rows) if (chosen.has(row.id) && !found.has(row.caseId)) found.set(row.caseId, row);
  return [...found.values()];
}

/** Urges case by case; one that fails does not stop the others. `progress` is told after each. */
export async function urgeAll(
  rows: readonly Pick<OverdueRow, 'caseId' | 'caseNumber'>[],
  urge: (caseId: string) => Promise<unknown>,
  reasonOf: (error: unknown) => string,
  progress: (done: number) => void,
): Promise<Urged[]> {
  const results: Urged[] = [];
  for (const { caseId, caseNumber } of rows) {
    const reason = await urge(caseId).then(() => null, reasonOf);
    results.push({ caseId, caseNumber, reason });
    progress(results.length);
  }
  return results;
}
