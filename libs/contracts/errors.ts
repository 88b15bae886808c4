import type { Words } from './forms';
import { archiveRefusals } from './refusals/archive';
import { fileRefusals } from './refusals/files';
import { peopleRefusals } from './refusals/people';
import { r, type Refusal } from './refusals/refusal';
import { requestRefusals } from './refusals/requests';
import { signInRefusals } from './refusals/sign-in';

/** Every expected refusal. A code without words does not compile. */
export const refusals = {
  'invalid-input': r(
    422,
    '提交的内容有误，请按提示修改后重新提交。',
    'Some of what you sent is not valid. Correct the marked fields and send it again.',
  ),
  'malformed-body': r(400, '请求内容无法解析，请检查格式。', 'The request could not be read. Check its format.'),
  'body-too-large': r(413, '请求内容过大。', 'The request is too large.'),
  'unsupported-media-type': r(415, '不支持的内容类型。', 'This content type is not supported.'),
  'not-signed-in': r(401, '请先登录。', 'Sign in first.'),
  'wrong-credentials': r(401, '用户名或密码不正确。', 'The user name or the password is not right.'),
  'csrf-token-missing': r(403, '页面已过期，请刷新后重试。', 'The page has expired. Reload it and try again.'),
  'too-many-attempts': r(429, '尝试次数过多，请稍后再试。', 'Too many attempts. Wait a little and try again.'),
  'too-many-requests': r(429, '请求过于频繁，请稍后再试。', 'Too many requests. Wait a little and try again.'),
  'not-found': r(404, '未找到该内容，或您无权查看。', 'There is nothing here, or it is not for you to see.'),
  'not-entitled': r(403, '您的岗位不能办理该事项。', 'Your post may not do this.'),
  'same-person': r(
    403,
    '同一文稿的拟稿人、审核人、签发人须为不同人员。',
    'Drafter, checker and signatory of one paper must be different people.',
  ),
  'other-side': r(
    403,
    '您已代表另一方办理过该案，不能再代表本方办理。',
    'You have already acted for another side of this case.',
  ),
  'not-claimed': r(409, '请先领取该任务再办理。', 'Claim the task before you decide it.'),
  'claimed-by-another': r(409, '该任务已由他人领取。', 'Somebody else has claimed this task.'),
  'task-not-open': r(409, '该任务已办结或已取消。', 'This task is no longer open.'),
  'stale-revision': r(
    409,
    '该任务已有变化，请查看最新情况后再办理。',
    'The task has changed since you opened it. Look at what happened and try again.',
  ),
  'outcome-not-offered': r(422, '该环节没有这一办理结果。', 'This step does not offer that outcome.'),
  'handing-over': r(
    409,
    '案件正在移交下一环节，请稍候片刻再试。',
    'The case is just being handed to the next stage. Try again in a moment.',
  ),
  'on-hold': r(409, '案件已中止，恢复后方可办理。', 'The case is on hold. It must be resumed first.'),
  'case-closed': r(409, '案件已办结。', 'The case is closed.'),
  'not-on-hold': r(409, '案件未处于中止状态。', 'The case is not on hold.'),
  'cannot-recall': r(
    409,
    '后续环节已有人领取或已对外发出，不能撤回。',
    'The next step has been claimed or something has gone out; this can no longer be recalled.',
  ),
  'not-your-act': r(403, '只能撤回本人办理的事项。', 'You can only recall your own act.'),
  'already-designated': r(
    409,
    '中心已入册，不能撤回申报；取消设置另按程序办理。',
    'The center is in the registry: the declaration can no longer be withdrawn. Revocation is a procedure of its own.',
  ),
  'withdrawal-pending': r(
    409,
    '撤回申请已提交，待国家签发人同意。',
    'A withdrawal is already waiting for the national signatory.',
  ),
  'no-withdrawal-pending': r(409, '没有待同意的撤回申请。', 'There is no withdrawal waiting for agreement.'),
  'call-closed': r(409, '申报通知不在申报期内。', 'The window of this call is not open.'),
  'already-declared': r(409, '贵院已在本批次申报。', 'Your hospital already has a case in this call.'),
  'number-taken': r(409, '该文号已登记。', 'This document number is already registered.'),
  'key-missing': r(400, '缺少 Idempotency-Key 请求头。', 'The Idempotency-Key header is missing.'),
  'key-reused': r(
    422,
    '同一 Idempotency-Key 已用于不同的请求。',
    'This Idempotency-Key was already used with another request.',
  ),
  'clock-not-movable': r(
    409,
    '时钟只能在培训模式下向前调整。',
    'The clock can only be moved forward, and only in training mode.',
  ),
  'clock-moving': r(409, '时钟正在调整中。', 'The clock is already being moved.'),
  'already-urged': r(
    409,
    '本工作日已催办过，请下一工作日再催。',
    'This was already urged on this working day. Urge again on the next.',
  ),
  'awaiting-reply': r(
    409,
    '该任务已委派他人，答复或收回后方可办理。',
    'A colleague was asked for a reply. Wait for it, or take the task back.',
  ),
  'nothing-assigned': r(409, '该任务没有待答复的委派。', 'No reply is being waited for.'),
  'already-holds': r(409, '该人员已持有该任务。', 'That person holds the task already.'),
  'receiver-not-of-post': r(422, '该人员不在相应岗位。', 'That person does not hold the post it needs.'),
  'receiver-other-side': r(
    422,
    '该人员已代表另一方办理过该案。',
    'That person has already acted for another side of this case.',
  ),
  'receiver-same-person': r(
    422,
    '该人员已办理过同一文稿的其他环节，同一文稿的拟稿人、审核人、签发人须为不同人员。',
    'That person has done another part of this paper: drafter, checker and signatory must be different people.',
  ),
  'order-ended': r(409, '该督办单已答复、已办结或已重发。', 'This order was answered, closed or repeated already.'),
  'deadline-closed': r(409, '该时限已办结或已终止。', 'This limit is no longer running.'),
  'deadline-over': r(
    409,
    '该时限已经到期，到期后不能延期。',
    'This limit has run out. It can only be extended before it is due.',
  ),
  'not-extendable': r(409, '该时限不能延期。', 'This limit cannot be extended.'),
  'extension-used-up': r(409, '该时限的延期次数已用完。', 'This limit has been extended as often as it may be.'),
  'extension-too-long': r(422, '延期天数超过规定上限。', 'That is more days than this limit may be extended by.'),
  'draft-not-open': r(409, '该日历导入已发布或已撤销。', 'This calendar import has been published or discarded.'),
  'calendar-changed': r(
    409,
    '日历在您预览之后已有变化，请重新预览后再发布。',
    'The calendar has changed since your preview. Look at the preview again before you publish.',
  ),
  unavailable: r(503, '服务暂时不可用，请稍后重试。', 'The service is not available at the moment. Try again shortly.'),
  ...signInRefusals,
  ...fileRefusals,
  ...requestRefusals,
  ...peopleRefusals,
  ...archiveRefusals,
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

/** A field that was refused: JSON path and the reason in both languages. */
export interface FieldError {
  path: string;
  code: string;
  message: Words;
}

/** The one error class of expected refusals. Anything else that is thrown is a fault. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: { fields?: FieldError[]; facts?: Record<string, string | number | boolean | null> } = {},
  ) {
    super(code);
    this.name = 'Refused';
  }
}
