import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf } from '../../../../test/support/archives';
import { inspectArchive } from './archive';

describe('an archive of many entries', () => {
  const directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'many-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const look = async (count: number): Promise<string[]> => {
    const names = Array.from({ length: count }, (_, at) => [`${String(at)}.txt`, Buffer.from('x')]);
    const bytes = await zipOf(Object.fromEntries(names) as Record<string, Buffer>);
    writeFileSync(join(directory, 'a.zip'), bytes);
    return inspectArchive(join(directory, 'a.zip'), bytes.length);
  };

  it('is taken with 10,000 and refused with one more', async () => {
    expect(await look(10_000)).toHaveLength(10_000);
    await expect(look(10_001)).rejects.toMatchObject({ code: 'archive-too-many' });
  }, 300_000);
});
