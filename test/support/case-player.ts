import { randomUUID, createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decideTask } from '../../libs/casework/approval/decide-task';
import { closeCase, enterStage, ringAlarms, whereStands } from '../../libs/casework/cases/standing';
import { addDocument } from '../../libs/casework/documents/add-document';
import { openCase } from '../../libs/casework/declaration/open-case';
import { claimTask } from '../../libs/casework/inbox/claim-task';
import type { Office } from '../../libs/casework/office';
import type { DecisionReceipt } from '../../libs/contracts/api/tasks';
import type { Id } from '../../libs/contracts/ids';
import type { Left, Standing } from '../../libs/contracts/messages';
import type { Actor } from '../../libs/contracts/posts';
import {
  isArchiveStage,
  type Outcome,
  type Result,
  type Stage,
  type StageOutcome,
  type Step,
  type Target,
} from '../../libs/contracts/procedure';
import { fileChecklist, missingRows } from '../../libs/domain/audit/file-checklist';
import { readFileFacts } from '../../libs/persistence/audit/file-facts';
import { bytesOf, idOf } from '../../libs/persistence/bytes';
import { StageRepository } from '../../libs/persistence/cases/stage-repository';
import { TaskRepository, type Task } from '../../libs/persistence/cases/task-repository';
import { PanelRepository } from '../../libs/persistence/evaluation/panel-repository';
import { ProgrammeRepository } from '../../libs/persistence/programmes/programme-repository';
import { actorNamed } from './actors';
import { formFor } from './forms';

/** Where the workflow leads: its own test compares the real one with the same table. */
const onwards: Partial<Record<Stage, Partial<Record<StageOutcome, Stage | { close: Result }>>>> = {
  declaration: { signed: 'provincial-intake' },
  'provincial-intake': {
    accepted: 'provincial-evaluation',
    'not-accepted': { close: 'not-accepted' },
    lapsed: { close: 'lapsed' },
  },
  'provincial-evaluation': { reported: 'provincial-recommendation' },
  'provincial-recommendation': { recommended: 'submission', 'not-recommended': { close: 'not-recommended' } },
  submission: { submitted: 'national-intake' },
  'national-intake': { accepted: 'national-review' },
  'national-review': { voted: 'national-decision' },
  'national-decision': {
    'propose-designation': 'public-notice',
    decline: { close: 'declined' },
    lapsed: { close: 'lapsed' },
  },
  'public-notice': { 'notice-over': 'issue' },
  issue: { forwarded: { close: 'designated' } },
};

const usernames: Partial<Record<Step, string>> = {
  'prepare-declaration': '{h}.preparer',
  'sign-declaration': '{h}.signatory',
  'check-completeness': 'henan.handler1',
  'draft-recommendation': 'henan.handler1',
  'check-recommendation': 'henan.checker',
  'sign-recommendation': 'henan.signatory',
  'submit-to-nhc': 'henan.handler1',
  'check-submission': 'nhc.handler1',
  'draft-decision': 'nhc.handler1',
  'check-decision': 'nhc.checker',
  'sign-decision': 'nhc.signatory',
  'record-publication': 'nhc.handler1',
  'draft-notice': 'nhc.handler1',
  'check-notice': 'nhc.checker',
  'sign-notice': 'nhc.signatory',
  'issue-notice': 'nhc.handler1',
  'forward-result': 'henan.handler1',
};
const archived = { 'provincial-archive': 'henan', archive: 'nhc' };

const usual: Partial<Record<Step, Outcome>> = {
  'prepare-declaration': 'submitted-for-signature',
  'sign-declaration': 'signed',
  'check-completeness': 'accepted',
  'form-panel': 'formed',
  'declare-interests': 'none',
  evaluate: 'evaluated',
  'write-report': 'reported',
  'draft-recommendation': 'drafted',
  'check-recommendation': 'agreed',
  'sign-recommendation': 'recommended',
  'submit-to-nhc': 'submitted',
  'check-submission': 'accepted',
  'panel-meeting': 'minuted',
  vote: 'voted',
  'draft-decision': 'drafted',
  'check-decision': 'agreed',
  'sign-decision': 'propose-designation',
  'record-publication': 'recorded',
  'draft-notice': 'drafted',
  'check-notice': 'agreed',
  'sign-notice': 'signed',
  'issue-notice': 'issued',
  'forward-result': 'forwarded',
  'compile-file': 'compiled',
  'accept-file': 'accepted',
};

