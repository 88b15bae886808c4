import type { LegalDate } from '../../contracts/deadlines';
import { canonicalText } from '../../persistence/events/chain';
import { bytesOf, idOf, newId } from '../../persistence/bytes';
import { toSql } from '../../persistence/instants';
import type { Sql } from '../../persistence/sql';
import type { AllConfig } from '../../platform/config-files/all-config';

/** A published version whose file was edited: a change needs a new version. */
export class PublishedVersionChanged extends Error {
  constructor(what: string) {
    super(
      `${what} is published with another content. A published version is never edited: give the change a new version.`,
    );
    this.name = 'PublishedVersionChanged';
  }
}

/** Loads programme and standard files into their versioned tables. Throws PublishedVersionChanged. */
export async function publishProgrammes(sql: Sql, config: AllConfig, machineNow: number): Promise<void> {
  for (const { value, hash } of config.standards) {
    await sql.run('INSERT IGNORE INTO standard_version (id, code, hash, content, published_at) VALUES (?,?,?,?,?)', [
      bytesOf(newId('standard')),
      value.id,
      Buffer.from(hash, 'hex'),
      canonicalText(value),
      toSql(machineNow),
    ]);
  }
  for (const { sha256, content } of config.templates)
    await sql.run('INSERT IGNORE INTO programme_template (sha256, content) VALUES (?,?)', [
      Buffer.from(sha256, 'hex'),
      content,
    ]);
  for (const { value, hash } of config.programmes) {
    const digest = Buffer.from(hash, 'hex');
    await sql.run(
      'INSERT IGNORE INTO programme_version (id, code, version, hash, content, published_at) VALUES (?,?,?,?,?,?)',
      [bytesOf(newId('programme')), value.code, value.version, digest, canonicalText(value), toSql(machineNow)],
    );
    const row = await sql.row<{ hash: Buffer }>('SELECT hash FROM programme_version WHERE code = ? AND version = ?', [
      value.code,
      value.version,
    ]);
    if (!row?.hash.equals(digest)) throw new PublishedVersionChanged(`programme ${value.code} ${value.version}`);
  }
}

export interface NewCall {
  code: string;
  programme: { code: string; version: string };
  noticeNumber: string;
  noticeDate: LegalDate;
  windowOpens: LegalDate;
  windowCloses: LegalDate;
}

/** Opens a round of a published programme; nothing where the call is there already. */
export async function openCall(sql: Sql, call: NewCall): Promise<void> {
  const row = await sql.row<{ id: Buffer }>('SELECT id FROM programme_version WHERE code = ? AND version = ?', [
    call.programme.code,
    call.programme.version,
  ]);
  if (!row) throw new Error(`programme ${call.programme.code} ${call.programme.version} is not published`);
  await sql.run(
    `INSERT IGNORE INTO declaration_call (id, code, programme_version_id, notice_number, notice_date, window_opens, window_closes, basis)
     VALUES (?,?,?,?,?,?,?,'proposal')`,
    [
      bytesOf(newId('call')),
      call.code,
      bytesOf(idOf('programme', row.id)),
      call.noticeNumber,
      call.noticeDate,
      call.windowOpens,
      call.windowCloses,
    ],
  );
}
