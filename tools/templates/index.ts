import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordDocument } from '../../libs/platform/papers/word-document';
import { templates } from './texts';

/** Writes the forms to fill in into a folder, and says the digest that a programme version pins each by. */
async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, paper] of Object.entries(templates)) {
    const content = await wordDocument(paper);
    writeFileSync(join(folder, name), content);
    process.stdout.write(`${name} ${createHash('sha256').update(content).digest('hex')}\n`);
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: npm run templates -- <folder>\n');
  process.exitCode = 2;
} else void main(folder);
