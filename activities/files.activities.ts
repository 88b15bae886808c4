import { scanContents, sweepFiles, type ScanRound, type Swept } from '../libs/casework/documents/keep-files';
import type { Office } from '../libs/casework/office';

export type { ScanRound, Swept } from '../libs/casework/documents/keep-files';

/** What has to be done about files outside every request, for a worker that knows no casework. */
export interface FileKeeping {
  /** Scans some contents that wait; null where no scanner is configured. */
  scan(): Promise<ScanRound | null>;
  /** Removes what was left behind. */
  sweep(): Promise<Swept>;
}

export interface FileKeepingSettings {
  files: Parameters<typeof scanContents>[1];
  /** Null where none is configured. */
  scanner: Parameters<typeof scanContents>[2] | null;
  uploadKeepDays: number;
}

export function makeFileKeeping(office: Office, { files, scanner, uploadKeepDays }: FileKeepingSettings): FileKeeping {
  return {
    scan: () => (scanner ? scanContents(office, files, scanner) : Promise.resolve(null)),
    sweep: () => sweepFiles(office, files, uploadKeepDays * 24 * 3_600_000),
  };
}
