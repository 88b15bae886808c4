import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { templateFilesOf, type Programme } from '../../contracts/programme';
import type { TemplateFile } from '../../contracts/template';
import type { ConfigProblem } from './config-error';
import type { ConfigFile } from './config-file';

/** A file to fill in, under the SHA-256 (hex) that a programme pins it by. */
export interface TemplateContent {
  sha256: string;
  content: Buffer;
}

const folder = 'templates';
/** They are kept in the database and read as a whole. */
const mostBytes = 2 * 1024 * 1024;

/** Files to fill in lie in `programmes/<code>/templates`. */
export const isNoTemplate = (file: string): boolean => basename(dirname(file)) !== folder;

/** The files that programmes name, each checked against the digest it is pinned by; a file nobody names is a problem. */
export function readTemplates(
  files: readonly string[],
  programmes: readonly ConfigFile<Programme>[],
): { contents: TemplateContent[]; problems: ConfigProblem[] } {
  const there = new Map(files.filter((file) => !isNoTemplate(file)).map((file) => [file, readFileSync(file)] as const));
  const digests = new Map(
    [...there].map(([file, content]) => [file, createHash('sha256').update(content).digest('hex')]),
  );
  const problems: ConfigProblem[] = [];
  const named = new Set<string>();
  for (const { file: programme, value, problem } of programmes)
    for (const { file, sha256 } of eachOnce(templateFilesOf(value))) {
      const path = join(dirname(programme), folder, file);
      named.add(path);
      const digest = digests.get(path);
      if (digest === undefined) problems.push(problem([], `no template ${file}`));
      else if (digest !== sha256) problems.push(problem([], `template ${file} has the SHA-256 ${digest}`));
    }
  for (const [file, content] of there) {
    const wrong = !named.has(file) ? 'is a template that no programme names' : tooLarge(content);
    if (wrong) problems.push({ file, line: 1, column: 1, path: '', message: wrong });
  }
  const contents = [...there].map(([file, content]) => ({ sha256: digests.get(file) ?? '', content }));
  return { contents, problems };
}

/** A file named for several items is one. */
const eachOnce = (files: readonly TemplateFile[]): TemplateFile[] => [
  ...new Map(files.map((one) => [`${one.file} ${one.sha256}`, one])).values(),
];

const tooLarge = (content: Buffer): string | null =>
  content.length > mostBytes ? `is larger than ${String(mostBytes)} bytes` : null;
