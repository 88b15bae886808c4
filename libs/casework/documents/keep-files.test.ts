import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eicar, zipOf } from '../../../test/support/archives';
import { openClamd, type TestClamd } from '../../../test/support/clamd';
import type { CasePlayer } from '../../../test/support/case-player';
import { eventsOf, newCase, openDesk, type Desk } from '../../../test/support/record';
import type { DocumentView } from '../../contracts/api/documents';
import { bytesOf } from '../../persistence/bytes';
import { verifyCase } from '../../persistence/events/verify';
import { Clamd } from '../../platform/files/clamd';
import { FileStore } from '../../platform/files/file-store';
import { Office } from '../office';
import { addDocument } from './add-document';
import { scanContents, sweepFiles } from './keep-files';
import { tellScans } from './tell-scans';
import { beginUpload } from './uploads';

const hour = 3_600_000;
const day = 24 * hour;

describe('what is done about files outside requests', () => {
  let desk: Desk;
  let directory: string;
  let files: FileStore;
  let player: CasePlayer;
  let clamd: TestClamd;
  beforeAll(async () => {
    desk = await openDesk('keepfiles');
    directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'kept-'));
    files = new FileStore(directory);
    mkdirSync(files.incoming, { recursive: true });
    player = await newCase(desk.office);
    clamd = await openClamd();
    await passOwnDocuments();
  });
  afterAll(async () => {
    await clamd.close();
    await desk.office.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The documents of a player's own have no bytes. */
  const passOwnDocuments = (): Promise<unknown> =>
    desk.office.database.read((sql) => sql.run("UPDATE blob_content SET scan = 'clean' WHERE scan = 'not-scanned'"));
  /** The same record, so much later by the machine's clock. */
  const later = (ms: number): Office => new Office(desk.office.database, () => Date.now() + ms);
  const add = async (bytes: Buffer, name: string, to = player, by = 'h41a.preparer'): Promise<DocumentView> => {
    const incoming = randomUUID();
    writeFileSync(join(files.incoming, incoming), bytes);
    const file = await files.keep(incoming, name);
    await files.dropIncoming(incoming);
    const input = {
      caseId: to.caseId,
      title: 't',
      fileName: name,
      key: randomUUID(),
      file,
      scan: 'waiting' as const,
    };
    return (await addDocument(await to.actor(by), input, desk.office)).document;
  };
  const toldOf = async (personId: string): Promise<string[]> => {
    const rows = await desk.office.database.read((sql) =>
      sql.rows<{ code: string }>(
        "SELECT code FROM notification WHERE person_id = ? AND code LIKE 'file-%' ORDER BY id",
        [bytesOf(personId)],
      ),
    );
    return rows.map((row) => row.code);
  };
  const stateOf = async ({ sha256 }: DocumentView): Promise<string | undefined> => {
    const row = await desk.office.database.read((sql) =>
      sql.row<{ scan: string; scan_found: string | null }>(
        'SELECT scan, scan_found FROM blob_content WHERE sha256 = ?',
        [Buffer.from(sha256, 'hex')],
      ),
    );
    return row && [row.scan, row.scan_found].filter(Boolean).join(' ');
  };
  const pdf = (): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(600_000), Buffer.from('\n%%EOF\n')]);

  it('scans what waits: clean is given out, EICAR in a ZIP in a ZIP is found', async () => {
    const clean = await add(pdf(), 'a.pdf');
    const infected = await add(await zipOf({ 'inner.zip': await zipOf({ 'eicar.com': eicar }) }), 'a.zip');
    expect([clean.state, infected.state]).toEqual(['waiting', 'waiting']);
    const round = await scanContents(desk.office, files, new Clamd(clamd.address));
    expect(round).toEqual({ clean: 1, infected: 1, failed: 0, why: null });
    expect([await stateOf(clean), await stateOf(infected)]).toEqual(['clean', 'infected Eicar-Test-Signature']);
  });

  it('keeps in quarantine what got no result, and tries again after a pause', async () => {
    const document = await add(pdf(), 'b.pdf');
    clamd.mood = 'down';
    const scanner = new Clamd(clamd.address);
    expect(await scanContents(later(0), files, scanner)).toMatchObject({ clean: 0, failed: 1 });
    expect(await stateOf(document)).toBe('waiting');
    clamd.mood = 'up';
    expect(await scanContents(later(0), files, scanner)).toMatchObject({ clean: 0, failed: 0 });
    expect(await scanContents(later(60_000), files, scanner)).toMatchObject({ clean: 1 });
    expect(await stateOf(document)).toBe('clean');
  });

  it('says why where nobody listens', async () => {
    const document = await add(pdf(), 'c.pdf');
    const round = await scanContents(later(0), files, new Clamd('tcp://127.0.0.1:1'));
    expect(round).toMatchObject({ failed: 1, why: expect.stringContaining('ECONNREFUSED') as string });
    expect(await stateOf(document)).toBe('waiting');
  });

  it('removes uploads left for days, and never one that is younger', async () => {
    const actor = await player.actor('h41a.preparer');
    const metadata = { caseId: player.caseId, filename: 'a.pdf' };
    const limits = { size: 1_000_000, documents: 100 };
    const input = { metadata, raw: {}, size: 100, fileName: 'a.pdf', key: randomUUID() };
    const { id } = await beginUpload(actor, input, limits, later(0));
    writeFileSync(join(files.incoming, id), 'half');
    expect(await sweepFiles(later(6 * day), files, 7 * day)).toEqual({ uploads: 0, files: 0 });
    expect(readdirSync(files.incoming)).toEqual([id]);
    expect((await sweepFiles(later(8 * day), files, 7 * day)).uploads).toBe(1);
    expect(readdirSync(files.incoming)).toEqual([]);
  });

  it('removes files that no document uses once they are old enough; documents keep theirs', async () => {
    const document = await add(pdf(), 'd.pdf');
    writeFileSync(join(files.incoming, 'orphan'), pdf());
    const orphan = await files.keep('orphan', 'd.pdf');
    expect(await sweepFiles(later(0), files, 7 * day)).toEqual({ uploads: 0, files: 0 });
    // The file and its first name.
    expect((await sweepFiles(later(2 * hour), files, 7 * day)).files).toBe(2);
    await expect(files.read(orphan.path)).rejects.toThrow('lost');
    const row = await desk.office.database.read((sql) =>
      sql.row<{ path: string }>('SELECT path FROM blob_content WHERE sha256 = ?', [
        Buffer.from(document.sha256, 'hex'),
      ]),
    );
    (await files.read(row?.path ?? '')).destroy();
  });

  it('says what was found on the case and to who uploaded it, once, in every case that has it', async () => {
    const zip = await zipOf({ [`${randomUUID()}.com`]: eicar });
    const document = await add(zip, 'virus.zip');
    await scanContents(desk.office, files, new Clamd(clamd.address));
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'documentInfected',
      audience: 'applicant',
      payload: {
        document: document.id,
        version: 1,
        title: 't',
        sha256: document.sha256,
        found: 'Eicar-Test-Signature',
      },
    });
    const preparer = (await player.actor('h41a.preparer')).personId;
    expect(await toldOf(preparer)).toEqual(['file-infected', 'file-infected']);
    // The scan of before was told too; neither is told again.
    expect(await tellScans(desk.office)).toBe(0);
    const [other, before] = [await newCase(desk.office, 'h44a'), (await eventsOf(desk.office, player.caseId)).length];
    await passOwnDocuments();
    expect((await add(zip, 'again.zip', other, 'h44a.preparer')).state).toBe('infected');
    await scanContents(desk.office, files, new Clamd(clamd.address));
    expect((await eventsOf(desk.office, other.caseId)).at(-1)?.type).toBe('documentInfected');
    expect(await toldOf((await other.actor('h44a.preparer')).personId)).toEqual(['file-infected']);
    expect(await eventsOf(desk.office, player.caseId)).toHaveLength(before);
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  });

  it('a content the scanner cannot take stays quarantined, its uploader is told, and sending it again heals it', async () => {
    const bytes = pdf();
    const scanner = new Clamd(clamd.address);
    await scanContents(later(hour), files, scanner);
    const document = await add(bytes, 'large.pdf');
    const preparer = (await player.actor('h41a.preparer')).personId;
    clamd.mood = 'small';
    for (const turn of [1, 2, 3, 4]) {
      const round = await scanContents(later(turn * hour), files, scanner);
      expect(round).toMatchObject({ failed: 1, why: expect.stringContaining('size limit exceeded') as string });
      expect(await stateOf(document)).toBe('waiting');
    }
    const before = (await toldOf(preparer)).length;
    await scanContents(later(5 * hour), files, scanner);
    expect(await stateOf(document)).toBe('unreadable');
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'documentUnreadable',
      payload: { document: document.id },
    });
    expect((await toldOf(preparer)).slice(before)).toEqual(['file-unreadable']);
    await scanContents(later(6 * hour), files, scanner);
    expect(await toldOf(preparer)).toHaveLength(before + 1);
    clamd.mood = 'up';
    expect((await add(bytes, 'large.pdf')).state).toBe('waiting');
    expect(await scanContents(later(0), files, scanner)).toMatchObject({ clean: 1, failed: 0 });
    expect(await stateOf(document)).toBe('clean');
  });
});