/** What the documents of all players of this process hold, by their path in a store. */
export const playedContents = new Map<string, Buffer>();

/** Plays a case through the commands, with the workflow's part done by hand: no engine needed to test the record. */
export class CasePlayer {
  caseId!: Id<'case'>;
  number!: string;
  documentId!: string;
  /** What the documents hold, by their path in a store; `fillStore` puts it there. */
  readonly contents = new Map<string, Buffer>();
  private papers = 0;

  constructor(
    readonly office: Office,
    readonly hospital = 'h41a',
  ) {}

  static async open(office: Office, hospital = 'h41a'): Promise<CasePlayer> {
    const player = new CasePlayer(office, hospital);
    const preparer = await player.actor(`${hospital}.preparer`);
    const call = await office.database.read((sql) =>
      sql.row<{ id: Buffer }>('SELECT id FROM declaration_call LIMIT 1'),
    );
    if (!call) throw new Error('no call');
    const opened = await openCase(preparer, { callId: idOf('call', call.id), key: key() }, office);
    player.caseId = opened.id;
    player.number = opened.number;
    player.documentId = await player.addDocument(preparer);
    return player;
  }

  actor(username: string): Promise<Actor> {
    return actorNamed(this.office, username.replace('{h}', this.hospital));
  }

  async addDocument(actor: Actor): Promise<string> {
    const content = Buffer.from(`%PDF-1.4\n${randomUUID()}\n%%EOF\n`);
    const sha256 = createHash('sha256').update(content).digest();
    const path = `xx/${sha256.toString('hex').slice(0, 32)}`;
    const file = { sha256, size: content.length, path, mediaType: 'application/pdf' };
    this.contents.set(path, content);
    playedContents.set(path, content);
    const input = { caseId: this.caseId, title: '材料', fileName: '材料.pdf', key: randomUUID(), file };
    return (await addDocument(actor, input, this.office)).document.id;
  }

  async fillStore(directory: string): Promise<void> {
    for (const [path, content] of this.contents) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
  }

  tasks(): Promise<Task[]> {
    return this.office.database.read((sql) => new TaskRepository(sql).ofCase(this.caseId));
  }

  async openTasks(): Promise<Task[]> {
    return (await this.tasks()).filter((task) => task.state === 'open');
  }

  async openTask(step: Step): Promise<Task> {
    const task = (await this.openTasks()).find((one) => one.step === step);
    if (!task) throw new Error(`no open task ${step}`);
    return task;
  }

  async actorFor(task: Task): Promise<Actor> {
    if (task.personId) return this.actorOf(task.personId);
    const name =
      playsArchive(task) ??
      (task.step === 'form-panel'
        ? task.role === 'national-handler'
          ? 'nhc.handler1'
          : 'henan.handler1'
        : usernames[task.step]);
    if (!name) throw new Error(`nobody plays ${task.step}`);
    return this.actor(name);
  }

  private async actorOf(person: Id<'person'>): Promise<Actor> {
    const row = await this.office.database.read((sql) =>
      sql.row<{ username: string }>('SELECT username FROM account WHERE person_id = ?', [bytesOf(person)]),
    );
    return this.actor(row?.username ?? '');
  }

  claim(task: Task, actor: Actor) {
    return claimTask(actor, { taskId: task.id, key: key() }, this.office);
  }

  async form(task: Task, outcome: Outcome): Promise<Record<string, unknown>> {
    const national = task.stage === 'national-review';
    const experts = national
      ? [1, 2, 3, 4, 5].map((n) => `expert.n0${String(n)}`)
      : [1, 2, 3].map((n) => `expert.henan${String(n)}`);
    const [standard, seats, today] = await this.office.database.read(async (sql) => {
      const row = await sql.row<{ standard_version_id: Buffer; offset_ms: number | string }>(
        'SELECT c.standard_version_id, k.offset_ms FROM case_file c JOIN clock k WHERE c.id = ?',
        [bytesOf(this.caseId)],
      );
      if (!row) throw new Error('no case');
      const legal = new Date(Date.now() + Number(row.offset_ms) + 8 * 3_600_000).toISOString().slice(0, 10);
      return [
        (await new ProgrammeRepository(sql).standard(idOf('standard', row.standard_version_id))).content,
        await new PanelRepository(sql).seats(this.caseId, national ? 'nation' : 'province'),
        legal,
      ] as const;
    });
    this.papers += 1;
    if (task.step === 'compile-file') return { missing: await this.missing() };
    return formFor(task.step, outcome, {
      standard,
      documentId: this.documentId,
      today,
      experts: await Promise.all(experts.map(async (name) => (await this.actor(name)).personId)),
      seatIds: seats.map((seat) => seat.id),
      archiveNumber: `Z109-WS·2026-Y-${this.caseId.slice(-6).toUpperCase()}-${String(this.papers).padStart(4, '0')}`,
      number: String((Number.parseInt(this.caseId.slice(-6), 16) % 90000) + this.papers),
    });
  }

