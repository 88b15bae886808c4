import type { OverdueList, OverdueQuery, OverdueRow } from '../../contracts/api/overdue';
import type { Ladder, LegalDate } from '../../contracts/deadlines';
import type { Acted, Actor, Role } from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';
import type { Programme } from '../../contracts/programme';
import { calendarOf, type Calendar } from '../../domain/deadlines/calendar';
import { endOfDay, legalDateOf } from '../../domain/deadlines/legal-day';
import { binds } from '../../domain/deadlines/ledger';
import { lightOf } from '../../domain/deadlines/light';
import { mayDrawUp, oversightOf, soonUntil, type Oversight } from '../../domain/deadlines/overseeing';
import { bodyOfTask } from '../../domain/people/entitled';
import { entitled } from '../../domain/people/entitlement';
import { idOf, idOrNull } from '../../persistence/bytes';
import { readActedOf } from '../../persistence/people/acted-repository';
import { marks, type Sql } from '../../persistence/sql';
import { encodeCursor, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { limitAsShown } from './limits';
import { overduePage, type Horizon, type OverdueRecord } from './overdue-rows';

/**
 * What is overdue or due soon at a body, earliest first, with the counts of both. Four statements whatever the number
 * of rows. Refused: not-entitled.
 */
export function readOverdue(room: ReadingRoom, actor: Actor, query: OverdueQuery): Promise<OverdueList> {
  const oversight = oversightOf(actor, query.body);
  return room.database.read(async (sql) => {
    const setting = await readSetting(room, sql, oversight, actor);
    const { rows, counts } = await overduePage(sql, oversight, query, {
      now: setting.legalNow,
      horizons: setting.horizons,
    });
    const turns = oversight.inside ? await openTasks(sql, rows) : [];
    const cases = oversight.inside ? rows.map((row) => idOf('case', row.case_id)) : [];
    const acted = await readActedOf(sql, cases, actor);
    const reader = { actor, actedIn: (row: OverdueRecord) => acted.get(idOf('case', row.case_id)) ?? nothing };
    const page = pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.due_at.toISOString(), row.id.toString('hex')]),
      (row) => present(reader, oversight, row, turns, setting),
    );
    return {
      ...page,
      body: oversight.body,
      inside: oversight.inside,
      mayDrawUp: mayDrawUp(actor, oversight),
      legalNow: new Date(setting.legalNow).toISOString(),
      today: setting.today,
      counts: {
        overdue: { commitment: counts.overdue_commitment, internal: counts.overdue_internal ?? 0 },
        soon: { commitment: counts.soon_commitment, internal: counts.soon_internal ?? 0 },
      },
    };
  });
}

/** Who reads, and what they and everybody they stand in for did in the case of a row. */
interface Reader {
  actor: Actor;
  actedIn: (row: OverdueRecord) => Acted;
}
const nothing: Acted = new Map();

interface Setting {
  legalNow: number;
  today: LegalDate;
  calendar: Calendar;
  programmes: Map<string, Programme>;
  horizons: Horizon[];
}

/** Now, the calendar, and up to when each rule of each programme is due soon: in one statement. */
async function readSetting(room: ReadingRoom, sql: Sql, oversight: Oversight, actor: Actor): Promise<Setting> {
  const rows = await sql.rows<{ offset_ms: number | string; calendar_version: number; id: Buffer }>(
    'SELECT k.offset_ms, k.calendar_version, v.id FROM clock k JOIN programme_version v WHERE k.id = 1',
  );
  const [first] = rows;
  if (!first) throw new Error('there is no programme');
  const legalNow = room.legalNow(first.offset_ms);
  const calendar = await room.calendar(sql, first.calendar_version);
  // Of the limits of other provinces the local holidays are not known before their rows are read.
  const province = actor.posts.find((post) => oversight.organisations.includes(post.organisationId))?.province ?? '';
  const counting = calendarOf(calendar, oversight.body, oversight.inside ? province : '');
  const programmes = new Map<string, Programme>();
  const horizons: Horizon[] = [];
  for (const { id } of rows) {
    const { content } = await room.programme(sql, idOf('programme', id));
    programmes.set(id.toString('hex'), content);
    horizons.push(...horizonsOf(id, content, legalNow, counting));
  }
  const today = legalDateOf(legalNow, { zone: 'Asia/Shanghai' });
  return { legalNow, today, calendar, programmes, horizons };
}

