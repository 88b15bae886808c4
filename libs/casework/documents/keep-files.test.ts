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
import { readCasePage } from '../../views/cases/case-page';
import { readMaterials } from '../../views/documents/materials';
import { ReadingRoom } from '../../views/reading-room';
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
  /** As the reader's materials and the page of the case say, which say the same. */
  const shownTo = async (at: CasePlayer, username: string, { id }: DocumentView): Promise<string | undefined> => {
    const [actor, room] = [await at.actor(username), new ReadingRoom(desk.office.database, desk.office.machineNow)];
    const setting = { unscanned: 'nobody' as const, limits: { size: 1, documents: 1 } };
    const materials = await readMaterials(room, actor, at.caseId, setting);
    const page = await readCasePage(room, actor, at.caseId);
    const state = page.documents.find((one) => one.id === id)?.state;
    expect(materials.documents.find((one) => one.id === id)?.versions[0]?.state).toBe(state);
    return state;
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
    expect((await add(zip, 'again.zip', other, 'h44a.preparer')).state).toBe('waiting');
    expect(await tellScans(desk.office)).toBe(0);
    await scanContents(desk.office, files, new Clamd(clamd.address));
    expect((await eventsOf(desk.office, other.caseId)).at(-1)?.type).toBe('documentInfected');
    expect(await toldOf((await other.actor('h44a.preparer')).personId)).toEqual(['file-infected']);
    expect(await eventsOf(desk.office, player.caseId)).toHaveLength(before);
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  });

  it('who uploads what others have is told the same as if nobody had it; those who have it notice nothing', async () => {
    const scanner = new Clamd(clamd.address);
    const [bytes, unknown] = [pdf(), pdf()];
    const mine = await add(bytes, 'a.pdf');
    await scanContents(later(hour), files, scanner);
    const other = await newCase(desk.office, 'h44a');
    await passOwnDocuments();
    const [known, fresh] = [
      await add(bytes, 'a.pdf', other, 'h44a.preparer'),
      await add(unknown, 'a.pdf', other, 'h44a.preparer'),
    ];
    const told = ({ id, versionId, sha256, ...rest }: DocumentView) => (
      expect([id, versionId, sha256]).toBeDefined(),
      rest
    );
    expect(told(known)).toEqual(told(fresh));
    const states = async (): Promise<(string | undefined)[]> => [
      await shownTo(player, 'h41a.preparer', mine),
      await shownTo(other, 'h44a.preparer', known),
      await shownTo(other, 'h44a.preparer', fresh),
    ];
    expect(await states()).toEqual(['clean', 'waiting', 'waiting']);
    clamd.mood = 'down';
    await scanContents(later(2 * hour), files, scanner);
    expect(await states()).toEqual(['clean', 'waiting', 'waiting']);
    clamd.mood = 'up';
    expect(await scanContents(later(3 * hour), files, scanner)).toMatchObject({ clean: 2, failed: 0 });
    expect(await states()).toEqual(['clean', 'clean', 'clean']);
  });

  it('what a newer signature base finds in a known content counts for everybody who has it', async () => {
    const scanner = new Clamd(clamd.address);
    const zip = await zipOf({ [`${randomUUID()}.com`]: eicar });
    const first = await add(zip, 'a.zip');
    await desk.office.database.read((sql) =>
      sql.run("UPDATE blob_content SET scan = 'clean' WHERE sha256 = ?", [Buffer.from(first.sha256, 'hex')]),
    );
    const second = await add(zip, 'b.zip');
    expect([await shownTo(player, 'h41a.preparer', first), second.state]).toEqual(['clean', 'waiting']);
    expect(await scanContents(later(4 * hour), files, scanner)).toMatchObject({ infected: 1 });
    for (const one of [first, second]) expect(await shownTo(player, 'h41a.preparer', one)).toBe('infected');
    expect((await eventsOf(desk.office, player.caseId)).slice(-2).map((event) => event.type)).toEqual([
      'documentInfected',
      'documentInfected',
    ]);
  });

  it('what cannot be scanned any more is told to who sent it last, and kept for those it was given to', async () => {
    const scanner = new Clamd(clamd.address);
    const bytes = pdf();
    const first = await add(bytes, 'a.pdf');
    await scanContents(later(5 * hour), files, scanner);
    const second = await add(bytes, 'b.pdf');
    const before = (await toldOf((await player.actor('h41a.preparer')).personId)).length;
    clamd.mood = 'small';
    for (const turn of [1, 2, 3, 4, 5]) await scanContents(later((5 + turn) * hour), files, scanner);
    clamd.mood = 'up';
    const states = async () => [
      await shownTo(player, 'h41a.preparer', first),
      await shownTo(player, 'h41a.preparer', second),
    ];
    expect(await states()).toEqual(['clean', 'unreadable']);
    expect((await toldOf((await player.actor('h41a.preparer')).personId)).slice(before)).toEqual(['file-unreadable']);
    const third = await add(bytes, 'c.pdf');
    expect(third.state).toBe('waiting');
    await scanContents(later(11 * hour), files, scanner);
    expect([...(await states()), await shownTo(player, 'h41a.preparer', third)]).toEqual(['clean', 'clean', 'clean']);
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
