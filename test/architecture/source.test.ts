import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as ts from 'typescript';

const root = join(__dirname, '..', '..');
const skipped = new Set(['node_modules', 'dist', '.data', 'temporal-cli']);

function* sources(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* sources(path);
    else if (entry.isFile() && /\.(ts|tsx|mts|mjs|js|cjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      yield path;
  }
}

function* folders(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isDirectory() || skipped.has(entry.name) || entry.name === '.git') continue;
    yield join(directory, entry.name);
    yield* folders(join(directory, entry.name));
  }
}

const paths = ['apps', 'libs', 'workflows', 'activities', 'tools', 'test'].flatMap((folder) => [
  ...sources(join(root, folder)),
]);
const name = (path: string): string => relative(root, path);
const parsed = paths.map((path) => {
  const text = readFileSync(path, 'utf8');
  return { path, text, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
});
const isTest = (path: string): boolean => /\.(test|spec|long)\.tsx?$/.test(path) || /\/test\//.test(path);

/** Functions longer than allowed. What groups tests (`describe`) is no function of the product. */
function longFunctions(source: ts.SourceFile, most: number): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      if (last - first + 1 > most)
        found.push(`${name(source.fileName)}:${String(first + 1)} (${String(last - first + 1)} lines)`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('how the source is cut', () => {
  it('there is something to look at', () => {
    expect(parsed.length).toBeGreaterThan(200);
  });

  it('no file is longer than 400 lines', () => {
    const long = parsed.filter(({ text }) => text.trimEnd().split('\n').length > 400).map(({ path }) => name(path));
    expect(long).toEqual([]);
  });

  it('no function is longer than 80 lines', () => {
    // A migration is a list of tables, column by column: there is nothing in it to cut.
    const looked = parsed.filter(({ path }) => !isTest(path) && !path.includes('/persistence/migrations/'));
    expect(looked.flatMap(({ source }) => longFunctions(source, 80))).toEqual([]);
  });

  it('no folder has a name that says nothing', () => {
    const named = [...folders(root)].filter((path) =>
      /^(common|shared|utils?|helpers?|misc|lib)$/i.test(path.split('/').at(-1) ?? ''),
    );
    expect(named.map(name)).toEqual([]);
  });

  it('nothing is of type any', () => {
    const found: string[] = [];
    for (const { source } of parsed) {
      const visit = (node: ts.Node): void => {
        if (node.kind === ts.SyntaxKind.AnyKeyword)
          found.push(
            `${name(source.fileName)}:${String(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1)}`,
          );
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    expect(found).toEqual([]);
  });

  it('no test is switched off or alone', () => {
    const off = parsed
      .filter(({ path }) => isTest(path))
      .filter(({ text }) => /\b(it|test|describe)\.(skip|only|todo)\b|\b(xit|xdescribe|fit|fdescribe)\(/.test(text));
    expect(off.map(({ path }) => name(path)).filter((path) => path !== 'test/architecture/source.test.ts')).toEqual([]);
  });
});
