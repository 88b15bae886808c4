import type { CasePage } from '../../contracts/api/cases';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bodyOfStage, isArchiveStage, stagesOfKind } from '../../contracts/procedure';
import type { Programme } from '../../contracts/programme';
import type { Standard } from '../../contracts/standard';
import { HoldRepository, type Withdrawal } from '../../persistence/cases/hold-repository';
import { StageRepository, type CaseStage } from '../../persistence/cases/stage-repository';
import { LedgerRepository, type LedgerRow } from '../../persistence/deadlines/ledger-repository';
import type { Published } from '../../persistence/programmes/programme-repository';
import { earliest, limitOf, type LimitSetting } from '../deadlines/limits';
import { readDocuments } from '../documents/documents';
import type { ReadingRoom } from '../reading-room';
import { actionsOnCase, caseAtHand } from './case-actions';
import { archiveShownTo, readCase, sinceOf, type ReadCase } from './case-reader';
import { readCaseTasks } from './case-tasks';
import { readHold } from './hold';
import { readRecalls } from './recalls';

const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

/** The case page, in at most eight statements whatever the case holds. Refused as `not-found`. */
export function readCasePage(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<CasePage> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const { file } = read;
    const programme = await room.programme(sql, file.programmeVersionId);
    const standard = await room.standard(sql, file.standardVersionId);
    const setting: LimitSetting = {
      programme: programme.content,
      calendar: await room.calendar(sql, read.calendarVersion),
      province: read.file.province,
      legalNow: room.legalNow(read.clockOffset),
      callDates: read.call ? { windowOpens: read.call.windowOpens, windowCloses: read.call.windowCloses } : {},
    };
    const stages = await new StageRepository(sql).ofCase(caseId);
    const ledger = await new LedgerRepository(sql).open(caseId);
    const { acted } = read;
    const withdrawal = read.bodies.size > 0 ? await new HoldRepository(sql).pendingWithdrawal(caseId) : undefined;
    return {
      ...identity(read, programme, standard),
      strip: stripOf(read, stages),
      tasks: await readCaseTasks(sql, actor, read, ledger, setting),
      limit: outsideLimit(read, ledger, setting),
      hold: file.status === 'on-hold' ? await readHold(sql, caseId) : null,
      withdrawal: withdrawal ? presentWithdrawal(withdrawal) : null,
      documents: await readDocuments(sql, read),
      recalls: await readRecalls(sql, actor, read, stages),
      watching: read.watching,
      allowedActions: actionsOnCase(actor, read, caseAtHand(read, stages, withdrawal !== undefined, acted)),
    };
  });
}

function identity(read: ReadCase, programme: Published<Programme>, standard: Published<Standard>) {
  const { file } = read;
  return {
    id: file.id,
    number: file.number,
    kind: file.kind,
    status: file.status,
    result: file.result,
    stage: file.stage,
    stageBody: file.stage ? bodyOfStage[file.stage] : null,
    stageSince: sinceOf(file),
    applicant: { id: file.applicantId, name: read.applicant },
    province: file.province,
    programme: programme.content.code,
    openedAt: new Date(file.openedAt).toISOString(),
    closedAt: iso(file.closedAt),
    archive: archiveShownTo(read.bodies, file),
    rev: read.inside ? file.rev : null,
    year: file.year,
    call:
      read.call && file.callId
        ? { id: file.callId, noticeNumber: read.call.noticeNumber, noticeDate: read.call.noticeDate }
        : null,
    programmeVersion: {
      code: programme.content.code,
      version: programme.content.version,
      hash: programme.hash,
      title: programme.content.title,
    },
    standard: {
      code: standard.content.id,
      title: standard.content.title,
      label: standard.content.label,
      hash: standard.hash,
      basis: standard.content.basis,
    },
    center: read.center && file.centerId ? { id: file.centerId, name: read.center } : null,
  };
}

/** Every stage of the procedure in order. Internal returns show inside the body only: outside, a stage stands as it last stood. */
function stripOf(read: ReadCase, stages: readonly CaseStage[]): CasePage['strip'] {
  // What is filed where shows inside the body only, and only where it is.
  const filed = archiveShownTo(read.bodies, read.file) === null ? null : read.file.stage;
  const procedure = stagesOfKind[read.file.kind].filter((stage) => !isArchiveStage(stage) || stage === filed);
  const open = stages.find((stage) => stage.endedAt === null && procedure.includes(stage.stage));
  const currentIndex = open ? procedure.indexOf(open.stage) : procedure.length;
  return procedure.map((stage, index) => {
    const last = stages.filter((one) => one.stage === stage).at(-1);
    const inside = read.bodies.has(bodyOfStage[stage]);
    const state = stateOf(last, open, index, currentIndex, inside);
    return {
      stage,
      body: bodyOfStage[stage],
      state,
      round: inside ? (last?.round ?? 0) : state === 'todo' ? 0 : 1,
      enteredAt: state === 'todo' ? null : iso(last?.openedAt ?? null),
      endedAt: state === 'done' ? iso(last?.endedAt ?? null) : null,
    };
  });
}

function stateOf(
  last: CaseStage | undefined,
  open: CaseStage | undefined,
  index: number,
  current: number,
  inside: boolean,
): CasePage['strip'][number]['state'] {
  if (!last) return 'todo';
  if (open && last.id === open.id) return 'current';
  if (index > current) return inside ? 'returned' : 'todo';
  return inside && (last.outcome === 'returned' || last.outcome === 'recalled') ? 'returned' : 'done';
}

/** Inside the body the earliest limit; outside it only a commitment or a period, as the procedure tells it outwards. */
function outsideLimit(read: ReadCase, ledger: readonly LedgerRow[], setting: LimitSetting) {
  // What one body is asked by another binds neither the case nor anybody else.
  const shown = ledger.filter((row) => row.requestId === null && (read.inside || row.kind !== 'internal'));
  const row = earliest(shown);
  return row ? limitOf(row, setting) : null;
}

const presentWithdrawal = (withdrawal: Withdrawal) => ({
  reason: withdrawal.reason,
  requestedAt: new Date(withdrawal.requestedAt).toISOString(),
  paperNumber: withdrawal.paperNumber,
});
