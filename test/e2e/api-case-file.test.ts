import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportCaseFile } from '../../apps/api/src/case-file/export';
import { linesOfReport, verifyFile } from '../../apps/api/src/case-file/verify';
import type { CaseFileManifest } from '../../libs/contracts/case-file';
import { makeKeyFile, publicKeyFileOf } from '../../libs/platform/signing/key-files';
import { openApi, type TestApi } from '../support/api';
import { openFolder, unzip, zipAgain } from '../support/case-file';
import type { CasePlayer } from '../support/case-player';
import { caseAt } from '../support/record';

const run = promisify(execFile);

describe('the file of a decision', () => {
  let api: TestApi;
  let player: CasePlayer;
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let keyFile: string;

  beforeAll(async () => {
    folder = await openFolder();
    keyFile = join(folder.path, 'key.pem');
    makeKeyFile(keyFile);
    const audit = { algorithm: 'sha256', signingKeyFile: keyFile, publicKeyFile: null, anchorsDir: null } as const;
    api = await openApi('apicasefile', { audit: { ...audit, anchorMinutes: 60, breakGlassHours: 8 } });
    player = await caseAt(api.office, 'national-intake');
    await api.fillStore();
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await folder.drop();
  });

  const ask = async (username: string, kind: string) =>
    (await api.as(username)).get(`/api/v1/cases/${player.caseId}/file?for=${kind}`);
  const manifestOf = async (bytes: Buffer): Promise<CaseFileManifest> =>
    JSON.parse(String((await unzip(bytes)).get('manifest.json'))) as CaseFileManifest;
  const variables = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
    MODE: 'training',
    PUBLIC_URL: 'http://127.0.0.1',
    DATABASE_URL: api.database.applicationUrl,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    FILES_DIR: api.filesDir,
    INIT_CWD: folder.path,
    ...more,
  });
  const logged = () =>
    api.office.database.read(async (sql) =>
      (
        await sql.rows<{ payload: string }>(
          "SELECT payload FROM system_event WHERE type = 'caseFileExported' ORDER BY at",
        )
      ).map(
        ({ payload }) => JSON.parse(payload) as { actor: { person: string } | null; for: string; bodies: string[] },
      ),
    );

  it('is given to a body as its own record, to the applicant as theirs, and each time it is recorded first', async () => {
    const handler = await api.as('henan.handler1');
    const province = await ask('henan.handler1', 'archive');
    expect(province.status).toBe(200);
    expect(province.headers.get('content-type')).toBe('application/zip');
    expect(province.headers.get('x-case-file-signed')).toBe('yes');
    expect(await manifestOf(province.bytes)).toMatchObject({
      case: player.number,
      for: 'archive',
      bodies: ['province'],
    });
    expect((await logged()).at(-1)).toMatchObject({
      actor: { person: handler.session?.person.id },
      for: 'archive',
      bodies: ['province'],
    });
    const own = await ask('h41a.signatory', 'applicant');
    expect(await manifestOf(own.bytes)).toMatchObject({ for: 'applicant', bodies: ['hospital'] });
    expect((await logged()).at(-1)).toMatchObject({ for: 'applicant', bodies: ['hospital'] });
    const file = await folder.put('province.zip', province.bytes);
    expect(await verifyFile(file, publicKeyFileOf(keyFile))).toMatchObject({
      trusted: true,
      report: { signature: 'good', faults: [] },
    });
  });

  it('is refused to those who may not, and nothing is recorded of what was not given', async () => {
    const before = (await logged()).length;
    expect((await ask('h41a.preparer', 'archive')).status).toBe(403);
    expect((await ask('nhc.handler1', 'applicant')).status).toBe(403);
    expect((await ask('expert.henan1', 'archive')).status).toBe(403);
    for (const username of ['guangdong.handler1', 'archive.archivist', 'ops.auditor', 'ops.system'])
      expect([username, (await ask(username, 'archive')).status]).toEqual([username, 404]);
    expect((await ask('henan.handler1', 'everybody')).status).toBe(422);
    expect(await logged()).toHaveLength(before);
  });

  it('is offered on the case page to those who may', async () => {
    const offered = async (username: string) => {
      const { body } = await (await api.as(username)).get(`/api/v1/cases/${player.caseId}`);
      return (body.allowedActions as string[]).filter((action) => action.includes('export'));
    };
    expect(await offered('henan.manager')).toEqual(['export-file']);
    expect(await offered('nhc.checker')).toEqual(['export-file']);
    expect(await offered('h41a.preparer')).toEqual(['export-applicant-file']);
    expect(await offered('henan.leader')).toEqual([]);
  });

  describe('by command', () => {
    it('exports the whole record, signed, and verifies it with the key that is trusted', async () => {
      const wish = { number: player.number, for: 'archive', out: 'whole.zip' } as const;
      const done = await exportCaseFile(wish, variables({ AUDIT_SIGNING_KEY_FILE: keyFile }));
      expect(done.keyId).toMatch(/^[0-9a-f]{16}$/);
      const { report, trusted } = await verifyFile(done.path, publicKeyFileOf(keyFile));
      expect(trusted).toBe(true);
      expect(report.manifest?.bodies).toEqual(['hospital', 'province', 'nation']);
      expect(linesOfReport(report).join('\n')).toContain('the chain is intact');
      expect((await logged()).at(-1)).toMatchObject({ actor: null, for: 'archive' });
      const again = exportCaseFile(wish, variables({ AUDIT_SIGNING_KEY_FILE: keyFile }));
      await expect(again).rejects.toThrow('there is such a file already');
    });

    it('without a key it needs to be told, and a file that is unsigned is trusted by nobody who has a key', async () => {
      const wish = { number: player.number, for: 'archive', out: 'unsigned.zip' } as const;
      await expect(exportCaseFile(wish, variables())).rejects.toThrow('--unsigned');
      const { path, keyId } = await exportCaseFile({ ...wish, unsigned: true }, variables());
      expect(keyId).toBeNull();
      const alone = await verifyFile(path);
      expect(alone.trusted).toBe(true);
      expect(linesOfReport(alone.report).join('\n')).toContain('UNSIGNED');
      expect((await verifyFile(path, publicKeyFileOf(keyFile))).trusted).toBe(false);
      const nothing = exportCaseFile({ ...wish, number: 'NMC-1', unsigned: true }, variables());
      await expect(nothing).rejects.toThrow('there is no case NMC-1');
    });

    it('the program verifies without database and secrets: 0, and 1 with the first fault named', async () => {
      const wish = { number: player.number, for: 'applicant', out: 'given.zip' } as const;
      const { path } = await exportCaseFile(wish, variables({ AUDIT_SIGNING_KEY_FILE: keyFile }));
      const program = join(process.cwd(), 'dist', 'apps', 'api', 'src', 'casefile.js');
      const verify = (file: string) =>
        run(process.execPath, [program, 'verify', file, '--public-key', publicKeyFileOf(keyFile)], { env: {} });
      expect((await verify(path)).stdout).toMatch(/signature: good[\s\S]*\nintact\n$/);
      const entries = new Map(await unzip((await ask('henan.handler1', 'archive')).bytes));
      entries.delete('record/decisions.json');
      const broken = await folder.put('broken.zip', await zipAgain(entries));
      await expect(verify(broken)).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining('missing: record/decisions.json') as string,
      });
      await expect(verify(join(folder.path, 'none.zip'))).rejects.toMatchObject({ code: 2 });
    });
  });
});
