import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type * as z from 'zod';
import { Programme } from '../../contracts/programme';
import { type Reference, referenceFiles, Training } from '../../contracts/reference';
import { Standard } from '../../contracts/standard';
import { ConfigError, type ConfigProblem } from './config-error';
import { type ConfigFile, openConfig } from './config-file';
import { contentHash } from './content-hash';
import { crossProblems } from './cross-checks';
import { isNoTemplate, readTemplates, type TemplateContent } from './templates';

/** A value with the SHA-256 (hex) of its canonical JSON: what makes a published version immutable. */
export interface Hashed<T> {
  value: T;
  hash: string;
}

export interface AllConfig {
  programmes: Hashed<Programme>[];
  /** Files to fill in that programmes name. */
  templates: TemplateContent[];
  standards: Hashed<Standard>[];
  reference: Hashed<Reference>;
  training: Hashed<Training>;
}

/**
 * Reads `programmes`, `standards` and `reference` under the configuration folder and checks them against each other.
 * Throws one ConfigError with the problems of all files.
 */
export function readAllConfig(dir: string): AllConfig {
  const problems: ConfigProblem[] = [];
  const open = <S extends z.ZodType>(file: string, schema: S): ConfigFile<z.infer<S>> | undefined => {
    try {
      return openConfig(file, schema);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const openAll = <S extends z.ZodType>(folder: string, ends: RegExp, schema: S): ConfigFile<z.infer<S>>[] =>
    filesUnder(join(dir, folder)).flatMap((file) => {
      if (folder === 'programmes' && !isNoTemplate(file)) return [];
      if (!ends.test(file)) problems.push(unexpected(file));
      return ends.test(file) ? (open(file, schema) ?? []) : [];
    });

  const programmes = openAll('programmes', /\.ya?ml$/, Programme);
  const standards = openAll('standards', /\.json$/, Standard);
  const training = open(join(dir, 'reference', 'training.json'), Training);
  const reference = Object.fromEntries(
    Object.entries(referenceFiles).map(([name, { file, schema }]) => [
      name,
      open(join(dir, 'reference', file), schema),
    ]),
  ) as { [K in keyof Reference]: ConfigFile<Reference[K]> };
  const known = new Set(['training.json', ...Object.values(referenceFiles).map(({ file }) => file as string)]);
  const strangers = filesUnder(join(dir, 'reference')).filter(
    (file) => !known.has(relative(join(dir, 'reference'), file)),
  );
  problems.push(...strangers.map(unexpected));

  if (problems.length > 0 || training === undefined) throw new ConfigError(problems);
  const templates = readTemplates(filesUnder(join(dir, 'programmes')), programmes);
  const crossed = [...crossProblems({ programmes, standards, reference, training }), ...templates.problems];
  if (crossed.length > 0) throw new ConfigError(crossed);

  const values = Object.fromEntries(Object.entries(reference).map(([name, { value }]) => [name, value]));
  return {
    programmes: programmes.map(hashed),
    templates: templates.contents,
    standards: standards.map(hashed),
    reference: { value: values as Reference, hash: contentHash(values) },
    training: hashed(training),
  };
}

function hashed<T>({ value }: ConfigFile<T>): Hashed<T> {
  return { value, hash: contentHash(value) };
}

function unexpected(file: string): ConfigProblem {
  return { file, line: 1, column: 1, path: '', message: 'is not a file that is read here' };
}

/** Sorted, so that the order never depends on the file system. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (a.split(sep).join('/') < b.split(sep).join('/') ? -1 : 1));
}
