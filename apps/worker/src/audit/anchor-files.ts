import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AnchorRepository } from '../../../../libs/persistence/events/anchor-repository';
import { anchorFromText, anchorToText } from '../../../../libs/persistence/events/anchor-text';
import type { AnchorWithHeads } from '../../../../libs/persistence/events/anchor';
import type { ReadFile } from '../../../../libs/persistence/events/verify-anchors';
import type { Sql } from '../../../../libs/persistence/sql';

const nameOf = (seq: number): string => `anchor-${String(seq).padStart(8, '0')}.json`;
const named = /^anchor-(\d{8,})\.json$/;

/** Whole or not at all: a half-written anchor would look like a forged one. */
export function writeAnchorFile(file: string, anchor: AnchorWithHeads): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, anchorToText(anchor));
  renameSync(`${file}.new`, file);
}

/** Exports every anchor that is newer than the newest file. Gives how many were written. */
export async function exportAnchors(sql: Sql, directory: string): Promise<number> {
  const there = numbersIn(directory);
  const anchors = new AnchorRepository(sql);
  let written = 0;
  for (let from = (there.at(-1) ?? 0) + 1; ; from += 24) {
    const found = await anchors.between(from, from + 23);
    const heads = await anchors.heads(from, from + 23);
    for (const anchor of found) {
      const content = heads.get(anchor.seq) ?? [];
      writeAnchorFile(join(directory, nameOf(anchor.seq)), { ...anchor, heads: 'changed', content });
      written += 1;
    }
    if (found.length < 24) return written;
  }
}

/** Exported anchors by number, of a folder or of one file. Throws where nothing is there or a file is none. */
export function anchorFiles(path: string): Map<number, ReadFile> {
  if (!existsSync(path)) throw new Error(`${path}: there is nothing`);
  if (!statSync(path).isDirectory()) {
    const anchor = readAnchor(path);
    return new Map([[anchor.seq, () => anchor]]);
  }
  const numbers = numbersIn(path);
  if (numbers.length === 0) throw new Error(`${path}: there are no anchors in it`);
  return new Map(numbers.map((seq) => [seq, () => readAnchor(join(path, nameOf(seq)), seq)]));
}

function readAnchor(file: string, seq?: number): AnchorWithHeads {
  const anchor = (() => {
    try {
      return anchorFromText(readFileSync(file, 'utf8'));
    } catch {
      throw new Error(`${file}: this is no exported anchor`);
    }
  })();
  if (seq !== undefined && anchor.seq !== seq) throw new Error(`${file}: it holds anchor ${String(anchor.seq)}`);
  return anchor;
}

function numbersIn(directory: string): number[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .flatMap((name) => Number(named.exec(name)?.[1] ?? Number.NaN))
    .filter((seq) => Number.isInteger(seq))
    .sort((one, other) => one - other);
}
