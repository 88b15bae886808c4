import type { CasePage } from '../../libs/contracts/api/cases';
import type { DeadlineList } from '../../libs/contracts/api/deadlines';
import { parties, type Cast, type Parties } from './cast';
import { archiveActs } from './archive-acts';
import { ClockHand } from './clock';
import { DeskError } from './desk';
import { Onlookers } from './onlookers';
import { Player, type Act } from './player';
import { respiratoryActs } from './respiratory-acts';
import { daysBetween, later, Telling } from './telling';
import type { Timeline } from './timeline';
import { until } from './waiting';

interface Designated extends Record<string, unknown> {
  scenario: 'respiratory';
  caseId: string;
  caseNumber: string;
  finalStage: string;
  outcome: string;
  center: { id: string; name: { zh: string; en: string }; documentNumber: string | null; designatedOn: string | null };
  reportingYears: { number: string; stage: string | null }[];
  /** As the bodies together see them, oldest first. */
  events: { type: string; at: string; stage: string | null; step: string | null; outcome: string | null }[];
  deadlines: DeadlineList['items'];
  historyLength: number;
  seconds: number;
}

/** The last line of `--json`. Deadlines carry their explanation; `historyLength` counts the workflow's events. */
export interface RespiratoryResult extends Designated {
  /** After the result: when the file was due in the archive, and how many events its acceptance added to the history. */
  archive: { dueOn: string; historyEvents: number };
}

const begins = '2026-01-05';

/**
 * Plays the plain case from declaration to designation: the nation's intake waits until it is reminded and, a working
 * day after it was due, escalated. On a stack whose clock stands later, the whole story moves with it.
 */
export async function playRespiratory({
  cast,
  timeline,
}: {
  cast: Cast;
  timeline: Timeline;
}): Promise<RespiratoryResult> {
  const began = performance.now();
  const clock = new ClockHand(await cast.desk('ops.system'));
  const shift = Math.max(0, daysBetween(begins, await clock.today()));
  const dayOf = (act: Act): string => later(act.on, shift);
  const player = await openSomewhere(cast, timeline, dayOf);
  const onlookers = await Onlookers.of(cast, player.parties, player.caseId);
  const telling = new Telling(clock, onlookers, timeline, dayOf);
  for (const act of respiratoryActs) {
    if (act.step === 'check-submission') await outwaitIntake(telling);
    if (act.step === 'draft-notice') await telling.untilEvent('noticePeriodEnded');
    await telling.toDayOf(act);
    await player.act(act);
  }
  await closing(onlookers);
  await telling.tell();
  const dueOn = await sayArchive(onlookers, timeline);
  const designated = await collect(cast, player.parties, onlookers, performance.now() - began);
  requireDesignated(designated, shift === 0);
  for (const act of archiveActs) {
    await telling.toDayOf(act);
    await player.act(act);
  }
  const ended = await filed(cast, player.caseId, designated.historyLength);
  const result = { ...designated, archive: { dueOn, historyEvents: ended - designated.historyLength } };
  timeline.say(
    `\n${result.caseNumber} 办结：准予设置。${result.center.name.zh}（${result.center.documentNumber ?? ''}），用时 ${result.seconds.toFixed(1)} 秒，工作流历史 ${String(result.historyLength)} 条。`,
    `\n${result.caseNumber} closed: designated. ${result.center.name.en} (${result.center.documentNumber ?? ''}); ${result.seconds.toFixed(1)} s, ${String(result.historyLength)} workflow history events.`,
  );
  return result;
}

/** Nobody takes the submission up: a reminder before it is due, an escalation after. */
async function outwaitIntake(telling: Telling): Promise<void> {
  const dueOn = await telling.dueOn('national-intake');
  await telling.untilEvent('reminderRung');
  await telling.to(later(dueOn, 1));
  await telling.untilEvent('escalationRung');
}

/** The case is closed; its file waits for the archive. */
async function sayArchive(onlookers: Onlookers, timeline: Timeline): Promise<string> {
  const limit = (await onlookers.deadlines()).find((row) => row.rule === 'archive');
  const dueOn = limit?.limit.dueOn;
  if (!dueOn) throw new Error('the closed case has no limit of its archive');
  timeline.say(
    `归档已开始：由国家级经办人整理文件、档案管理员接收，${dueOn} 前完成。`,
    `Its archive is open: compiled by the national handler, accepted by the archivist, due on ${dueOn}.`,
  );
  return dueOn;
}

