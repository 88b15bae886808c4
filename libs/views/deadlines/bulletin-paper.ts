import { bulletinWords, type BulletinLanguage } from '../../contracts/words/bulletin';
import { roleWords } from '../../contracts/words/procedure';
import type { OverdueThen } from '../../domain/deadlines/overdue-as-of';
import type { Paper, PaperBlock } from '../../platform/papers/word-document';
import type { BulletinRow } from './bulletin-rows';
import type { Bulletin } from './bulletin';

type Item = OverdueThen<BulletinRow> & { more?: number };

/** The bulletin in words: a proof, in the order in which it is read out. */
export function bulletinPaper(bulletin: Bulletin, language: BulletinLanguage): Paper {
  const words = bulletinWords[language];
  const { week, oversight, overdue, changes } = bulletin;
  const of = (kind: BulletinRow['kind']) => overdue.filter((one) => one.row.kind === kind);
  const section = (title: string, items: readonly Item[], columns: readonly Column[]): PaperBlock[] => [
    { kind: 'heading', text: title },
    items.length === 0 ? { kind: 'text', text: words.none } : tableOf(bulletin, items, columns, language),
  ];
  const plain: readonly Column[] = ['number', 'hospital', 'limit', 'due', 'days'];
  const full: readonly Column[] = oversight.inside ? [...plain, 'responsible', 'rung'] : plain;
  return {
    title: words.title,
    subtitle: words.subtitle(week.name, week.monday, week.sunday, words.bodies[oversight.body]),
    mark: words.proof,
    language: language === 'zh' ? 'zh-CN' : 'en',
    blocks: [
      { kind: 'text', text: words.asOf(momentOf(bulletin.asOf)) },
      ...(bulletin.unfinished ? [{ kind: 'text', text: words.unfinished } as const] : []),
      {
        kind: 'text',
        text: words.summary(overdue.length, changes.fresh.length, changes.resolved.length, changes.still.length),
      },
      ...section(words.commitment, of('commitment'), full),
      ...(oversight.inside ? section(words.internal, of('internal'), full) : []),
      { kind: 'heading', text: words.totals },
      totalsOf(overdue, language),
      { kind: 'heading', text: words.changes },
      ...section(words.fresh, changes.fresh, plain),
      ...section(words.resolved, changes.resolved, plain),
      ...section(words.still, changes.still, [...plain, 'more']),
      { kind: 'text', text: words.basis },
      { kind: 'text', text: words.proof },
    ],
  };
}

/** Name of the file, as people keep it. */
export const bulletinFileName = ({ week, oversight }: Bulletin, language: BulletinLanguage): string => {
  const words = bulletinWords[language];
  return `${words.title} ${week.name} ${words.bodies[oversight.body]}.docx`;
};

type Column = 'number' | 'hospital' | 'limit' | 'due' | 'days' | 'responsible' | 'rung' | 'more';
const widths: Record<Column, number> = {
  number: 16,
  hospital: 22,
  limit: 18,
  due: 11,
  days: 9,
  responsible: 12,
  rung: 14,
  more: 9,
};

function tableOf(
  bulletin: Bulletin,
  items: readonly Item[],
  columns: readonly Column[],
  language: BulletinLanguage,
): PaperBlock {
  const words = bulletinWords[language];
  const cells: Record<Column, (item: Item) => string> = {
    number: ({ row }) => row.number,
    hospital: ({ row }) => row.hospital[language],
    limit: ({ row }) => row.title[language],
    due: (item) => item.dueOn,
    days: (item) => String(item.days),
    responsible: ({ row }) => {
      const roles = bulletin.responsible.get(row) ?? [];
      return roles.length > 0 ? roles.map((role) => roleWords[role][language]).join(' / ') : words.bodies[row.body];
    },
    rung: ({ row }) => rungWords(bulletin.rungs.get(row), language),
    more: (item) => `+${String(item.more ?? 0)}`,
  };
  return {
    kind: 'table',
    head: columns.map((column) => words[column]),
    widths: columns.map((column) => widths[column]),
    rows: items.map((item) => columns.map((column) => cells[column](item))),
  };
}

function rungWords(offset: number | undefined, language: BulletinLanguage): string {
  if (offset === undefined) return '—';
  const { rungAfter, rungBefore } = bulletinWords[language];
  return offset > 0 ? rungAfter(offset) : rungBefore(-offset);
}

function totalsOf(items: readonly Item[], language: BulletinLanguage): PaperBlock {
  const words = bulletinWords[language];
  const count = (of: readonly Item[], kind: BulletinRow['kind']) => of.filter((one) => one.row.kind === kind).length;
  const codes = [...new Set(items.map((one) => one.row.province))].sort();
  const line = (name: string, of: readonly Item[]) => [
    name,
    String(count(of, 'commitment')),
    String(count(of, 'internal')),
    String(of.length),
  ];
  const rows = codes.map((code) => {
    const of = items.filter((one) => one.row.province === code);
    return line(of[0]?.row.provinceName[language] ?? code, of);
  });
  return {
    kind: 'table',
    head: [words.province, words.ofCommitment, words.ofInternal, words.count],
    widths: [40, 20, 20, 20],
    rows: [...rows, line(words.count, items)],
  };
}

/** Minute of the legal zone; an end of a day is said as 24:00 of it. */
function momentOf(instant: number): string {
  const at = new Date(instant + 8 * 3_600_000).toISOString();
  return at.endsWith('T23:59:59.999Z') ? `${at.slice(0, 10)} 24:00` : `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}
