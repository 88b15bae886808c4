import { Refused } from '../../contracts/errors';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Acted, Actor, Body, Role } from '../../contracts/posts';
import { bodyOfStage, type ArchiveState, type Stage } from '../../contracts/procedure';
import { bodyOfTask } from '../../domain/people/entitled';
import { bodiesOnCase, seesCase, type CaseParties } from '../../domain/people/relation';
import { bytesOf } from '../../persistence/bytes';
import { caseFileOf, partiesOfFile, type CaseFile, type CaseFileRow } from '../../persistence/cases/case-file';
import { actedOf } from '../../persistence/cases/case-repository';
import { marks, type Sql } from '../../persistence/sql';

/** A case as one reader stands to it. */
export interface ReadCase {
  file: CaseFile;
  applicant: { zh: string; en: string };
  clockOffset: number;
  calendarVersion: number;
  /** Seats the reader holds now. */
  seated: boolean;
  watching: boolean;
  /** What the reader, and everybody they stand in for, did in the case. */
  acted: Acted;
  bodies: ReadonlySet<Body>;
  /** Inside the body at whose desk the case lies: steps, names and rungs are shown. */
  inside: boolean;
  call: { noticeNumber: string; noticeDate: LegalDate; windowOpens: LegalDate; windowCloses: LegalDate } | null;
  center: { zh: string; en: string } | null;
}

type Row = CaseFileRow & {
  applicant_zh: string;
  applicant_en: string;
  clock_offset: number | string;
  calendar_version: number;
  seats: number;
  watching: number;
  acted: string | null;
  notice_number: string | null;
  notice_date: LegalDate | null;
  window_opens: LegalDate | null;
  window_closes: LegalDate | null;
  center_zh: string | null;
  center_en: string | null;
};

export const partiesOf = (file: CaseFile): CaseParties => partiesOfFile(file);

/** Where the archive stands is for members of the body whose archive it is. */
export const archiveShownTo = (bodies: ReadonlySet<Body>, file: CaseFile): ArchiveState | null => {
  const { archive } = partiesOf(file);
  return archive !== null && bodies.has(archive) ? file.archive : null;
};

/** Since when a case stands where it stands, as all may know; what its archive does later is the body's own. */
export function sinceOf(file: CaseFile): string | null {
  const since = file.status === 'closed' ? file.closedAt : file.stageSince;
  return since === null ? null : new Date(since).toISOString();
}

/** Reads a case in one statement. Refused as `not-found` where the reader may not know of it. */
export async function readCase(sql: Sql, actor: Actor, caseId: Id<'case'>): Promise<ReadCase> {
  const behalf = actor.posts.flatMap((post) => post.onBehalfOf?.personId ?? []);
  const people = [...new Set([actor.personId, ...behalf])].map(bytesOf);
  const persons = marks(people.length);
  const row = await sql.row<Row>(
    `SELECT c.*, o.name_zh AS applicant_zh, o.name_en AS applicant_en, k.offset_ms AS clock_offset, k.calendar_version,
            (SELECT COUNT(*) FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
             WHERE p.case_id = c.id AND s.person_id = ?) AS seats,
            EXISTS (SELECT 1 FROM case_watch w WHERE w.case_id = c.id AND w.person_id = ?) AS watching,
            (SELECT GROUP_CONCAT(DISTINCT CONCAT_WS(':', d.side, HEX(d.person_id), HEX(d.on_behalf_of))) FROM decision d
             WHERE d.case_id = c.id AND (d.person_id IN (${persons}) OR d.on_behalf_of IN (${persons}))) AS acted,
            l.notice_number, l.notice_date, l.window_opens, l.window_closes, x.name_zh AS center_zh, x.name_en AS center_en
     FROM case_file c
     JOIN organisation o ON o.id = c.applicant_id
     JOIN clock k ON k.id = 1
     LEFT JOIN declaration_call l ON l.id = c.call_id
     LEFT JOIN center x ON x.id = c.center_id
     WHERE c.id = ?`,
    [bytesOf(actor.personId), bytesOf(actor.personId), ...people, ...people, bytesOf(caseId)],
  );
  if (!row) throw new Refused('not-found');
  const file = caseFileOf(row);
  const seated = row.seats > 0;
  if (!seesCase(actor, partiesOf(file), seated)) throw new Refused('not-found');
  const bodies = bodiesOnCase(actor, partiesOf(file));
  return {
    file,
    applicant: { zh: row.applicant_zh, en: row.applicant_en },
    clockOffset: Number(row.clock_offset),
    calendarVersion: row.calendar_version,
    seated,
    watching: row.watching === 1,
    acted: actedOf(row.acted?.split(',') ?? [], []),
    bodies,
    inside: file.stage !== null && bodies.has(bodyOfStage[file.stage]),
    call: callOf(row),
    center: row.center_zh !== null ? { zh: row.center_zh, en: row.center_en ?? row.center_zh } : null,
  };
}

function callOf(row: Row): ReadCase['call'] {
  const { notice_number, notice_date, window_opens, window_closes } = row;
  if (notice_number === null || !notice_date || !window_opens || !window_closes) return null;
  return {
    noticeNumber: notice_number,
    noticeDate: notice_date,
    windowOpens: window_opens,
    windowCloses: window_closes,
  };
}

/** Whether a task of a role is one the reader's own bodies may see. */
export function seesTask(read: Pick<ReadCase, 'bodies'>, task: { role: Role | null; stage: Stage }): boolean {
  return read.bodies.has(bodyOfTask(task));
}
