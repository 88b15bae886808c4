import type { CalendarJobView } from '../../libs/contracts/api/calendar';
import { Cast, parties } from '../scenario/cast';
import { ownStack, type Stack } from '../scenario/stack';
import { until } from '../scenario/waiting';
import { hospitals, openCrowd } from './crowd';
import { idleInbox, InboxWatch } from './inbox-watch';
import { CrowdEye } from './measure/crowd';
import type { Spread } from './measure/spread';
import type { BenchWish, Say } from './wish';

export interface CalendarReport extends Record<string, unknown> {
  bench: 'calendar';
  cases: number;
  /** Seconds of the first page of the preview, and from the publication until every case was looked at. */
  previewAfter: number;
  carriedAfter: number;
  casesPerSecond: number;
  job: Pick<CalendarJobView, 'state' | 'total' | 'moved' | 'failed'>;
  inbox: { idle: Spread; meanwhile: Spread };
}

/** The window of the training call closes sixty days later, in the year without a notice. */
const begins = '2026-12-14';
const notice = '春节 2027-02-05~2027-02-19';
const idleMs = 5_000;

/** A year's holidays published while many cases are open: how long until every limit stands by them. */
export async function benchCalendar(wish: BenchWish, say: Say): Promise<CalendarReport> {
  const stack = await ownStack({ clock: begins, quiet: true });
  try {
    return await publish(stack, wish, say);
  } finally {
    await stack.stop();
  }
}

async function publish(stack: Stack, { cases }: BenchWish, say: Say): Promise<CalendarReport> {
  const eye = await CrowdEye.open(stack.rootUrl, new URL(stack.databaseUrl).pathname.slice(1));
  const cast = await Cast.meet(stack.url, { patienceMs: 30_000 });
  try {
    const calls = await eye.addCalls(Math.ceil(cases / hospitals.length), true);
    await openCrowd(cast, eye, { cases, calls }, say);
    const reader = await cast.desk(`${parties.henan.hospital}.preparer`);
    const idle = await idleInbox(reader, idleMs);
    const handler = await cast.desk('nhc.handler1');
    const { id } = await handler.post<{ id: string }>('/calendar/drafts', '/calendar/drafts', {
      year: 2027,
      content: notice,
      notice: { title: '示例通知', number: null, date: null },
    });
    const signatory = await cast.desk('nhc.signatory');
    const looked = performance.now();
    const preview = await signatory.get<{ calendarVersion: number }>(
      '/calendar/drafts/:id/preview',
      `/calendar/drafts/${id}/preview`,
    );
    const previewAfter = (performance.now() - looked) / 1000;
    say('published; every open case is looked at');
    const watch = new InboxWatch(reader);
    const began = performance.now();
    const { jobId } = await signatory.post<{ jobId: string }>(
      '/calendar/drafts/:id/publish',
      `/calendar/drafts/${id}/publish`,
      { calendarVersion: preview.calendarVersion },
    );
    const job = await until({ what: 'the calendar is carried', withinMs: 1_800_000, slowestMs: 500 }, async () => {
      const view = await signatory.get<CalendarJobView>('/calendar/jobs/:id', `/calendar/jobs/${jobId}`);
      return view.endedAt === null ? undefined : view;
    });
    const carriedAfter = (performance.now() - began) / 1000;
    return {
      bench: 'calendar',
      cases,
      previewAfter,
      carriedAfter,
      casesPerSecond: Math.round((cases / carriedAfter) * 10) / 10,
      job: { state: job.state, total: job.total, moved: job.moved, failed: job.failed },
      inbox: { idle, meanwhile: await watch.stop() },
    };
  } finally {
    cast.close();
    await eye.close();
  }
}

export function tableOfCalendar(report: CalendarReport): string[] {
  const times = ({ p50, p99 }: Spread): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
  const { job } = report;
  const rows: (readonly [string, string])[] = [
    ['open cases', String(report.cases)],
    ['first page of the preview', `${report.previewAfter.toFixed(2)} s`],
    ['every case looked at after', `${report.carriedAfter.toFixed(1)} s (${String(report.casesPerSecond)}/s)`],
    ['limits moved · cases failed', `${String(job.moved)} · ${String(job.failed)} (${job.state})`],
    ['inbox page idle, p50/p99', times(report.inbox.idle)],
    ['inbox page meanwhile, p50/p99', times(report.inbox.meanwhile)],
  ];
  return ['| | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)];
}
