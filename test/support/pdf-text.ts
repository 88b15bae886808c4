import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The text of every page. */
export const textOfPdf = (pdf: Buffer): string[] =>
  JSON.parse(
    execFileSync(process.execPath, [join(__dirname, 'pdf-pages.mjs')], {
      input: pdf,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  ) as string[];
