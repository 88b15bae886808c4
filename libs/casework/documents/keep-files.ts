import { isId } from '../../contracts/ids';
import { ScanRepository, type Unscanned } from '../../persistence/documents/scan-repository';
import { UploadRepository } from '../../persistence/documents/upload-repository';
import { ScannerAway, type Clamd } from '../../platform/files/clamd';
import type { FileStore } from '../../platform/files/file-store';
import type { Office } from '../office';
import { tellScans } from './tell-scans';

const batch = 200;
const together = 4;
const firstPause = 5_000;
const longestPause = 10 * 60_000;
/** So often a content itself could not be scanned: then its uploader is told. It is still tried. */
const unreadableAfter = 5;
/** Files without a row that are younger may still get one: a commit does not take that long. */
const margin = 60 * 60_000;

export interface ScanRound {
  clean: number;
  infected: number;
  /** No result; tried again later. What is lost or unreadable is among them. */
  failed: number;
  /** What the first failure said. */
  why: string | null;
}

/**
 * Scans some contents that wait, outside every request, and tells uploaders what was found. What gives no result stays
 * quarantined and is tried again, ever more slowly.
 */
export async function scanContents(office: Office, files: FileStore, scanner: Clamd): Promise<ScanRound> {
  const round: ScanRound = { clean: 0, infected: 0, failed: 0, why: null };
  const waiting = await office.database.read((sql) => new ScanRepository(sql).next(office.machineNow(), together));
  for (const content of waiting) {
    const result = await resultOf(content, files, scanner);
    await office.database.transaction((sql) => write(new ScanRepository(sql), content, result, office.machineNow()));
    if (result.is !== 'failed') {
      round[result.is] += 1;
      continue;
    }
    round.failed += 1;
    round.why ??= result.why;
    // The others would wait for the same silence.
    if (result.away) break;
  }
  await tellScans(office);
  return round;
}

type Scanned =
  | { is: 'clean' }
  | { is: 'infected'; found: string }
  /** `away`: the scanner was, and nothing is said of the content. */
  | { is: 'failed'; away: boolean; why: string };

async function resultOf({ path }: Unscanned, files: FileStore, scanner: Clamd): Promise<Scanned> {
  try {
    const result = await scanner.scan(await files.read(path));
    return result.clean ? { is: 'clean' } : { is: 'infected', found: result.found };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { is: 'failed', away: error instanceof ScannerAway, why };
  }
}

function write(scans: ScanRepository, content: Unscanned, result: Scanned, machineNow: number): Promise<void> {
  if (result.is === 'clean') return scans.scanned(content, null, machineNow);
  if (result.is === 'infected') return scans.scanned(content, result.found, machineNow);
  const after = machineNow + Math.min(firstPause * 2 ** Math.min(content.tries, 20), longestPause);
  return result.away ? scans.tryAfter(content, after) : scans.refused(content, after, unreadableAfter);
}

export interface Swept {
  /** Uploads that were begun and left. */
  uploads: number;
  /** Files that no document uses: their process was killed before the row was written. */
  files: number;
}

/** Removes uploads older than `keepMs` and files that nothing names. Safe to repeat, and beside running uploads. */
export async function sweepFiles(office: Office, files: FileStore, keepMs: number): Promise<Swept> {
  const swept: Swept = { uploads: await sweepUploads(office, files, keepMs), files: 0 };
  for await (const { kept, incoming } of files.olderThan(office.machineNow() - margin)) {
    for (let at = 0; at < kept.length; at += batch) {
      const unknown = await office.database.read((sql) => new ScanRepository(sql).unknown(kept.slice(at, at + batch)));
      for (const path of unknown) await files.drop(path);
      swept.files += unknown.length;
    }
    for (const name of incoming) {
      if (await isUnderWay(office, name)) continue;
      await files.dropIncoming(name);
      swept.files += 1;
    }
  }
  return swept;
}

async function sweepUploads(office: Office, files: FileStore, keepMs: number): Promise<number> {
  let swept = 0;
  for (;;) {
    const old = await office.database.read((sql) =>
      new UploadRepository(sql).beganBefore(office.machineNow() - keepMs, batch),
    );
    for (const { id, finished } of old) {
      await files.dropIncoming(id);
      await office.database.transaction((sql) => new UploadRepository(sql).remove(id));
      if (!finished) swept += 1;
    }
    if (old.length < batch) return swept;
  }
}

/** Whether the record still waits for the bytes of that name. */
async function isUnderWay(office: Office, name: string): Promise<boolean> {
  if (!isId('upload', name)) return false;
  const found = await office.database.read((sql) => new UploadRepository(sql).find(name));
  return found !== undefined && found.answer === null && found.refusal === null;
}
