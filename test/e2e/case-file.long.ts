import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDocument } from '../../libs/casework/documents/add-document';
import type { Office } from '../../libs/casework/office';
import { verifyCaseFile } from '../../libs/domain/audit/verify-case-file';
import { FileStore } from '../../libs/platform/files/file-store';
import { FileSource, nodeDigests } from '../../libs/platform/zip/file-source';
import { openFolder, packed } from '../support/case-file';
import { key, type CasePlayer } from '../support/case-player';
import { openTestOffice } from '../support/database';
import { newCase } from '../support/record';

const megabyte = 1024 * 1024;
const documents = 6;
const size = 50 * megabyte;
/** Of 300 MB at most this is held at a time, by whoever makes the file and by whoever verifies it. */
const allowed = 60 * megabyte;

/** Highest resident memory above where it began, while the work goes on. */
async function growthDuring(work: () => Promise<unknown>): Promise<number> {
  const begin = process.memoryUsage.rss();
  let peak = begin;
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  await work().finally(() => {
    clearInterval(look);
  });
  return peak - begin;
}

describe('the file of a case with 300 MB of documents', () => {
  let office: Office;
  let player: CasePlayer;
  let folder: Awaited<ReturnType<typeof openFolder>>;

  beforeAll(async () => {
    ({ office } = await openTestOffice('bigcasefile'));
    folder = await openFolder();
    player = await newCase(office);
    const preparer = await player.actor('h41a.preparer');
    for (let number = 0; number < documents; number += 1) {
      const content = Buffer.alloc(size, randomBytes(64 * 1024));
      const sha256 = createHash('sha256').update(content).digest();
      const path = `yy/${String(number)}`;
      await mkdir(dirname(join(folder.path, path)), { recursive: true });
      await writeFile(join(folder.path, path), content);
      const file = { sha256, size, path, mediaType: 'application/pdf' };
      const input = { caseId: player.caseId, title: `大附件${String(number)}`, fileName: 'a.pdf', file };
      await addDocument(preparer, { ...input, key: key().value }, office);
    }
    await player.fillStore(folder.path);
    // Once to nowhere, so that what is loaded at first use is not counted.
    (await packed(player, folder.path)).resume().destroy();
  }, 120_000);
  afterAll(async () => {
    await office.close();
    await folder.drop();
  });

  it('is made and verified while memory stays flat', async () => {
    const target = join(folder.path, 'big.zip');
    const making = await growthDuring(async () =>
      pipeline(await packed(player, folder.path), createWriteStream(target)),
    );
    expect(making).toBeLessThan(allowed);
    const source = new FileSource(target);
    expect(source.size).toBeGreaterThan(documents * size);
    let intact = false;
    const verifying = await growthDuring(async () => {
      intact = (await verifyCaseFile(source, nodeDigests, { keys: null })).intact;
    });
    source.close();
    expect(intact).toBe(true);
    expect(verifying).toBeLessThan(allowed);
    process.stdout.write(
      `300 MB: made with ${(making / megabyte).toFixed(0)} MB more, verified with ${(verifying / megabyte).toFixed(0)} MB more\n`,
    );
  }, 120_000);

  it('a reader who goes away in the middle leaves no file open behind', async () => {
    const opened: Readable[] = [];
    const files = new FileStore(folder.path);
    const read = files.read.bind(files);
    files.read = async (path, range) => {
      const stream = await read(path, range);
      opened.push(stream);
      return stream;
    };
    let got = 0;
    for await (const chunk of await packed(player, folder.path, { files })) {
      got += (chunk as Buffer).length;
      if (got > 70 * megabyte) break;
    }
    // The small one that every case has, the first big one, and the one that was under way.
    expect(opened).toHaveLength(3);
    for (const stream of opened) if (!stream.closed) await once(stream, 'close');
    expect(opened.every((stream) => stream.destroyed)).toBe(true);
  });
});
