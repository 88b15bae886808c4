import type { LegalDate } from '../../../contracts/deadlines';
import { bytesOf } from '../../../persistence/bytes';
import { toSql } from '../../../persistence/instants';
import { jsonEntry, textEntry, type CaseFileEntry } from './entries';
import type { CaseAtHand } from './standing';

interface VersionRow {
  version: number;
  kind: 'seed' | 'import' | 'provincial';
  year: number | null;
  province: string | null;
  notice_title: string;
  notice_number: string | null;
  notice_date: LegalDate | null;
  at: Date;
  content: string;
  hash: Buffer;
}

/** What the case was worked by: programme and standard as their hashes bind them, and the calendar versions behind its days. */
export async function ruleEntries(at: CaseAtHand): Promise<CaseFileEntry[]> {
  const { sql, file } = at;
  const text = async (table: 'programme_version' | 'standard_version', id: string): Promise<string> => {
    const row = await sql.row<{ content: string }>(`SELECT content FROM ${table} WHERE id = ?`, [bytesOf(id)]);
    if (!row) throw new Error('no such published version');
    return row.content;
  };
  return [
    textEntry(
      'rules/programme.json',
      {
        zh: '方案（固定版本原文，其 SHA-256 即版本号）',
        en: 'Programme, the pinned version (its SHA-256 is the version’s)',
      },
      await text('programme_version', file.programmeVersionId),
    ),
    textEntry(
      'rules/standard.json',
      { zh: '标准（固定版本原文）', en: 'Standard, the pinned version' },
      await text('standard_version', file.standardVersionId),
    ),
    ...(await calendarEntries(at)),
  ];
}

async function calendarEntries({ sql, file, asOf }: CaseAtHand): Promise<CaseFileEntry[]> {
  const versions = await sql.rows<VersionRow>(
    `SELECT version, kind, year, province, notice_title, notice_number, notice_date, at, content, hash
     FROM calendar_version WHERE (kind = 'seed' OR at <= ?) AND (province IS NULL OR province = ?) ORDER BY version`,
    [toSql(asOf), file.province],
  );
  const days = await sql.rows<{ version: number; day: string; kind: string; name_zh: string }>(
    'SELECT version, day, kind, name_zh FROM calendar_version_day ORDER BY version, day',
  );
  return versions.map((row) => {
    const version = String(row.version);
    return jsonEntry(
      `rules/calendar-${version}.json`,
      { zh: `工作日历第${version}版`, en: `Working-day calendar, version ${version}` },
      {
        ...{ version: row.version, kind: row.kind, year: row.year, province: row.province },
        notice: { title: row.notice_title, number: row.notice_number, date: row.notice_date },
        publishedAt: row.kind === 'seed' ? null : row.at.toISOString(),
        sha256: row.hash.toString('hex'),
        content: row.content,
        days: days
          .filter((day) => day.version === row.version)
          .map(({ day, kind, name_zh: name }) => ({ day, kind, name })),
      },
    );
  });
}
