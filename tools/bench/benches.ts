import { benchAlarms, tableOfAlarms } from './alarms';
import { benchAudit, tableOfAudit } from './audit';
import { benchCalendar, tableOfCalendar } from './calendar';
import { benchDecisions, type DecisionsReport } from './decisions';
import { tableOfDecisions } from './table';
import { benchUploads, tableOfUploads } from './uploads';
import type { BenchWish, Say } from './wish';

export interface Bench {
  title: string;
  /** Runs it on a stack of its own; returns the object `--json` prints, and the table for people. */
  run: (wish: BenchWish, say: Say) => Promise<{ report: Record<string, unknown>; table: string[] }>;
}

/** Every bench by the word that names it on the command line. */
export const benches: Readonly<Record<string, Bench>> = {
  decisions: {
    title: 'Decisions through the public API',
    run: async (wish, say) => {
      const report: DecisionsReport = await benchDecisions(wish, say);
      return { report, table: tableOfDecisions(report) };
    },
  },
  alarms: {
    title: 'Alarms due at one instant',
    run: async (wish, say) => {
      const report = await benchAlarms(wish, say);
      return { report, table: tableOfAlarms(report) };
    },
  },
  calendar: {
    title: 'A calendar published over open cases',
    run: async (wish, say) => {
      const report = await benchCalendar(wish, say);
      return { report, table: tableOfCalendar(report) };
    },
  },
  audit: {
    title: 'Verification of the record',
    run: async (_wish, say) => {
      const report = await benchAudit(say);
      return { report, table: tableOfAudit(report) };
    },
  },
  uploads: {
    title: 'Large files that come together',
    run: async (_wish, say) => {
      const report = await benchUploads(say);
      return { report, table: tableOfUploads(report) };
    },
  },
};
