import { r, type Refusal } from './refusal';

/** Of sign-in and its second factor. */
export const signInRefusals = {
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
} as const satisfies Record<string, Refusal>;