/** Once the workflow has heard of the acceptance: the length of its history. */
function filed(cast: Cast, caseId: string, before: number): Promise<number> {
  return until({ what: 'the workflow hears of the archive', withinMs: 60_000 }, async () => {
    const { cases, unacknowledged } = await (await cast.desk('ops.system')).operations();
    const length = cases.find((row) => row.caseId === caseId)?.historyLength ?? 0;
    return unacknowledged === 0 && length > before ? length : undefined;
  });
}

/** The first hospital of the training data that has not declared in the open call. */
export async function openSomewhere(cast: Cast, timeline: Timeline, dateOf: (act: Act) => string): Promise<Player> {
  for (const who of Object.values<Parties>(parties)) {
    const player = new Player(cast, who, {
      dateOf,
      onPlayed: (played) => timeline.played(played, cast.account(played.username).name),
    });
    try {
      const { caseNumber } = await player.open();
      timeline.say(`案件 ${caseNumber}`, `Case ${caseNumber}`);
      return player;
    } catch (error) {
      if (!(error instanceof DeskError) || error.code !== 'already-declared') throw error;
    }
  }
  throw new Error(
    'every training hospital has already declared in the open call: start over with npm start -- --fresh',
  );
}

function closing(onlookers: Onlookers): Promise<CasePage> {
  return until({ what: 'the case closes', withinMs: 60_000 }, async () => {
    const page = await onlookers.page();
    return page.status === 'closed' ? page : undefined;
  });
}

async function collect(cast: Cast, who: Parties, onlookers: Onlookers, ms: number): Promise<Designated> {
  const page = await onlookers.page();
  const hospital = await cast.desk(`${who.hospital}.preparer`);
  const center = (await hospital.centers()).find((row) => row.caseId === page.id || row.caseNumber === page.number);
  if (!center) throw new Error(`no center of ${page.number} in the registry`);
  const years = await until({ what: 'the first reporting year opens', withinMs: 60_000 }, async () => {
    const found = (await hospital.cases()).items.filter((row) => row.kind === 'reporting-year' && row.stage !== null);
    return found.length > 0 ? found : undefined;
  });
  const { cases } = await (await cast.desk('ops.system')).operations();
  const { id, name, documentNumber, designatedOn } = center;
  return {
    scenario: 'respiratory',
    caseId: page.id,
    caseNumber: page.number,
    finalStage: page.status === 'closed' ? 'closed' : (page.stage ?? 'handing-over'),
    outcome: page.result ?? 'none',
    center: { id, name, documentNumber, designatedOn },
    reportingYears: years.map(({ number, stage }) => ({ number, stage })),
    events: (await onlookers.events()).map(({ type, at, stage, step, outcome }) => ({
      type,
      at,
      stage,
      step,
      outcome,
    })),
    deadlines: await onlookers.deadlines(),
    historyLength: cases.find((row) => row.caseId === page.id)?.historyLength ?? 0,
    seconds: ms / 1000,
  };
}

/** What rings on the story's own days; holidays elsewhere may bring more. */
const ringing = { reminderRung: 3, escalationRung: 1 };

function requireDesignated(result: Designated, onItsDays: boolean): void {
  const rung = (type: keyof typeof ringing): number => result.events.filter((event) => event.type === type).length;
  const wrongCount = (type: keyof typeof ringing): boolean =>
    onItsDays ? rung(type) !== ringing[type] : rung(type) === 0;
  const wrong = [
    result.outcome !== 'designated' && `outcome ${result.outcome}`,
    result.finalStage !== 'closed' && `final stage ${result.finalStage}`,
    wrongCount('reminderRung') && `${String(rung('reminderRung'))} reminders`,
    wrongCount('escalationRung') && `${String(rung('escalationRung'))} escalations`,
    result.historyLength === 0 && 'no workflow history length',
  ].filter((text) => text !== false);
  if (wrong.length > 0) throw new Error(`the case did not end as it should: ${wrong.join(', ')}`);
}
