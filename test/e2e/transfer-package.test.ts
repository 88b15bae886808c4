import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { makeTransferring } from '../../activities/archive.activities';
import { verifyFile } from '../../apps/api/src/case-file/verify';
import { Transferrer } from '../../apps/worker/src/audit/transferrer';
import { openSupplement } from '../../libs/casework/audit/archive/supplement';
import { sweepFiles } from '../../libs/casework/documents/keep-files';
import { Office } from '../../libs/casework/office';
import { archiveView } from '../../libs/contracts/api/archive';
import type { CaseFileManifest } from '../../libs/contracts/case-file';
import { verifyCase } from '../../libs/persistence/events/verify';
import { FileStore } from '../../libs/platform/files/file-store';
import { makeKeyFile, publicKeyFileOf, readSigningKey } from '../../libs/platform/signing/key-files';
import { until } from '../replay/scripted-engine';
import { openApi, type TestApi } from '../support/api';
import { openFolder, plainPage, unzip } from '../support/case-file';
import { key, type CasePlayer } from '../support/case-player';
import { carryMessages, caseAt, eventsOf } from '../support/record';

describe('the package that goes to an archive', () => {
  let api: TestApi;
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let keyFile: string;
  beforeAll(async () => {
    api = await openApi('transfer');
    folder = await openFolder();
    keyFile = join(folder.path, 'key.pem');
    makeKeyFile(keyFile);
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await folder.drop();
  });

  const transferring = () =>
    makeTransferring(api.office, {
      files: new FileStore(api.filesDir),
      scanning: { clamdAddress: null, mode: 'training' },
    });
  const make = () => transferring().make({ key: readSigningKey(keyFile), page: plainPage });

  /** Refused by the province, its file accepted by the province's archive. */
  async function accepted(): Promise<CasePlayer> {
    const player = await caseAt(api.office, 'provincial-intake', '2026.2');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    await player.handOver();
    await carryMessages(api.office);
    await compiledAndAccepted(player);
    return player;
  }
  async function compiledAndAccepted(player: CasePlayer): Promise<void> {
    await player.decide(await player.openTask('compile-file'));
    await player.decide(await player.openTask('accept-file'));
    await carryMessages(api.office);
    await api.fillStore();
  }
  async function filesOf(player: CasePlayer) {
    const answer = await (await api.as('henan.archivist')).get(`/api/v1/cases/${player.caseId}/archive`);
    return archiveView.parse(answer.body).files;
  }
  const ask = async (username: string, player: CasePlayer, fileId: string, headers = {}) =>
    (await api.as(username)).get(`/api/v1/cases/${player.caseId}/archive/files/${fileId}/package`, { headers });
  const downloads = () =>
    api.office.database.read(async (sql) =>
      (
        await sql.rows<{ payload: string }>(
          "SELECT payload FROM system_event WHERE type = 'transferPackageDownloaded' ORDER BY at, seq",
        )
      ).map(({ payload }) => JSON.parse(payload) as Record<string, unknown>),
    );

  it('is made by the worker after the acceptance, signed, of what the body may read, and downloaded by its archivist', async () => {
    const player = await accepted();
    const [file] = await filesOf(player);
    expect(file?.package).toBeNull();
    const early = await ask('henan.archivist', player, file?.id ?? '');
    expect([early.status, early.body.code]).toEqual([409, 'package-not-made']);
    expect(await downloads()).toEqual([]);

    expect(await make()).toEqual({ made: 1, failed: 0, why: null });
    expect(await make()).toEqual({ made: 0, failed: 0, why: null });
    const [made] = await filesOf(player);
    const given = await ask('henan.archivist', player, file?.id ?? '');
    expect(given.status).toBe(200);
    expect(given.headers.get('x-content-sha256')).toBe(made?.package?.sha256);
    expect(given.bytes.length).toBe(made?.package?.size);
    expect(given.headers.get('content-disposition')).toContain(encodeURIComponent(made?.number ?? ''));
    const path = await folder.put('package.zip', given.bytes);
    const { report, trusted } = await verifyFile(path, publicKeyFileOf(keyFile));
    expect({ trusted, signature: report.signature, faults: report.faults }).toEqual({
      ...{ trusted: true, signature: 'good', faults: [] },
    });
    expect(report.manifest).toMatchObject({ case: player.number, for: 'archive', bodies: ['province'] });
    expect(report.manifest?.asOf).toBe(made?.package?.asOf);
    const event = (await eventsOf(api.office, player.caseId)).find(({ type }) => type === 'transferPackageMade');
    expect(event).toMatchObject({
      audience: 'body:province',
      payload: { sha256: made?.package?.sha256, keyId: made?.package?.keyId, number: made?.number, supplement: 0 },
    });
    const part = await ask('henan.manager', player, file?.id ?? '', { range: 'bytes=0-3' });
    expect([part.status, part.bytes.toString('latin1')]).toEqual([206, 'PK\u0003\u0004']);
    const archivist = await api.as('henan.archivist');
    expect(await downloads()).toMatchObject([
      { actor: { person: archivist.session?.person.id, address: '127.0.0.1' }, file: file?.id, part: null },
      { part: 'bytes=0-3', sha256: made?.package?.sha256 },
    ]);
  });

  it('is given to nobody else, and not under another case', async () => {
    const player = await accepted();
    await make();
    const [file] = await filesOf(player);
    const other = await accepted();
    const before = (await downloads()).length;
    for (const [username, status] of [
      ['h41a.preparer', 403],
      ['henan.leader', 403],
      ['guangdong.handler1', 404],
      ['nhc.archivist', 404],
      ['archive.archivist', 404],
      ['ops.auditor', 404],
      ['ops.system', 404],
    ] as const)
      expect([username, (await ask(username, player, file?.id ?? '')).status]).toEqual([username, status]);
    expect((await ask('henan.archivist', other, file?.id ?? '')).status).toBe(404);
    expect(await downloads()).toHaveLength(before);
  });

  it('a supplement has a package of its own; the one before it stays what it was and still verifies', async () => {
    const player = await accepted();
    await make();
    const [first] = await filesOf(player);
    const before = await ask('henan.archivist', player, first?.id ?? '');
    const handler = await player.actor('henan.handler1');
    await openSupplement(handler, { caseId: player.caseId, reason: '收到后续公文', key: key() }, api.office);
    await player.handOver();
    await carryMessages(api.office);
    const late = await player.addDocument(handler);
    await compiledAndAccepted(player);
    expect((await make()).made).toBe(1);

    const files = await filesOf(player);
    expect(files.map(({ supplement }) => supplement)).toEqual([0, 1]);
    const [old, fresh] = [
      await ask('henan.archivist', player, files[0]?.id ?? ''),
      await ask('henan.archivist', player, files[1]?.id ?? ''),
    ];
    expect(old.bytes.equals(before.bytes)).toBe(true);
    expect(fresh.headers.get('content-disposition')).not.toBe(old.headers.get('content-disposition'));
    const manifests: CaseFileManifest[] = [];
    for (const [name, { bytes }] of Object.entries({ 'first.zip': old, 'second.zip': fresh })) {
      const path = await folder.put(name, bytes);
      const { trusted, report } = await verifyFile(path, publicKeyFileOf(keyFile));
      expect([name, trusted]).toEqual([name, true]);
      if (report.manifest) manifests.push(report.manifest);
    }
    const asOf = manifests.map((one) => Date.parse(one.asOf));
    expect(asOf[0]).toBeLessThan(asOf[1] ?? 0);
    const documents = async (bytes: Buffer) =>
      (JSON.parse(String((await unzip(bytes)).get('record/documents.json'))) as { documentId: string }[]).map(
        ({ documentId }) => documentId,
      );
    expect(await documents(old.bytes)).not.toContain(late);
    expect(await documents(fresh.bytes)).toContain(late);
    // The later one says what was handed over before it, by its hash.
    const archive = JSON.parse(String((await unzip(fresh.bytes)).get('record/archive.json'))) as {
      files: typeof files;
    };
    expect(archive.files[0]?.package?.sha256).toBe(first?.package?.sha256);
    expect(await api.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  });

  it('one whose documents are lost keeps no other waiting, and comes when they are back; nothing of it is swept', async () => {
    const store = new FileStore(api.filesDir);
    const [broken, whole] = [await accepted(), await accepted()];
    const gone = await api.office.database.read((sql) =>
      sql.row<{ path: string }>(
        `SELECT b.path FROM document d JOIN document_version v ON v.document_id = d.id JOIN blob_content b ON b.sha256 = v.sha256
         WHERE d.case_id = UNHEX(?) AND b.sha256 NOT IN
           (SELECT v2.sha256 FROM document d2 JOIN document_version v2 ON v2.document_id = d2.id WHERE d2.case_id <> d.case_id)`,
        [broken.caseId.slice(5)],
      ),
    );
    if (!gone) throw new Error('no document of its own');
    await rm(join(api.filesDir, gone.path));
    const at = { now: Date.now() };
    const later = Object.assign(new Office(api.office.database, () => at.now), { log: api.office.log });
    const round = makeTransferring(later, { files: store, scanning: { clamdAddress: null, mode: 'training' } });
    const means = { key: readSigningKey(keyFile), page: plainPage };
    expect(await round.make(means)).toMatchObject({ made: 1, failed: 1, why: 'the store has lost a file' });
    expect((await filesOf(whole))[0]?.package).not.toBeNull();
    expect((await filesOf(broken))[0]?.package).toBeNull();
    expect(await round.make(means)).toMatchObject({ made: 0, failed: 0 });
    await api.fillStore();
    at.now += 60_000;
    expect(await round.make(means)).toMatchObject({ made: 1, failed: 0 });
    at.now += 24 * 3_600_000;
    await sweepFiles(later, store, 7 * 24 * 3_600_000);
    const [file] = await filesOf(broken);
    expect((await ask('henan.archivist', broken, file?.id ?? '')).status).toBe(200);
  });

  it('is never made without a key: the worker says so, and makes it once the key is there', async () => {
    const player = await accepted();
    const late = join(folder.path, 'late.pem');
    const log = pino({ level: 'silent' });
    const said = jest.spyOn(log, 'error');
    const worker = new Transferrer({
      ...{ database: api.office.database, transferring: transferring(), signingKeyFile: late, holder: 'one', log },
    });
    worker.start();
    try {
      await until('the worker says what is missing', () => said.mock.calls.length > 0);
      expect(String(said.mock.calls[0]?.[0])).toContain('AUDIT_SIGNING_KEY_FILE');
      expect((await filesOf(player))[0]?.package).toBeNull();
      makeKeyFile(late);
      expect(existsSync(late)).toBe(true);
      await until('the package is made', async () => (await filesOf(player))[0]?.package !== null);
    } finally {
      await worker.stop();
    }
  });

  it('an API without a key gives no file of a closed case to an archive; of an open one it says that it is unsigned', async () => {
    const player = await accepted();
    const file = await (await api.as('henan.archivist')).get(`/api/v1/cases/${player.caseId}/file?for=archive`);
    expect([file.status, file.body.code]).toEqual([503, 'file-unsigned']);
    const open = await caseAt(api.office, 'provincial-intake');
    await api.fillStore();
    const unsigned = await (await api.as('henan.handler1')).get(`/api/v1/cases/${open.caseId}/file?for=archive`);
    expect([unsigned.status, unsigned.headers.get('x-case-file-signed')]).toEqual([200, 'no']);
  });
});
