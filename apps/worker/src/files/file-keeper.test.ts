import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { makeFileKeeping } from '../../../../activities/files.activities';
import { addDocument } from '../../../../libs/casework/documents/add-document';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import { Clamd } from '../../../../libs/platform/files/clamd';
import { FileStore } from '../../../../libs/platform/files/file-store';
import { until } from '../../../../test/replay/scripted-engine';
import { openClamd, type TestClamd } from '../../../../test/support/clamd';
import { newCase, openDesk, type Desk } from '../../../../test/support/record';
import { FileKeeper } from './file-keeper';

const log = pino({ level: 'silent' });
const leaseMs = 300;

describe('two workers that keep files', () => {
  let desk: Desk;
  let directory: string;
  let clamd: TestClamd;
  beforeAll(async () => {
    desk = await openDesk('filekeeper');
    directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'keeper-'));
    clamd = await openClamd();
  });
  afterAll(async () => {
    await clamd.close();
    await desk.office.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const lease = () =>
    desk.office.database.read((sql) =>
      sql.row<{ holder: string; until: Date; now: Date }>(
        "SELECT holder, until, UTC_TIMESTAMP(3) AS now FROM lease WHERE name = 'files'",
      ),
    );

  it('never scan a file at the same time, however long its scan takes', async () => {
    const files = new FileStore(directory);
    mkdirSync(files.incoming, { recursive: true });
    const player = await newCase(desk.office);
    await desk.office.database.read((sql) => sql.run("UPDATE blob_content SET scan = 'clean'"));
    writeFileSync(
      join(files.incoming, 'a'),
      Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(9), Buffer.from('%%EOF')]),
    );
    const input = {
      caseId: player.caseId,
      title: 't',
      fileName: 'a.pdf',
      key: randomUUID(),
      file: await files.keep('a', 'a.pdf'),
      scan: 'waiting' as const,
    };
    await addDocument(await player.actor('h41a.preparer'), input, desk.office);
    const asking = jest.spyOn(LeaseRepository.prototype, 'take');
    /** What a holder was answered, in turn. */
    const answersTo = async (holder: string): Promise<boolean[]> => {
      const answers = asking.mock.results.map((result) => result.value as Promise<boolean>);
      return Promise.all(answers.filter((_answer, n) => asking.mock.calls[n]?.[1] === holder));
    };
    const keeper = (holder: string): FileKeeper => {
      const scanner = new Clamd(clamd.address);
      const keeping = makeFileKeeping(desk.office, { files, scanner, uploadKeepDays: 7 });
      return new FileKeeper({ database: desk.office.database, keeping, holder, log, leaseMs });
    };
    const [first, second] = [keeper('first'), keeper('second')];
    clamd.mood = 'slow';
    try {
      first.start();
      await until('the scanner looks', () => clamd.looking === 1);
      const taken = await lease();
      await until('the lease it was taken for is over', async () => {
        const now = await lease();
        return taken !== undefined && now !== undefined && now.now > taken.until;
      });
      const held = await lease();
      expect(held?.holder).toBe('first');
      expect(held?.until.getTime()).toBeGreaterThan(held?.now.getTime() ?? Infinity);
      second.start();
      await until('the second has asked', async () => (await answersTo('second')).length > 0);
      expect(await answersTo('second')).toEqual([false]);
      expect([clamd.looking, clamd.scans]).toEqual([1, 1]);
      clamd.mood = 'up';
      const state = () =>
        desk.office.database.read((sql) => sql.rows("SELECT 1 FROM blob_content WHERE scan <> 'clean'"));
      await until('it is found clean', async () => (await state()).length === 0);
      await first.stop();
      await until('the second leads', async () => (await answersTo('second')).at(-1) === true);
      expect(clamd.scans).toBe(1);
    } finally {
      clamd.mood = 'up';
      await Promise.all([first.stop(), second.stop()]);
    }
  });
});
