import { scanContents, sweepFiles, type ScanRound, type Swept } from '../libs/casework/documents/keep-files';
import type { Office } from '../libs/casework/office';
import { Clamd } from '../libs/platform/files/clamd';
import { FileStore } from '../libs/platform/files/file-store';

export type { ScanRound, Swept } from '../libs/casework/documents/keep-files';

/** What has to be done about files outside every request, for a worker that knows no casework. */
export interface FileKeeping {
  /** Scans some contents that wait; null where no scanner is configured. */
  scan(): Promise<ScanRound | null>;
  /** Removes what was left behind. */
  sweep(): Promise<Swept>;
}

export interface FileKeepingSettings {
  filesDir: string;
  uploadKeepDays: number;
  clamdAddress: string | null;
}

export function makeFileKeeping(office: Office, settings: FileKeepingSettings): FileKeeping {
  const files = new FileStore(settings.filesDir);
  const scanner = settings.clamdAddress === null ? null : new Clamd(settings.clamdAddress);
  return {
    scan: () => (scanner ? scanContents(office, files, scanner) : Promise.resolve(null)),
    sweep: () => sweepFiles(office, files, settings.uploadKeepDays * 24 * 3_600_000),
  };
}
