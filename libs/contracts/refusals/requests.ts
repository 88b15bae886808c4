import { r, type Refusal } from './refusal';

/** Of document requests and what goes before them. */
export const requestRefusals = {
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
  'nothing-handed-in': r(
    409,
    '医院尚未提交该事项的答复，或已退回待重报。',
    'The hospital has not handed in an answer to this item, or it was returned and is to come again.',
  ),
  'proposal-settled': r(
    409,
    '该建议已采纳，或已决定不予采纳。',
    'This proposal was taken up already, or it was declined.',
  ),
  'request-overdue': r(
    409,
    '答复期限已过，按规定不再接收，可申请延期。',
    'The time to answer is over and late answers are not taken. You may ask for an extension.',
  ),
  'extension-asked': r(409, '延期申请正待答复。', 'An extension was asked for already and waits for its answer.'),
  'no-extension-asked': r(409, '没有待答复的延期申请。', 'No extension waits for an answer.'),
} as const satisfies Record<string, Refusal>;
