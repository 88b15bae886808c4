import { isId } from '../../contracts/ids';
import { ScanRepository } from '../../persistence/documents/scan-repository';
import { UploadRepository } from '../../persistence/documents/upload-repository';
import { ScannerAway, type Clamd } from '../../platform/files/clamd';
import type { FileStore } from '../../platform/files/file-store';
import type { Office } from '../office';

const batch = 200;
const together = 4;
const firstPause = 5_000;
const longestPause = 10 * 60_000;
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

/** Scans some contents that wait, outside every request. What gives no result stays quarantined and is tried again, ever more slowly. */
export async function scanContents(office: Office, files: FileStore, scanner: Clamd): Promise<ScanRound> {
  const round: ScanRound = { clean: 0, infected: 0, failed: 0, why: null };
  const waiting = await office.database.read((sql) => new ScanRepository(sql).next(office.machineNow(), together));
  for (const { sha256, path, tries } of waiting) {
    try {
      const result = await scanner.scan(await files.read(path));
      round[result.clean ? 'clean' : 'infected'] += 1;
      await office.database.transaction((sql) =>
        new ScanRepository(sql).scanned(sha256, result.clean ? null : result.found, office.machineNow()),
      );
    } catch (error) {
      round.failed += 1;
      round.why ??= error instanceof Error ? error.message : String(error);
      const after = office.machineNow() + Math.min(firstPause * 2 ** Math.min(tries, 20), longestPause);
      await office.database.transaction((sql) => new ScanRepository(sql).tryAfter(sha256, after));
      // The others would wait for the same silence.
      if (error instanceof ScannerAway) break;
    }
  }
  return round;
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
