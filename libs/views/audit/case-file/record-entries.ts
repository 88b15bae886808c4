import type { DeadlineList } from '../../../contracts/api/deadlines';
import { bodyOfStage } from '../../../contracts/procedure';
import { StageRepository } from '../../../persistence/cases/stage-repository';
import { LedgerRepository } from '../../../persistence/deadlines/ledger-repository';
import { readArchive } from '../archive';
import { readCasePage } from '../../cases/case-page';
import { readDecisions } from '../../cases/decisions';
import { readDeadlines } from '../../deadlines/case-deadlines';
import { readSupervision } from '../../deadlines/supervision';
import { readPreReview } from '../../documents/pre-review';
import { jsonEntry, type CaseFileEntry } from './entries';
import type { CaseAtHand } from './standing';

/** What the screens of a case show, without what belongs to the moment or to the person who looks. */
export async function recordEntries(at: CaseAtHand): Promise<CaseFileEntry[]> {
  return [
    jsonEntry('record/case.json', { zh: '案件', en: 'The case' }, await theCase(at)),
    jsonEntry(
      'record/decisions.json',
      { zh: '办理意见与表单', en: 'Decisions, opinions and forms' },
      await decisions(at),
    ),
    jsonEntry('record/deadlines.json', { zh: '时限及说明', en: 'Limits with their explanations' }, await deadlines(at)),
    jsonEntry('record/pre-review.json', { zh: '预审', en: 'Pre-review' }, await preReview(at)),
    ...(at.for === 'archive' ? await insideEntries(at) : []),
  ];
}

async function theCase({ room, reader, file, sql, bodies }: CaseAtHand) {
  const page = await readCasePage(room, reader, file.id);
  const stages = await new StageRepository(sql).ofCase(file.id);
  const { number, kind, status, result, applicant, province, openedAt, closedAt, year, call, center } = page;
  return {
    ...{ id: file.id, number, kind, status, result, applicant, province, openedAt, closedAt, year, call, center },
    programme: page.programmeVersion,
    standard: page.standard,
    hold: page.hold,
    withdrawal: page.withdrawal,
    strip: page.strip,
    /** Every round, of the stages of the bodies whose file this is. */
    rounds: stages
      .filter((one) => bodies.includes(bodyOfStage[one.stage]))
      .map(({ stage, part, round, openedAt: from, endedAt: to, outcome, target }) => ({
        ...{ stage, part, round, outcome, target },
        openedAt: new Date(from).toISOString(),
        endedAt: to === null ? null : new Date(to).toISOString(),
      })),
  };
}

/** Oldest first, as a file is read. */
async function decisions({ room, reader, file }: CaseAtHand) {
  const { standard, named, items } = await readDecisions(room, reader, file.id);
  return {
    standard,
    named: [...named].sort((a, b) => (a.id < b.id ? -1 : 1)),
    items: [...items].reverse(),
  };
}

type Item = DeadlineList['items'][number];

async function deadlines({ room, reader, file, sql, for: kind, asOf }: CaseAtHand) {
  const { items, clocks } = await readDeadlines(room, reader, file.id);
  const rows = await new LedgerRepository(sql).all(file.id);
  const inside = kind === 'archive';
  const told = (item: Item) => ({
    ...{ id: item.id, rule: item.rule, title: item.title, subject: item.subject, kind: item.kind, body: item.body },
    ...{ state: item.state, startsOn: item.startsOn, dueOn: item.limit.dueOn, dueAt: item.limit.dueAt },
    ...{ provisional: item.limit.provisional, calendarVersion: item.calendarVersion },
    ...{ basis: item.basis, source: item.source, explanation: item.explanation },
    // Whom a rung reached and what was entered behind a line is the body's own.
    ...(inside
      ? {
          rungs: item.rungs.filter((rung) => rung.state !== 'armed').map(rungOf),
          adjustments: rows.find((row) => row.id === item.id)?.adjustments ?? [],
        }
      : {}),
  });
  return { asOf: new Date(asOf).toISOString(), items: items.map(told), clocks };
}

/** Whether somebody has read their notice since is not of the record. */
const rungOf = ({ id, at, state, reached }: Item['rungs'][number]) => ({
  ...{ id, at, state },
  reached: reached.map(({ person }) => person),
});

async function preReview({ room, reader, file }: CaseAtHand) {
  const { shared, sharedAt, comments } = await readPreReview(room, reader, file.id);
  return { shared, sharedAt, comments };
}

async function insideEntries({ room, reader, file, bodies }: CaseAtHand): Promise<CaseFileEntry[]> {
  const { urges, orders, calls } = await readSupervision(room, reader, file.id);
  const shown = {
    urges,
    orders: orders.map(({ allowedActions: _, overdue: _moment, ...order }) => order),
    calls,
  };
  const archived = file.archive !== null && file.stage !== null && bodies.includes(bodyOfStage[file.stage]);
  return [
    jsonEntry('record/supervision.json', { zh: '催办、督办与通话', en: 'Urges, orders and calls' }, shown),
    ...(archived
      ? [
          jsonEntry(
            'record/archive.json',
            { zh: '归档：清单、档号、保管期限、法律保全', en: 'Archive: check-list, numbers, retention, legal holds' },
            await readArchive(room, reader, file.id),
          ),
        ]
      : []),
  ];
}
