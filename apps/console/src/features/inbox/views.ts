import type { Row } from '../../api/types';

export const views = ['todo', 'due-soon', 'overdue', 'claimed', 'unclaimed', 'reply'] as const;
export type View = (typeof views)[number];

const belongs: Record<View, (row: Row) => boolean> = {
  todo: () => true,
  'due-soon': (row) => row.limit?.light === 'due-soon',
  overdue: (row) => row.limit?.light === 'overdue',
  claimed: (row) => row.mine,
  unclaimed: (row) => row.holder === null,
  reply: (row) => row.forReply || (row.mine && row.waitsForReplyOf !== null),
};

export const isView = (text: unknown): text is View => (views as readonly unknown[]).includes(text);
export const rowsOf = (rows: readonly Row[], view: View): Row[] => rows.filter(belongs[view]);

/** Counts of every view over the same rows that the list shows. */
export function countsOf(rows: readonly Row[]): Record<View, number> {
  const counts = Object.fromEntries(views.map((view) => [view, 0])) as Record<View, number>;
  for (const row of rows) for (const view of views) if (belongs[view](row)) counts[view] += 1;
  return counts;
}

/** The task to open after `id` was decided: the one below it, else the one above, else none. */
export function neighbourOf(rows: readonly Row[], id: string): Row | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return at === -1 ? rows[0] : (rows[at + 1] ?? rows[at - 1]);
}
