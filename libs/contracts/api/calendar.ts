import * as z from 'zod';
import { calendarDayKinds } from '../calendar';
import { body, id, idOut, instant, legalDate, page, paging, person, typed, words } from './values';

const year = z.number().int().min(2004).max(2200);
const province = z.string().regex(/^\d{2}$/);

/** Without a year: the legal year of now. */
export const calendarQuery = z.strictObject({ year: z.coerce.number().int().min(2004).max(2200).optional() });

/**
 * Until a day, or the day so many working days from today; without either: today. `body` reads the calendar that binds
 * another body of the case, for what is asked of it.
 */
export const workingDaysQuery = z.strictObject({
  until: legalDate.optional(),
  count: z.coerce.number().int().min(1).max(250).optional(),
  body: body.optional(),
});
export type WorkingDaysQuery = z.infer<typeof workingDaysQuery>;
/** How far a day is away, by the calendar that binds the reader's body on a case. */
export const workingDays = z.strictObject({
  today: legalDate,
  until: legalDate,
  /** Working days after today up to and including the day; 0 for today and earlier. */
  count: z.number().int(),
  /** How the day itself stands. */
  day: z.enum(['weekday', 'weekend', 'holiday', 'make-up']),
  /** Reaches into a year without a calendar. */
  provisional: z.boolean(),
});
export type WorkingDays = z.infer<typeof workingDays>;

const notice = z.strictObject({ title: z.string(), number: z.string().nullable(), date: legalDate.nullable() });
export const calendarDay = z.strictObject({ day: legalDate, kind: z.enum(calendarDayKinds), name: z.string() });

/** The days of one year that are not as their weekday has them, and how far the calendar reaches. */
export const calendarView = z.strictObject({
  year: z.number().int(),
  /** The version of now: of every year, and what a publication is made over. */
  version: z.number().int(),
  /** No notice of this year yet: its days count as Monday–Friday and every date reached through them is provisional. */
  covered: z.boolean(),
  basis: z.string().nullable(),
  notice: notice.nullable(),
  publishedAt: instant.nullable(),
  days: z.array(calendarDay),
  /** Local rest days of provinces, for limits of these provinces alone. */
  local: z.array(z.strictObject({ province, day: legalDate, name: z.string() })),
  coverage: z.array(z.number().int()),
});
export type CalendarView = z.infer<typeof calendarView>;

/** A holiday notice: JSON as the reference file has it, or typed line by line. `notice` names the paper of a typed one. */
export const prepareCalendar = z.strictObject({
  year,
  province: province.nullable().default(null),
  content: z
    .string()
    .max(65_536)
    .refine((text) => !text.includes('\u0000'), { message: 'nul' }),
  notice: z
    .strictObject({
      title: typed(200),
      number: typed(64).nullable().default(null),
      date: z.iso.date().nullable().default(null),
    })
    .nullable()
    .default(null),
});
export const preparedCalendar = z.strictObject({ id: idOut('calendarDraft') });

export const calendarDraftId = z.strictObject({ id: id('calendarDraft') });
export const calendarDraftView = z.strictObject({
  id: idOut('calendarDraft'),
  year: z.number().int(),
  province: province.nullable(),
  notice,
  preparedBy: person,
  preparedAt: instant,
  /** Prepared by the reader: somebody else must publish it. */
  mine: z.boolean(),
  mayPublish: z.boolean(),
});
export type CalendarDraftView = z.infer<typeof calendarDraftView>;
export const calendarDrafts = z.strictObject({
  items: z.array(calendarDraftView),
  /** Whose calendar the reader may prepare: null is the nation's. */
  mayPrepare: z.array(province.nullable()),
  latestJob: idOut('calendarJob').nullable(),
});
export type CalendarDrafts = z.infer<typeof calendarDrafts>;

export const previewQuery = z.strictObject({ ...paging });
const change = z.strictObject({
  day: legalDate,
  /** What the calendar says of the day; null as its weekday has it. */
  from: z.enum(calendarDayKinds).nullable(),
  to: z.enum(calendarDayKinds).nullable(),
  name: z.string(),
});
/** A live limit that would move. What the reader may not know of a case is null: its dates are told all the same. */
export const movedLimit = z.strictObject({
  caseId: idOut('case').nullable(),
  caseNumber: z.string().nullable(),
  title: words.nullable(),
  body,
  province,
  from: legalDate.nullable(),
  to: legalDate.nullable(),
  /** No longer provisional by this import. */
  settled: z.boolean(),
});
export type MovedLimit = z.infer<typeof movedLimit>;
export const calendarPreview = z.strictObject({
  draft: calendarDraftView,
  content: z.string(),
  /** Hand this back when publishing: what is published is what was previewed. */
  calendarVersion: z.number().int(),
  /** Of the calendar itself, all of them on every page. */
  changes: z.array(change),
  ...page(movedLimit).shape,
  /** Live limits looked at for this page. */
  examined: z.number().int(),
});
export type CalendarPreview = z.infer<typeof calendarPreview>;

export const publishCalendar = z.strictObject({ calendarVersion: z.number().int().min(0) });
export const publishedCalendar = z.strictObject({ version: z.number().int(), jobId: idOut('calendarJob') });

export const calendarJobId = z.strictObject({ id: id('calendarJob') });
export const calendarJobView = z.strictObject({
  id: idOut('calendarJob'),
  version: z.number().int(),
  state: z.enum(['waiting', 'running', 'done', 'incomplete']),
  /** Cases to look at, once it runs. */
  total: z.number().int(),
  done: z.number().int(),
  /** Limits whose due date moved. */
  moved: z.number().int(),
  failed: z.number().int(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type CalendarJobView = z.infer<typeof calendarJobView>;
