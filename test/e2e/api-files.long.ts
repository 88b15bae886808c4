import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openApi, tusHeaders, type Client, type TestApi } from '../support/api';
import { newCase } from '../support/record';

const megabyte = 1024 * 1024;
const size = 200 * megabyte;
/** The server and its client are one process here: what both hold of the stream must stay far below the file. */
const allowed = 80 * megabyte;

/** A file that begins as a PDF, made while it is read. */
function* generated(): Generator<Buffer> {
  const block = Buffer.alloc(64 * 1024, '0123456789abcdef');
  const head = Buffer.from('%PDF-1.7\n');
  const end = Buffer.from('\n%%EOF\n');
  yield head;
  for (let left = size - head.length - end.length; left > 0; left -= block.length)
    yield block.subarray(0, Math.min(left, block.length));
  yield end;
}

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

describe('a file of 200 MB', () => {
  let api: TestApi;
  let preparer: Client;
  let caseId: string;
  let documentId: string;
  let sha256: string;

  beforeAll(async () => {
    api = await openApi('apibig', { uploadLimit: 256 * megabyte });
    preparer = await api.as('h41a.preparer');
    caseId = (await newCase(api.office)).caseId;
    const hash = createHash('sha256');
    for (const chunk of generated()) hash.update(chunk);
    sha256 = hash.digest('hex');
    // Once, small, so that what is loaded at first use is not counted.
    await preparer.upload(caseId, Buffer.from('%PDF-1.4\n%%EOF\n'), 'small.pdf');
  });
  afterAll(() => api.close());

  const open = (method: string, path: string, headers: Record<string, string> = {}) =>
    request(`${api.url}/api/v1${path}`, {
      method,
      headers: { cookie: preparer.cookie ?? '', 'x-csrf-token': preparer.csrf ?? '', ...headers },
    });

  it('is taken in while memory stays flat', async () => {
    let status: number | undefined;
    const growth = await growthDuring(async () => {
      const sending = open('POST', '/uploads', {
        'idempotency-key': 'a-big-upload',
        'content-type': 'application/offset+octet-stream',
        ...tusHeaders(size, { caseId, title: 'a', filename: 'big.pdf' }),
      });
      const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
      await pipeline(Readable.from(generated()), sending);
      const [answer] = await answered;
      status = answer.statusCode;
      const view = JSON.parse(Buffer.concat(await answer.toArray()).toString()) as {
        id: string;
        sha256: string;
        size: number;
      };
      documentId = view.id;
      expect(view).toMatchObject({ sha256, size });
    });
    expect(status).toBe(201);
    expect(growth).toBeLessThan(allowed);
  });

  it('is given out while memory stays flat', async () => {
    const hash = createHash('sha256');
    const growth = await growthDuring(async () => {
      const asking = open('GET', `/cases/${caseId}/documents/${documentId}/content`);
      asking.end();
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      expect(answer.headers['content-length']).toBe(String(size));
      for await (const chunk of answer) hash.update(chunk as Buffer);
    });
    expect(hash.digest('hex')).toBe(sha256);
    expect(growth).toBeLessThan(allowed);
  });
});
