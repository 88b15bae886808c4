import type { OpenedCase } from '../../contracts/api/cases';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { mainPart } from '../../contracts/messages';
import type { Actor, Post } from '../../contracts/posts';
import { entitled } from '../../domain/people/entitlement';
import { isWindowOpen } from '../../domain/declaration/window';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { idOf } from '../../persistence/bytes';
import type { CaseFile } from '../../persistence/cases/case-file';
import { CaseRepository } from '../../persistence/cases/case-repository';
import { faultCode } from '../../persistence/database';
import { ProgrammeRepository } from '../../persistence/programmes/programme-repository';
import type { Sql } from '../../persistence/sql';
import { actorFacts, CaseWork } from '../cases/case-work';
import { newCaseFile } from '../cases/new-case';
import { allowed } from '../cases/permit';
import { enterInto } from '../cases/stage-moves';
import type { Office } from '../office';
import { once, type Key } from '../once';

/**
 * A hospital opens its declaration in a call: case, first stage, first task, in one commit. Refused: not-entitled,
 * not-found (no such call), call-closed, already-declared (unique key on call and applicant).
 */
export function openCase(actor: Actor, input: { callId: Id<'call'>; key: Key }, office: Office): Promise<OpenedCase> {
  return once(office, actor, input.key, async (sql) => {
    const post = allowed(entitled(actor, 'open-case', { callId: input.callId }));
    const file = await caseInCall(office, sql, post, input.callId);
    try {
      await new CaseRepository(sql).insert(file);
    } catch (error) {
      if (faultCode(error) === 'ER_DUP_ENTRY') throw new Refused('already-declared');
      throw error;
    }
    const locked = await new CaseRepository(sql).lock(file.id, actor);
    if (!locked) throw new Error('the case just made is not there');
    const work = await CaseWork.over(office, sql, locked);
    await work.freshLedger();
    work.record('caseOpened', 'hospital', { actor: actorFacts(actor, post), call: input.callId, number: file.number });
    const { tasks } = await enterInto(work, 'declaration', mainPart, null, []);
    work.send({ kind: 'look' });
    await work.settle();
    const [task] = tasks;
    if (!task) throw new Error('a declaration opens with a task');
    return { id: file.id, number: file.number, taskId: task.id };
  });
}

async function caseInCall(office: Office, sql: Sql, post: Post, callId: Id<'call'>): Promise<CaseFile> {
  const programmes = new ProgrammeRepository(sql);
  const call = await programmes.call(callId);
  if (!call) throw new Refused('not-found');
  const programme = (await office.programme(sql, call.programmeVersionId)).content;
  const clock = await sql.row<{ offset_ms: number | string; calendar_version: number }>(
    'SELECT offset_ms, calendar_version FROM clock WHERE id = 1',
  );
  const now = office.machineNow() + Number(clock?.offset_ms ?? 0);
  const today = legalDateOf(now, programme.day);
  const calendar = await office.calendar(sql, clock?.calendar_version ?? 0);
  if (!isWindowOpen(call, programme, calendar, now)) throw new Refused('call-closed');
  const standardVersionId = await programmes.standardByCode(programme.standard);
  if (!standardVersionId || post.province === null) throw new Error('the programme has no published standard');
  const { provinceId, nationId } = await bodiesOf(sql, post.province);
  const series = `${programme.kind}-${today.slice(0, 4)}-${post.province}`;
  const number = await new CaseRepository(sql).nextNumber(series);
  return newCaseFile({
    kind: 'designation',
    number,
    programmeVersionId: call.programmeVersionId,
    standardVersionId,
    callId,
    applicantId: post.organisationId,
    provinceId,
    nationId,
    province: post.province,
    centerKind: programme.kind,
    specialty: programme.specialty,
    openedAt: now,
  });
}

async function bodiesOf(sql: Sql, province: string) {
  const rows = await sql.rows<{ id: Buffer; kind: string }>(
    "SELECT id, kind FROM organisation WHERE (kind = 'province' AND province = ?) OR kind = 'nhc'",
    [province],
  );
  const find = (kind: string) => {
    const row = rows.find((one) => one.kind === kind);
    if (!row) throw new Error(`there is no ${kind} body for province ${province}`);
    return idOf('organisation', row.id);
  };
  return { provinceId: find('province'), nationId: find('nhc') };
}
