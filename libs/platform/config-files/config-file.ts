import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { ConfigError, type ConfigProblem } from './config-error';

type Path = readonly PropertyKey[];

/** A file that was read and fits its schema; `problem` words a further finding with its place in the file. */
export interface ConfigFile<T> {
  file: string;
  value: T;
  problem: (path: Path, message: string) => ConfigProblem;
}

/** Reads a YAML or JSON file. Throws one ConfigError with every problem and its place. */
export function readConfig<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  return openConfig(file, schema).value;
}

/** As `readConfig`, and keeps the places of the values for checks across files. */
export function openConfig<S extends z.ZodType>(file: string, schema: S): ConfigFile<z.infer<S>> {
  const text = readText(file);
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
    merge: false,
  });
  const at = (offset: number, path: Path, message: string): ConfigProblem => {
    const { line, col } = counter.linePos(offset);
    return { file, line, column: col, path: printed(path), message };
  };
  const broken = [...document.errors, ...document.warnings].map((e) => at(e.pos[0], [], e.message));
  if (broken.length === 0 && file.endsWith('.json')) broken.push(...notJson(text, at));
  // What is hashed is what is read: a value is written where it is used.
  visit(document, {
    Alias: (_, node) => void broken.push(at(node.range?.[0] ?? 0, [], `an alias (*${node.source}) is not allowed`)),
  });
  if (broken.length > 0) throw new ConfigError(broken);

  const problem = (path: Path, message: string): ConfigProblem => at(offsetOf(document, path), path, message);
  const result = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!result.success) {
    throw new ConfigError(result.error.issues.flatMap((issue) => problemsOf(issue, document, at)));
  }
  return { file, value: result.data, problem };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    throw new ConfigError([{ file, line: 1, column: 1, path: '', message: `cannot be read (${code})` }]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([{ file, line: 1, column: 1, path: '', message: 'is not UTF-8' }]);
  }
}

/** YAML takes more than JSON does; a `.json` file must also be JSON for every other reader. */
function notJson(text: string, at: (offset: number, path: Path, message: string) => ConfigProblem): ConfigProblem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message);
    return [at(position ? Number(position[1]) : 0, [], `is not JSON: ${message}`)];
  }
}

type Issue = z.core.$ZodIssue;

function problemsOf(
  issue: Issue,
  document: Document.Parsed,
  at: (offset: number, path: Path, message: string) => ConfigProblem,
): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return at(keyOffset(document, path) ?? offsetOf(document, path), path, 'unknown key');
    });
  }
  return [at(offsetOf(document, issue.path), issue.path, issue.message)];
}

/** Where a value begins; for a missing one, the nearest value around it. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}

function keyOffset(document: Document.Parsed, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(path.at(-1)));
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

function printed(path: Path): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
