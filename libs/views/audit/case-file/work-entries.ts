import type { LegalDate } from '../../../contracts/deadlines';
import { bodyOfRole, type Body, type Role } from '../../../contracts/posts';
import { bodyOfStage, type Outcome, type Stage, type Step, type TaskState } from '../../../contracts/procedure';
import { bytesOf, idOf } from '../../../persistence/bytes';
import { ProposalRepository, type Proposal } from '../../../persistence/documents/proposal-repository';
import type { PanelLevel } from '../../../persistence/evaluation/panel-repository';
import { seesTask } from '../../cases/case-reader';
import type { ListedVersion } from './document-entries';
import { jsonEntry, type CaseFileEntry } from './entries';
import type { CaseAtHand } from './standing';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const nameOf = (zh: string | null, en: string | null) => (zh === null ? null : { zh, en: en ?? zh });
const levels = ['province', 'nation'] as const satisfies readonly PanelLevel[];

/** Registered papers whose originals the readers may see, with what was published; for the bodies also who worked what. */
export async function workEntries(at: CaseAtHand, listed: readonly ListedVersion[]): Promise<CaseFileEntry[]> {
  return [
    jsonEntry('record/papers.json', { zh: '公文登记', en: 'Registered papers' }, await papers(at, listed)),
    jsonEntry('record/public-notices.json', { zh: '公示', en: 'Public notices' }, await publicNotices(at, listed)),
    jsonEntry('record/holds.json', { zh: '中止', en: 'Times on hold' }, await holds(at)),
    ...(at.for === 'archive' ? await insideEntries(at) : []),
  ];
}

async function papers({ sql, file }: CaseAtHand, listed: readonly ListedVersion[]) {
  const rows = await sql.rows<{
    kind: string;
    number: string;
    dated: LegalDate;
    form: string;
    document_id: Buffer;
    entered_at: Date;
    org_zh: string;
    org_en: string;
  }>(
    `SELECT r.kind, r.number, r.dated, r.form, r.document_id, r.entered_at, o.name_zh AS org_zh, o.name_en AS org_en
     FROM paper r JOIN post p ON p.id = r.entered_by JOIN organisation o ON o.id = p.organisation_id
     WHERE r.case_id = ? ORDER BY r.id`,
    [bytesOf(file.id)],
  );
  return rows.flatMap((row) => {
    const documentId = idOf('document', row.document_id);
    const original = listed.find((one) => one.documentId === documentId && one.current);
    if (!original) return [];
    const { kind, number, dated, form } = row;
    const enteredBy = { zh: row.org_zh, en: row.org_en };
    const { path, sha256 } = original;
    return [
      { kind, number, dated, form, documentId, original: { path, sha256 }, enteredBy, enteredAt: iso(row.entered_at) },
    ];
  });
}

async function publicNotices({ sql, file }: CaseAtHand, listed: readonly ListedVersion[]) {
  const rows = await sql.rows<{ address: string; published_on: LegalDate; document_id: Buffer; ended_at: Date | null }>(
    'SELECT address, published_on, document_id, ended_at FROM public_notice WHERE case_id = ? ORDER BY id',
    [bytesOf(file.id)],
  );
  return rows.map((row) => {
    const documentId = idOf('document', row.document_id);
    const known = listed.some((one) => one.documentId === documentId);
    return {
      ...{ address: row.address, publishedOn: row.published_on, endedAt: iso(row.ended_at) },
      documentId: known ? documentId : null,
    };
  });
}

async function holds({ sql, file }: CaseAtHand) {
  const rows = await sql.rows<{ reason: string; review_on: LegalDate; since: Date; resumed_at: Date | null }>(
    'SELECT reason, review_on, since, resumed_at FROM case_hold WHERE case_id = ? ORDER BY since, id',
    [bytesOf(file.id)],
  );
  return rows.map((row) => ({
    ...{ reason: row.reason, reviewOn: row.review_on, since: iso(row.since), resumedAt: iso(row.resumed_at) },
  }));
}

async function insideEntries(at: CaseAtHand): Promise<CaseFileEntry[]> {
  return [
    jsonEntry('record/tasks.json', { zh: '任务', en: 'Tasks' }, await tasks(at)),
    jsonEntry('record/panels.json', { zh: '专家组', en: 'Panels' }, await panels(at)),
    jsonEntry('record/proposals.json', { zh: '专家建议事项', en: 'Items proposed by experts' }, await proposals(at)),
    jsonEntry('record/replies.json', { zh: '委派与答复', en: 'Assignments and replies' }, await replies(at)),
    jsonEntry('record/recusals.json', { zh: '回避', en: 'Recusals' }, await recusals(at)),
  ];
}

const seesBody = (bodies: readonly Body[], task: { role: Role | null; stage: Stage }): boolean =>
  seesTask({ bodies: new Set(bodies) }, task);

