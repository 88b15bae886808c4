import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The static page that a file of a decision is read with, as it was built. */
export interface PageFiles {
  index: Buffer;
  script: Buffer;
  style: Buffer;
}

/** The folder of the built page, seen from `dist/` as well as from the sources, whose own page is not built. */
function pageFolder(): string {
  const beside = join(__dirname, '..', '..', '..', 'apps', 'case-file');
  return existsSync(join(beside, 'reader.js')) ? beside : join(process.cwd(), 'dist', 'apps', 'case-file');
}

/** Reads the page. Throws where it was not built. */
export function readPageFiles(folder = pageFolder()): PageFiles {
  if (!existsSync(join(folder, 'reader.js')))
    throw new Error(`${folder}: the page of the file of a decision is not built; run npm run compile`);
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  return { index: read('index.html'), script: read('reader.js'), style: read('reader.css') };
}
