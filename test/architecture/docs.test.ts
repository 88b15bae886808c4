import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventTypes } from '../../libs/contracts/events';
import { roles } from '../../libs/contracts/posts';
import { interruptions, outcomes, results, stages } from '../../libs/contracts/procedure';
import { outcomeWords, resultWords, roleWords, stageWords, stepWords } from '../../libs/contracts/words/procedure';
import { stepRegistry } from '../../libs/domain/cases/registry';
import { migrations } from '../../libs/persistence/migrations';
import { environmentSchema } from '../../libs/platform/env';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const decisions = readdirSync(join(root, 'docs', 'decisions')).map((name) => `docs/decisions/${name}`);
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...decisions,
];

/** Prose without code: an arrow or a bracket in a code block is no link. */
const prose = (text: string): string => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

interface Link {
  page: string;
  target: string;
}
const linksOf = (page: string): Link[] =>
  [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ page, target }));
const ownLinks = pages.flatMap(linksOf).filter(({ target }) => !/^(https?:|mailto:)/.test(target));

it('has links to check', () => {
  expect(ownLinks.length).toBeGreaterThan(20);
});

it.each(ownLinks)('$page: $target leads somewhere', ({ page, target }) => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  expect(existsSync(join(root, file))).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(read(file))).toContain(anchor);
});

describe('decisions', () => {
  it('are numbered without a gap, each with its title', () => {
    const numbers = decisions.map((path) => Number(/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]));
    expect(numbers).toEqual(decisions.map((_, index) => index + 1));
    for (const [index, path] of decisions.entries())
      expect(read(path)).toMatch(new RegExp(`^# ${String(index + 1)}\\. `));
  });

  it.each(decisions)('%s says context, decision and consequences in at most 40 lines', (path) => {
    const text = read(path);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'Context',
      'Decision',
      'Consequences',
    ]);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });
});

describe('the glossary', () => {
  /** Cells of every row, by the code words in it. */
  const rows = read('docs/GLOSSARY.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const has = (...cells: string[]): boolean => rows.some((row) => cells.every((cell) => row.includes(cell)));

  it.each([
    ...stages.map((id) => ({ id, words: stageWords[id] })),
    ...outcomes.map((id) => ({ id, words: outcomeWords[id] })),
    ...results.map((id) => ({ id, words: resultWords[id] })),
    ...roles.map((id) => ({ id, words: roleWords[id] })),
    ...Object.entries(eventTypes).map(([id, { words }]) => ({ id, words })),
  ])('has $id with its words', ({ id, words }) => {
    expect(has(`\`${id}\``, words.zh, words.en)).toBe(true);
  });

  it.each(stepRegistry)('has $stage/$step with its outcomes', ({ stage, step, outcomes: offered }) => {
    const { zh, en } = stepWords[step];
    const row = rows.find((cells) => cells[1] === `\`${stage}\`` && cells[2] === `\`${step}\``);
    expect(row?.slice(3, 5)).toEqual([zh, en]);
    const named = [...(row?.[6] ?? '').matchAll(/`([^`]+)`/g)].map(([, id]) => id);
    expect(named).toEqual(Object.keys(offered));
  });

  it.each(interruptions)('has the interruption %s', (id) => {
    expect(rows.some((row) => row[1] === `\`${id}\``)).toBe(true);
  });
});

it('the operations page names every variable of the environment', () => {
  const page = read('docs/OPERATIONS.md');
  expect(Object.keys(environmentSchema.shape).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('the architecture page names every table', () => {
  const files = readdirSync(join(root, 'libs/persistence/migrations')).filter((name) => /^\d/.test(name));
  expect(files).toHaveLength(migrations.length);
  const tables = files.flatMap((name) =>
    [...read(`libs/persistence/migrations/${name}`).matchAll(/createTable\(\s*runner,\s*'(\w+)'/g)].map(
      ([, table]) => table,
    ),
  );
  expect(tables.length).toBeGreaterThan(30);
  const page = read('docs/ARCHITECTURE.md');
  expect(tables.filter((table) => !page.includes(`\`${String(table)}\``))).toEqual([]);
});

it('the architecture page names every folder', () => {
  const page = read('docs/ARCHITECTURE.md');
  const folders = ['apps', 'libs'].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`),
  );
  const missing = [...folders, 'workflows', 'activities', 'config', 'tools', 'test'].filter(
    (folder) => !page.includes(`[${folder}](../${folder}`),
  );
  expect(missing).toEqual([]);
});

it('nothing names a place that is not of this repository', () => {
  const found = pages.filter((page) => /(^|[\s(`'"])\/(work|root|home|tmp)\//m.test(read(page)));
  expect(found).toEqual([]);
});
