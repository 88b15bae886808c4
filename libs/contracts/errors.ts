import type { Words } from './forms';

/** Every expected refusal: status, and what to say and do about it in both languages. A code without words does not compile. */
interface Refusal {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 416 | 422 | 429 | 503;
  words: Words;
}
const r = (status: Refusal['status'], zh: string, en: string): Refusal => ({ status, words: { zh, en } });

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
  'second-step-needed': r(401, '请输入动态口令或恢复码完成登录。', 'Enter a code to finish signing in.'),
  'wrong-code': r(401, '动态口令或恢复码不正确，或已使用过。', 'The code is not right, or was used already.'),
  'wrong-confirmation': r(
    403,
    '密码或动态口令不正确，或口令已使用过。',
    'The password or the code is not right, or the code was used already.',
  ),
  'step-up-needed': r(
    403,
    '该操作须再次确认身份，请输入密码或动态口令。',
    'Confirm that it is you: enter your password or a code.',
  ),
  'second-factor-needed': r(
    403,
    '您的岗位须先启用动态口令，请到“安全”页面设置。',
    'Your post needs a second step at sign-in. Set it on the Security page first.',
  ),
  'second-factor-set': r(409, '动态口令已启用。', 'The second step is set already.'),
  'second-factor-unset': r(409, '尚未启用动态口令。', 'No second step is set.'),
  'activation-ended': r(
    409,
    '开通码不正确、已使用或已过期，请向安全管理员重新索取。',
    'This activation code is not right, was used or has expired. Ask the security administrator for another.',
  ),
  'account-known': r(409, '该人员已有账户，用户名不同。', 'The person has an account under another user name.'),
  'identity-unknown': r(
    403,
    '该外部身份尚未关联账户，请联系安全管理员。',
    'This identity is linked to no account. Ask the security administrator.',
  ),
  'identity-linked': r(409, '该外部身份已关联账户。', 'This identity is linked to an account already.'),
  'outside-sign-in-failed': r(
    403,
    '外部登录未完成或已过期，请重新登录。',
    'Signing in elsewhere was not finished or took too long. Begin again.',
  ),
  'token-not-accepted': r(
    401,
    '访问令牌无效、已过期或已撤销。',
    'This token is not valid, has expired or was revoked.',
  ),
  'scope-missing': r(403, '该服务账户无权使用此接口。', 'This service account may not use this route.'),
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
  'file-type-refused': r(
    415,
    '不支持该类型的文件，或文件内容与扩展名不符。',
    'This type of file is not accepted, or its content does not match its name.',
  ),
  'file-too-large': r(413, '文件超过大小限制。', 'The file is larger than the limit.'),
  'file-empty': r(422, '文件为空。', 'The file is empty.'),
  'file-name-refused': r(
    422,
    '文件名不可用，请改名后重新上传。',
    'This file name cannot be used. Rename the file and upload it again.',
  ),
  'file-truncated': r(
    422,
    '文件不完整，请用原软件打开确认无误后重新导出并上传。',
    'The file is incomplete. Open it in the program that made it, save it again and upload that.',
  ),
  'file-two-kinds': r(
    415,
    '文件中夹带其他类型的内容，请重新导出为单一格式后上传。',
    'The file is of two kinds at once. Export it again as one plain format and upload that.',
  ),
  'format-not-offered': r(
    415,
    '该项材料不接受此格式，请转换为所列格式后上传。',
    'This item does not accept that format. Convert the file to one of those listed.',
  ),
  'archive-damaged': r(
    422,
    '压缩包已损坏，请重新打包后上传。',
    'The archive is damaged. Pack it again and upload that.',
  ),
  'archive-bomb': r(
    422,
    '压缩包解压后过大，请减少内容或分开上传。',
    'The archive unpacks to far too much. Upload less in it, or upload the files one by one.',
  ),
  'archive-too-many': r(
    422,
    '压缩包内文件过多，请分成几个压缩包上传。',
    'The archive holds too many files. Split it into several.',
  ),
  'archive-too-deep': r(
    422,
    '压缩包嵌套层数过多或内层过大，请解开后上传。',
    'Archives are packed inside archives too deeply, or the inner one is too large. Unpack them and upload the files.',
  ),
  'archive-traversal': r(
    422,
    '压缩包内含指向包外的文件名，请重新打包后上传。',
    'The archive holds names that lead out of it. Pack it again and upload that.',
  ),
  'archive-encrypted': r(
    422,
    '压缩包已加密，请去掉密码后上传。',
    'The archive is encrypted. Remove the password and upload it again.',
  ),
  'too-many-documents': r(
    409,
    '材料数量已达上限，请合并文件或替换已有材料。',
    'The number of documents has reached its limit. Combine files, or upload a new version of one.',
  ),
  'document-withdrawn': r(409, '该材料已撤下。', 'This document has been marked withdrawn.'),
  'document-in-use': r(
    409,
    '该材料是已登记文件的原件，不能撤下。',
    'This is the original of a registered paper and cannot be withdrawn.',
  ),
  'file-quarantined': r(
    409,
    '文件正在等待病毒检查，检查通过后方可下载。',
    'The file is waiting for its virus scan and can be downloaded once it is found clean.',
  ),
  'file-infected': r(
    409,
    '病毒检查发现问题，该文件不能下载。请上传干净的版本。',
    'The virus scan found something in this file; it cannot be downloaded. Upload a clean version.',
  ),
  'file-not-scanned': r(
    409,
    '该文件未经病毒检查，不能由其他单位下载。请联系系统管理员。',
    'This file was not scanned for viruses and cannot be downloaded by another organisation. Ask the administrator.',
  ),
  'no-preview': r(415, '该类型的文件不能预览，请下载查看。', 'This type of file has no preview. Download it.'),
  'range-not-satisfiable': r(416, '请求的范围超出文件。', 'The range lies outside the file.'),
  'upload-offset': r(
    409,
    '上传位置与已收到的部分不一致，请从已收到处继续。',
    'The upload does not go on where it stopped. Ask for its offset and continue there.',
  ),
  'upload-busy': r(409, '该文件正在由另一连接上传。', 'This upload is being received on another connection.'),
  'upload-incomplete': r(409, '文件尚未传完。', 'The upload has not arrived in full yet.'),
  'upload-protocol': r(
    400,
    '上传请求不符合 tus 1.0 协议。',
    'The request does not follow the upload protocol tus 1.0.',
  ),
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
  'request-open': r(
    409,
    '本环节发出的材料要求尚未办结，请先审核答复、撤回要求或处理逾期。',
    'A request raised here is still open. Accept its answer, withdraw it, or decide on the overdue answer first.',
  ),
  'request-drafted': r(
    409,
    '本环节已有拟制中的材料要求，请修改或发出该要求。',
    'A request is being drafted here already. Change that one, or send it.',
  ),
  'no-request-drafted': r(409, '请先拟制材料要求。', 'Draft the request first.'),
  'request-not-here': r(409, '本环节不能提出材料要求。', 'No request can be raised at this point of the case.'),
  'request-not-editable': r(
    409,
    '该材料要求已送审、发出或作废。',
    'This request is being checked, was sent, or is void.',
  ),
  'request-not-open': r(409, '该材料要求已答复、撤回或办结。', 'This request was answered, withdrawn or closed.'),
  'request-changed': r(
    409,
    '该材料要求已有变化，请查看最新情况后再办理。',
    'The request has changed since you opened it. Look at what happened and try again.',
  ),
  'sent-by-decision': r(
    409,
    '受理环节的补正要求随办理结果发出。',
    'At an intake the request goes out with the decision on the task.',
  ),
  'one-time-rule': r(
    409,
    '再次提出首次即可告知的事项，须经审核人同意。',
    'Asking again for what could have been asked the first time needs a checker’s approval.',
  ),
  'pre-review-over': r(
    409,
    '申报书已签发或申报期已过，预审结束。',
    'The declaration is signed or the window has closed: the pre-review is over.',
  ),
  'draft-not-shared': r(409, '医院尚未开放申报草稿。', 'The hospital has not opened its draft.'),
  'rounds-used-up': r(409, '补正轮次已用完。', 'The rounds of this request are used up.'),
  'item-changed': r(
    409,
    '该事项已被他人修改，请查看后再保存。',
    'Somebody else has changed this item. Look at what they wrote and save again.',
  ),
  'answer-incomplete': r(
    422,
    '答复不完整，请按提示补全后一并提交。',
    'The answer is not complete. Fill in what is marked, then submit it as a whole.',
  ),
  'answer-unchecked': r(
    409,
    '答复须经本单位负责人审核后提交，审核后有修改的须重新审核。',
    'The answer needs the check of your own signatory; what was changed after it is checked again.',
  ),
  'request-overdue': r(
    409,
    '答复期限已过，按规定不再接收，可申请延期。',
    'The time to answer is over and late answers are not taken. You may ask for an extension.',
  ),
  'extension-asked': r(409, '延期申请正待答复。', 'An extension was asked for already and waits for its answer.'),
  'no-extension-asked': r(409, '没有待答复的延期申请。', 'No extension waits for an answer.'),
  'second-person': r(
    403,
    '须由另一人确认，不能由同一人提出并确认。',
    'This needs a second person: who proposed it cannot grant it.',
  ),
  'glass-decided': r(409, '该应急查阅申请已处理。', 'This request for emergency access has been decided already.'),
  'glass-over': r(
    409,
    '该应急查阅未经同意、已结束或已到期。',
    'This emergency access was not granted, has ended, or its time is over.',
  ),
  'proposal-ended': r(409, '该授权申请已处理。', 'This proposal has been confirmed or refused already.'),
  'post-held': r(409, '该人员在该期间已有同一岗位。', 'The person holds this post in these days already.'),
  'posts-apart': r(
    409,
    '系统、安全、审计管理岗位不得与其他岗位兼任。',
    'An administrator’s or auditor’s post is held beside no other.',
  ),
  'post-ended': r(409, '该岗位已终止。', 'This post has ended already.'),
  'tasks-held': r(
    409,
    '该人员仍持有通过该岗位领取的任务，请先移交。',
    'The person still holds tasks taken through this post. Transfer them first.',
  ),
  'unit-closed': r(409, '该内设机构已撤销。', 'This unit is closed.'),
  'unit-in-use': r(
    409,
    '该内设机构仍有岗位或下级机构，不能撤销。',
    'The unit still has posts or units below it and cannot be closed.',
  ),
  'leave-cancelled': r(409, '该离岗登记已取消。', 'This leave was cancelled already.'),
  'import-ended': r(409, '该导入已执行或已撤销。', 'This import was applied or discarded already.'),
  'import-changed': r(
    409,
    '数据在您预览之后已有变化，请重新预览后再导入。',
    'The data has changed since your preview. Look at the preview again before you apply it.',
  ),
  recused: r(403, '您已申请回避该任务。', 'You have recused yourself from this task.'),
  'receiver-recused': r(422, '该人员已回避该任务。', 'That person has recused themselves from this task.'),
  'deputy-self': r(422, '不能指定本人为自己的代理人。', 'Nobody stands in for themselves.'),
  'deputy-not-of-body': r(
    422,
    '代理人须在同一机构同一机关任职。',
    'A deputy must hold a post of the same organisation and body.',
  ),
  'post-not-deputised': r(
    422,
    '该岗位不能代理：专家席位属于个人，管理员岗位、已是代理取得的岗位不得转代理。',
    'Nobody stands in for this post: a seat of a panel is personal, administrators have no deputies, and a post held as a deputy is not passed on.',
  ),
  'deputy-double': r(
    409,
    '该岗位在该期间、该范围内已有代理人。',
    'This post already has a deputy in that period and scope.',
  ),
  'deputy-loop': r(
    409,
    '代理关系成环：该代理人在同一期间正由他人代理，且最终由被代理人代理。',
    'This would be a loop: in the same period the deputy is stood in for, in the end by the very person.',
  ),
  'deputy-ended': r(409, '该代理已撤销或已到期。', 'This grant was revoked or is over.'),
  unavailable: r(503, '服务暂时不可用，请稍后重试。', 'The service is not available at the moment. Try again shortly.'),
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