async function tasks({ sql, file, bodies }: CaseAtHand) {
  const rows = await sql.rows<{
    id: Buffer;
    stage: Stage;
    round: number;
    step: Step;
    state: TaskState;
    role: Role | null;
    opened_at: Date;
    claimed_at: Date | null;
    done_at: Date | null;
    outcome: Outcome | null;
    holder_zh: string | null;
    holder_en: string | null;
    by_zh: string | null;
    by_en: string | null;
    for_zh: string | null;
    for_en: string | null;
  }>(
    `SELECT t.id, t.stage, t.round, t.step, t.state, t.role, t.opened_at, t.claimed_at, t.done_at, t.outcome,
            h.name_zh AS holder_zh, h.name_en AS holder_en, d.name_zh AS by_zh, d.name_en AS by_en,
            f.name_zh AS for_zh, f.name_en AS for_en
     FROM task t LEFT JOIN person h ON h.id = COALESCE(t.holder_id, t.person_id)
     LEFT JOIN person d ON d.id = t.decided_by LEFT JOIN person f ON f.id = t.decided_for
     WHERE t.case_id = ? ORDER BY t.id`,
    [bytesOf(file.id)],
  );
  return rows
    .filter((row) => seesBody(bodies, row))
    .map((row) => ({
      ...{ id: idOf('task', row.id), stage: row.stage, round: row.round, step: row.step, state: row.state },
      ...{ role: row.role, outcome: row.outcome, body: (row.role && bodyOfRole[row.role]) ?? bodyOfStage[row.stage] },
      ...{ openedAt: iso(row.opened_at), claimedAt: iso(row.claimed_at), doneAt: iso(row.done_at) },
      holder: nameOf(row.holder_zh, row.holder_en),
      decidedBy: nameOf(row.by_zh, row.by_en),
      onBehalfOf: nameOf(row.for_zh, row.for_en),
    }));
}

/** Whoever ever sat; a panel is its own body's. */
async function panels({ sql, file, bodies }: CaseAtHand) {
  const rows = await sql.rows<{
    level: PanelLevel;
    formed_at: Date;
    is_lead: number;
    left_at: Date | null;
    seat: Buffer;
    name_zh: string;
    name_en: string;
    org_zh: string;
    org_en: string;
  }>(
    `SELECT p.level, p.formed_at, s.id AS seat, s.is_lead, s.left_at, n.name_zh, n.name_en, o.name_zh AS org_zh, o.name_en AS org_en
     FROM panel p JOIN seat s ON s.panel_id = p.id JOIN person n ON n.id = s.person_id
     JOIN post x ON x.id = s.post_id JOIN organisation o ON o.id = x.organisation_id
     WHERE p.case_id = ? ORDER BY p.id, s.id`,
    [bytesOf(file.id)],
  );
  return rows
    .filter((row) => bodies.includes(row.level))
    .map((row) => ({
      ...{ level: row.level, formedAt: iso(row.formed_at), seat: idOf('seat', row.seat), lead: row.is_lead === 1 },
      ...{
        person: nameOf(row.name_zh, row.name_en),
        organisation: nameOf(row.org_zh, row.org_en),
        leftAt: iso(row.left_at),
      },
    }));
}

async function proposals({ sql, file, bodies }: CaseAtHand) {
  const own: Proposal['level'][] = levels.filter((level) => bodies.includes(level));
  if (own.length === 0) return [];
  const found = await new ProposalRepository(sql).ofCase(file.id, own);
  return found.map(({ id, level, personId, title, accepts, reason, proposedAt, mergedInto }) => ({
    ...{ id, level, personId, title, accepts, reason, mergedInto },
    proposedAt: new Date(proposedAt).toISOString(),
  }));
}

interface ReplyRow {
  stage: Stage;
  step: Step;
  role: Role | null;
  question: string;
  asked_at: Date;
  reply: string | null;
  ended_at: Date | null;
  by_zh: string;
  by_en: string;
  to_zh: string;
  to_en: string;
}

async function replies({ sql, file, bodies }: CaseAtHand) {
  const rows = await sql.rows<ReplyRow>(
    `SELECT t.stage, t.step, t.role, a.question, a.asked_at, a.reply, a.ended_at,
            b.name_zh AS by_zh, b.name_en AS by_en, x.name_zh AS to_zh, x.name_en AS to_en
     FROM task_assignment a JOIN task t ON t.id = a.task_id JOIN person b ON b.id = a.by_person
     JOIN person x ON x.id = a.to_person WHERE a.case_id = ? ORDER BY a.id`,
    [bytesOf(file.id)],
  );
  return rows
    .filter((row) => seesBody(bodies, row))
    .map((row) => ({
      ...{ stage: row.stage, step: row.step, question: row.question, reply: row.reply },
      ...{ askedAt: iso(row.asked_at), endedAt: iso(row.ended_at) },
      ...{ by: nameOf(row.by_zh, row.by_en), to: nameOf(row.to_zh, row.to_en) },
    }));
}

async function recusals({ sql, file, bodies }: CaseAtHand) {
  const rows = await sql.rows<{
    stage: Stage;
    step: Step;
    role: Role | null;
    reason: string;
    at: Date;
    name_zh: string;
    name_en: string;
  }>(
    `SELECT t.stage, t.step, t.role, r.reason, r.at, n.name_zh, n.name_en
     FROM task_recusal r JOIN task t ON t.id = r.task_id JOIN person n ON n.id = r.person_id
     WHERE r.case_id = ? ORDER BY r.at, t.id, n.id`,
    [bytesOf(file.id)],
  );
  return rows
    .filter((row) => seesBody(bodies, row))
    .map((row) => ({
      stage: row.stage,
      step: row.step,
      by: nameOf(row.name_zh, row.name_en),
      reason: row.reason,
      at: iso(row.at),
    }));
}
