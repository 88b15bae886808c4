import type { CalendarNotice, CalendarProblem } from '../../contracts/calendar';
import { Refused, type FieldError } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { understandNotice } from '../../domain/deadlines/calendar-import';
import { postThatPrepares, postThatPublishes, requireCalendarPost } from '../../domain/deadlines/calendar-posts';
import { peopleOf } from '../../domain/people/acted';
import { newId } from '../../persistence/bytes';
import { CalendarDraftRepository, type CalendarDraft } from '../../persistence/deadlines/calendar-draft-repository';
import { CalendarJobRepository } from '../../persistence/deadlines/calendar-job-repository';
import { CalendarVersionRepository } from '../../persistence/deadlines/calendar-version-repository';
import { DeputyRepository } from '../../persistence/people/deputy-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { requireConfirmed } from '../people/confirmed';
import { legalNow } from './seed-clock';

export interface CalendarImportInput {
  year: number;
  province: string | null;
  content: string;
  notice: CalendarNotice | null;
}

/**
 * 导入日历. Reads and checks a holiday notice and keeps it for the signatory; nothing else changes. Refused:
 * not-entitled, invalid-input with every problem at `content.<line>`.
 */
export function prepareCalendarImport(
  actor: Actor,
  input: CalendarImportInput & { key: Key },
  office: Office,
): Promise<{ id: Id<'calendarDraft'> }> {
  return once(office, actor, input.key, async (sql) => {
    const post = postThatPrepares(actor, input);
    const version = await new CalendarJobRepository(sql).currentVersion();
    const understood = understandNotice(input, await office.calendar(sql, version));
    if (!understood.ok) throw new Refused('invalid-input', { fields: understood.problems.map(fieldOf) });
    const { notice, days } = understood;
    if (!notice || notice.title.trim() === '') {
      throw new Refused('invalid-input', { fields: [fieldError('notice.title', 'required')] });
    }
    const id = newId('calendarDraft');
    await new CalendarDraftRepository(sql).insert({
      id,
      state: 'open',
      kind: input.province === null ? 'import' : 'provincial',
      year: input.year,
      province: input.province,
      notice: bounded(notice),
      preparedPerson: actor.personId,
      preparedPost: post.id,
      preparedAt: await legalNow(sql, office.machineNow()),
      content: input.content,
      days,
      version: null,
    });
    return { id };
  });
}

const fieldOf = ({ line, code, reason }: CalendarProblem): FieldError => ({
  path: `content.${String(line)}`,
  code,
  message: { zh: `第${String(line)}行：${reason.zh}`, en: `Line ${String(line)}: ${reason.en}` },
});

/** As the columns hold them; the paper itself is in the content. */
const bounded = ({ title, number, date }: CalendarNotice): CalendarNotice => ({
  title: title.slice(0, 200),
  number: number?.slice(0, 64) ?? null,
  date,
});

export interface PublishedCalendar {
  version: number;
  jobId: Id<'calendarJob'>;
}

/**
 * 发布日历. One short transaction: the new version, the calendar of now, and the job that carries it to the open cases.
 * `calendarVersion` is the one the preview was made over. Relies on the draft's row lock: it is published once.
 * Refused: not-found, not-entitled, same-person, draft-not-open, calendar-changed.
 */
export function publishCalendarImport(
  actor: Actor,
  input: { draftId: Id<'calendarDraft'>; calendarVersion: number; key: Key },
  office: Office,
): Promise<PublishedCalendar> {
  return once(office, actor, input.key, async (sql) => {
    const draft = await lockDraft(actor, input.draftId, sql);
    const post = postThatPublishes(actor, draft);
    await requireOtherPerson(actor, post, draft, sql);
    if (draft.state !== 'open') throw new Refused('draft-not-open');
    requireConfirmed(actor);
    const versions = new CalendarVersionRepository(sql);
    const current = await versions.lockVersion();
    if (current !== input.calendarVersion) throw new Refused('calendar-changed');
    const version = current + 1;
    await versions.insert(
      {
        version,
        kind: draft.kind,
        year: draft.year,
        province: draft.province,
        notice: draft.notice,
        prepared: { person: draft.preparedPerson, post: draft.preparedPost },
        published: { person: actor.personId, post: post.id },
        at: await legalNow(sql, office.machineNow()),
        content: draft.content,
      },
      draft.days,
    );
    await putCurrent(versions, draft, version);
    await new CalendarDraftRepository(sql).close(draft.id, 'published', version);
    const jobId = await new CalendarJobRepository(sql).insert(version, office.machineNow());
    return { version, jobId };
  });
}

/** A notice reaches into December of the year before: that year is made anew too, where it is covered. */
async function putCurrent(versions: CalendarVersionRepository, draft: CalendarDraft, version: number): Promise<void> {
  if (draft.province !== null) await versions.putProvince(draft.province, draft.year, draft.days);
  else {
    await versions.putYear(draft.year, version, draft.notice.title, await versions.daysOfYear(draft.year));
    const before = draft.year - 1;
    if ((await versions.coveredYears()).has(before)) {
      await versions.putYear(before, version, null, await versions.daysOfYear(before));
    }
  }
  await versions.setCurrent(version);
}

/** Neither who publishes nor whom they stand in for is the one who prepared it, nor whose post it was. */
async function requireOtherPerson(actor: Actor, post: Post, draft: CalendarDraft, sql: Sql): Promise<void> {
  const prepared = await new DeputyRepository(sql).post(draft.preparedPost);
  const preparers = [draft.preparedPerson, prepared?.personId];
  if (peopleOf(actor, post).some((person) => preparers.includes(person))) throw new Refused('same-person');
}

/** Takes a prepared import back, by whoever works on it; its content is kept. Refused: not-found, draft-not-open. */
export function discardCalendarImport(
  actor: Actor,
  input: { draftId: Id<'calendarDraft'>; key: Key },
  office: Office,
): Promise<{ discarded: true }> {
  return once(office, actor, input.key, async (sql) => {
    const draft = await lockDraft(actor, input.draftId, sql);
    if (draft.state !== 'open') throw new Refused('draft-not-open');
    await new CalendarDraftRepository(sql).close(draft.id, 'discarded', null);
    return { discarded: true as const };
  });
}

async function lockDraft(actor: Actor, id: Id<'calendarDraft'>, sql: Sql): Promise<CalendarDraft> {
  const draft = await new CalendarDraftRepository(sql).lock(id);
  if (!draft) throw new Refused('not-found');
  requireCalendarPost(actor, draft);
  return draft;
}