function horizonsOf(programmeId: Buffer, programme: Programme, legalNow: number, calendar: Calendar): Horizon[] {
  const today = legalDateOf(legalNow, programme.day);
  const found = new Map<LegalDate, Horizon>();
  for (const rule of programme.deadlines) {
    if (rule.kind === null) continue;
    const until = soonUntil(rule.ladder ? (programme.ladders[rule.ladder] ?? null) : null, today, calendar);
    const one = found.get(until) ?? { programmeId, until, untilAt: endOfDay(until, programme.day), rules: [] };
    one.rules.push(rule.id);
    found.set(until, one);
  }
  return [...found.values()];
}

interface TurnRow {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer;
  stage: Stage;
  step: Step;
  role: Role | null;
  organisation_id: Buffer | null;
  person_id: Buffer | null;
  assigned_to: Buffer | null;
  opened_at: Date;
  holder_id: Buffer | null;
  holder_zh: string | null;
  holder_en: string | null;
}

async function openTasks(sql: Sql, rows: readonly OverdueRecord[]): Promise<TurnRow[]> {
  if (rows.length === 0) return [];
  const cases = [...new Map(rows.map((row) => [row.case_id.toString('hex'), row.case_id])).values()];
  return sql.rows<TurnRow>(
    `SELECT t.id, t.case_id, t.stage_id, t.stage, t.step, t.role, t.organisation_id, t.person_id, t.assigned_to, t.opened_at,
            t.holder_id, h.name_zh AS holder_zh, h.name_en AS holder_en
     FROM task t LEFT JOIN person h ON h.id = t.holder_id
     WHERE t.case_id IN (${marks(cases.length)}) AND t.state = 'open' ORDER BY t.id`,
    cases,
  );
}

function present(
  reader: Reader,
  oversight: Oversight,
  row: OverdueRecord,
  tasks: readonly TurnRow[],
  setting: Setting,
): OverdueRow {
  const programme = setting.programmes.get(row.programme_version_id.toString('hex'));
  const rule = programme?.deadlines.find((one) => one.id === row.rule_id);
  if (!programme || !rule) throw new Error(`the pinned programme has no limit ${row.rule_id}`);
  const ladder = rule.ladder ? (programme.ladders[rule.ladder] ?? null) : null;
  const calendar = calendarOf(setting.calendar, row.body, row.province);
  const light = lightOf(shape(row), setting.legalNow, calendar, programme.day, ladder);
  const bound = oversight.inside ? tasks.filter((task) => isBound(row, task)) : [];
  return {
    id: idOf('deadline', row.id),
    caseId: idOf('case', row.case_id),
    caseNumber: row.number,
    caseKind: row.case_kind,
    applicant: { id: idOf('organisation', row.applicant_id), name: { zh: row.applicant_zh, en: row.applicant_en } },
    province: row.province,
    programme: row.programme,
    stage: row.case_stage,
    stageBody: row.case_stage ? bodyOfStage[row.case_stage] : null,
    body: row.body,
    kind: row.kind,
    title: rule.title,
    limit: limitAsShown(light, shape(row)),
    paused: row.state === 'paused' ? causeOf(row) : null,
    turns: bound.map(turnOf),
    rung: rungOf(row, ladder),
    lastUrgedAt: row.urged_at?.toISOString() ?? null,
    lastOrder:
      row.order_number && row.order_state && row.order_at
        ? { number: row.order_number, state: row.order_state, at: row.order_at.toISOString() }
        : null,
    allowedActions: oversight.inside ? actionsOn(reader, row, bound) : [],
  };
}

