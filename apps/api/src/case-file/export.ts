import { createWriteStream, existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordCommandExport } from '../../../../libs/casework/audit/access';
import { openOffice, type Office } from '../../../../libs/casework/office';
import type { CaseFileKind } from '../../../../libs/contracts/case-file';
import { bodies } from '../../../../libs/contracts/posts';
import { readEnv, type Environment } from '../../../../libs/platform/env';
import { FileStore } from '../../../../libs/platform/files/file-store';
import { readSigningKey } from '../../../../libs/platform/signing/key-files';
import { readPageFiles } from '../../../../libs/platform/zip/page-files';
import { caseFileOf, findCaseNumbered } from '../../../../libs/views/audit/case-file/case-file';
import { keyIdOf, packCaseFile } from '../../../../libs/views/audit/case-file/pack-case-file';
import { unscannedIn } from '../../../../libs/views/documents/readable';

export interface ExportWish {
  number: string;
  for: CaseFileKind;
  out: string;
  unsigned?: true;
}

export interface Exported {
  path: string;
  bytes: number;
  /** Null where it is unsigned. */
  keyId: string | null;
}

const exportedBy = { zh: '运维命令', en: 'By command' };

/** Where the person who typed it stands, not where npm runs the program. */
export const pathGiven = (file: string, variables: NodeJS.ProcessEnv = process.env): string =>
  resolve(variables.INIT_CWD ?? '.', file);

/** Writes the file of a case; what was written of one that broke off is taken away. Throws with words for who typed it. */
export async function exportCaseFile(wish: ExportWish, variables: NodeJS.ProcessEnv): Promise<Exported> {
  const env = readEnv(variables);
  if (env.audit.signingKeyFile === null && wish.unsigned !== true)
    throw new Error('AUDIT_SIGNING_KEY_FILE is not set: the file would be unsigned; --unsigned writes it all the same');
  const office = await openOffice({ databaseUrl: env.databaseUrl, poolSize: 2, algorithm: env.audit.algorithm });
  try {
    return await write(office, env, { ...wish, out: pathGiven(wish.out, variables) });
  } finally {
    await office.close();
  }
}

async function write(office: Office, env: Environment, wish: ExportWish): Promise<Exported> {
  const caseId = await office.database.read((sql) => findCaseNumbered(sql, wish.number));
  if (!caseId) throw new Error(`there is no case ${wish.number}`);
  const { signingKeyFile } = env.audit;
  const key = signingKeyFile === null ? null : readSigningKey(signingKeyFile);
  if (existsSync(wish.out)) throw new Error(`${wish.out}: there is such a file already`);
  const page = readPageFiles();
  const wanted = { caseId, for: wish.for, bodies, unscanned: unscannedIn(env) };
  const content = await caseFileOf(office.database, new FileStore(env.filesDir), wanted);
  const { bodies: shown, events } = content;
  await recordCommandExport({ type: 'caseFileExported', caseId, for: wish.for, bodies: shown, events }, office);
  const packing = { page, key, exportedBy, exportedAt: office.machineNow() };
  const target = createWriteStream(wish.out, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(packCaseFile(content, packing), target);
  } catch (error) {
    // Of a file that was there before nothing was opened.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(wish.out, { force: true });
    throw error;
  }
  return { path: wish.out, bytes: (await stat(wish.out)).size, keyId: key && keyIdOf(key) };
}
