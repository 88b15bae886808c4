import { r, type Refusal } from './refusal';

/** Of organisations, people, posts and who stands in for whom. */
export const peopleRefusals = {
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
  'import-own-post': r(
    403,
    '该文件为提交人或导入人本人授予岗位，不能导入；请由他人另行提出。',
    'This file gives a post to whoever prepared or applies it. Somebody else must propose that post.',
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
  'account-unset': r(409, '该人员没有账户。', 'The person has no account.'),
  'account-suspended': r(403, '该账户已停用，请联系管理员。', 'This account is suspended. Ask an administrator.'),
  'account-not-suspended': r(409, '该账户未停用。', 'This account is not suspended.'),
  'last-administrator': r(
    409,
    '该岗位须始终有人能够登录履职：请先由两人授予另一人该岗位。',
    'Somebody who can sign in must hold this administrator’s post at all times. Let two persons grant it to another first.',
  ),
  'deputy-ended': r(409, '该代理已撤销或已到期。', 'This grant was revoked or is over.'),
} as const satisfies Record<string, Refusal>;