function causeOf(row: OverdueRecord): OverdueRow['paused'] {
  if (row.case_status === 'on-hold') return 'hold';
  return Number(row.awaited) > 0 ? 'request' : 'excluded';
}

function rungOf(row: OverdueRecord, ladder: Ladder | null): OverdueRow['rung'] {
  if (!row.rung || !row.rung_at) return null;
  const known = [...(ladder?.reminders ?? []), ...(ladder?.escalations ?? [])].find((one) => one.id === row.rung);
  return { id: row.rung, offset: known?.offset ?? null, at: row.rung_at.toISOString() };
}

const shape = (row: OverdueRecord) => ({
  state: row.state,
  dueOn: row.due_on,
  dueAt: row.due_at.getTime(),
  pausedSince: null,
  pausedUntil: null,
  remainingDays: null,
  provisional: row.provisional === 1,
});

/** Tasks of the body itself that the limit binds: of another's desk nobody outside learns whose turn it is. */
const isBound = (row: OverdueRecord, task: TurnRow): boolean =>
  task.case_id.equals(row.case_id) &&
  bodyOfTask(task) === row.body &&
  binds(
    {
      subject: row.subject,
      body: row.body,
      stageId: row.stage_id && idOf('stage', row.stage_id),
      taskId: row.task_id && idOf('task', row.task_id),
    },
    {
      id: idOf('task', task.id),
      stageId: idOf('stage', task.stage_id),
      body: bodyOfStage[task.stage],
      step: task.step,
    },
  );

const turnOf = (task: TurnRow): OverdueRow['turns'][number] => ({
  taskId: idOf('task', task.id),
  step: task.step,
  role: task.role,
  holder: task.holder_id && {
    id: idOf('person', task.holder_id),
    name: { zh: task.holder_zh ?? '', en: task.holder_en ?? '' },
  },
  since: task.opened_at.toISOString(),
});

/** What is offered on a row, as the commands themselves are asked; nothing where nobody is waited for. */
function actionsOn({ actor, actedIn }: Reader, row: OverdueRecord, turns: readonly TurnRow[]) {
  const offered: OverdueRow['allowedActions'] = [];
  if (row.case_stage === null || turns.length === 0) return offered;
  const parties = {
    applicantId: idOf('organisation', row.applicant_id),
    provinceId: idOf('organisation', row.province_id),
    nationId: idOf('organisation', row.nation_id),
    submitted: row.submitted_at !== null,
    archive: row.case_archive && bodyOfStage[row.case_stage],
    callId: idOrNull('call', row.call_id),
  };
  const acted = actedIn(row);
  const urges = entitled(actor, 'urge', {
    ...{ kind: row.case_kind, status: row.case_status, stage: row.case_stage, parties, acted },
    ...{ designated: row.case_kind === 'designation' && row.center_id !== null, withdrawalPending: false },
    ...{ handingOver: false, worked: new Set<never>(), seated: false, archive: row.case_archive, legalHold: false },
  });
  if (urges.allowed && bodyOfStage[row.case_stage] === row.body) offered.push('urge');
  const orders = turns.some(
    (turn) =>
      entitled(actor, 'order', {
        case: { status: row.case_status, parties },
        task: taskOf(turn),
        siblings: [],
        acted,
        recused: false,
      }).allowed,
  );
  if (orders) offered.push('order');
  return offered;
}

const taskOf = (turn: TurnRow) => ({
  ...{ id: idOf('task', turn.id), stage: turn.stage, step: turn.step, state: 'open' as const, role: turn.role },
  organisationId: idOrNull('organisation', turn.organisation_id),
  personId: idOrNull('person', turn.person_id),
  holderId: idOrNull('person', turn.holder_id),
  ...{ decidedBy: null, decidedFor: null, assignedTo: idOrNull('person', turn.assigned_to) },
});