  /** A reason for every row that is missing from the file. */
  async missing(): Promise<{ item: string; reason: string }[]> {
    const rows = await this.office.database.read(async (sql) => {
      const row = await sql.row<{ result: Result | null; submitted_at: Date | null; programme_version_id: Buffer }>(
        'SELECT result, submitted_at, programme_version_id FROM case_file WHERE id = ?',
        [bytesOf(this.caseId)],
      );
      if (!row) throw new Error('no case');
      const { content } = await this.office.programme(sql, idOf('programme', row.programme_version_id));
      const file = { id: this.caseId, result: row.result, submittedAt: row.submitted_at?.getTime() ?? null };
      return fileChecklist(await readFileFacts(sql, file, content));
    });
    return missingRows(rows).map(({ item }) => ({ item, reason: '该件未形成。' }));
  }

  /** Claims and decides an open task as the person whose turn it is. */
  async decide(task: Task, outcome = usual[task.step], form?: Record<string, unknown>): Promise<DecisionReceipt> {
    if (!outcome) throw new Error(`no usual outcome of ${task.step}`);
    const actor = await this.actorFor(task);
    const claimed = await this.claim(task, actor);
    const input = {
      taskId: task.id,
      rev: claimed.rev,
      outcome,
      form: form ?? (await this.form(task, outcome)),
      key: key(),
    };
    return decideTask(actor, input, this.office);
  }

  private handed = () => ({ caseId: this.caseId, seq: 1, historyLength: 3 });

  where(): Promise<Standing> {
    return whereStands(this.office, this.handed());
  }

  ring(): Promise<Standing> {
    return ringAlarms(this.office, this.handed());
  }

  async enter(stage: Stage, target: Target | null = null): Promise<Standing> {
    return enterStage(this.office, { ...this.handed(), after: await this.lastEnd(), stage, part: 'main', target });
  }

  /** The end that the workflow would answer now. */
  private async lastEnd(): Promise<Left> {
    const stages = await this.office.database.read((sql) => new StageRepository(sql).ofCase(this.caseId));
    const last = stages.filter((stage) => stage.endedAt !== null).at(-1);
    if (!last) throw new Error('no stage has ended');
    return { stage: last.stage, part: last.part, round: last.round };
  }

  /** The workflow's next move after a stage ended. */
  async handOver(): Promise<Standing> {
    const standing = await this.where();
    if (standing.at !== 'ended') return standing;
    if (standing.target) return this.enter(standing.target.stage, standing.target);
    const next = onwards[standing.stage]?.[standing.outcome];
    if (!next) throw new Error(`${standing.stage}/${standing.outcome} leads nowhere`);
    return typeof next === 'string'
      ? this.enter(next)
      : closeCase(this.office, { ...this.handed(), after: standing, result: next.close });
  }

  /** Plays every step in the usual way until the stage is open, or until nothing is left to do. */
  async playTo(stage: Stage): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) {
      const standing = await this.handOver();
      if (standing.at === 'closed' || (standing.at === 'stage' && standing.stage === stage)) return;
      const [task] = await this.openTasks();
      if (!task) throw new Error('nothing to do');
      await this.decide(task);
    }
    throw new Error(`never came to ${stage}`);
  }
}

function playsArchive({ stage, step }: Task): string | undefined {
  if (!isArchiveStage(stage)) return undefined;
  return `${archived[stage]}.${step === 'accept-file' ? 'archivist' : 'handler1'}`;
}

export const key = () => ({ value: randomUUID(), request: randomUUID() });
