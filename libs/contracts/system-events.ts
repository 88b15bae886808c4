import type { Words } from './forms';

interface SystemEventDefinition {
  version: number;
  words: Words;
}
const s = (zh: string, en: string, version = 1): SystemEventDefinition => ({ version, words: { zh, en } });

/** Past facts beside the cases, in the log of the process that wrote them. Payloads carry actor and ids. */
export const systemEventTypes = {
  unitOpened: s('设立内设机构', 'Unit opened'),
  unitClosed: s('撤销内设机构', 'Unit closed'),
  personAdded: s('增加人员', 'Person added'),
  personChanged: s('修改人员信息', 'Person changed'),
  postProposed: s('拟授予岗位', 'Post proposed'),
  postConfirmed: s('确认授予岗位', 'Post confirmed'),
  postRefused: s('不同意授予岗位', 'Post refused'),
  postEnded: s('岗位终止', 'Post ended'),
  leaveNoted: s('登记离岗', 'Leave noted'),
  leaveCancelled: s('取消离岗登记', 'Leave cancelled'),
  transferBegun: s('开始移交任务', 'Transfer of tasks begun'),
  transferEnded: s('任务移交完成', 'Transfer of tasks ended'),
  organisationOpened: s('增加机构', 'Organisation added'),
  importPrepared: s('准备导入人员数据', 'Import of people prepared'),
  importApplied: s('导入人员数据', 'Import of people applied'),
  attemptRefused: s('办理被拒绝', 'Attempt refused'),
  attemptsCounted: s('多次办理被拒绝（合计）', 'Refused attempts, counted'),
  documentDownloaded: s('下载材料', 'Document downloaded'),
  packageDownloaded: s('下载材料包', 'Package of documents downloaded'),
  transferPackageDownloaded: s('下载归档移交包', 'Transfer package downloaded'),
  templateDownloaded: s('下载表格模板', 'Form to fill in downloaded'),
  paperDownloaded: s('下载文书', 'Written notice or receipt downloaded'),
  reportViewed: s('查看报告', 'Report viewed'),
  calendarFetched: s('获取日历订阅', 'Calendar feed fetched'),
  caseFileExported: s('导出案卷', 'File of a case exported'),
  listExported: s('导出', 'List exported'),
  breakGlassAsked: s('申请应急查阅', 'Emergency access asked for'),
  breakGlassGranted: s('同意应急查阅', 'Emergency access granted'),
  breakGlassRefused: s('不同意应急查阅', 'Emergency access refused'),
  breakGlassEnded: s('结束应急查阅', 'Emergency access ended'),
  breakGlassLooked: s('应急查阅案件', 'Case read by emergency access'),
  importDiscarded: s('撤销导入人员数据', 'Import of people discarded'),
  signedIn: s('登录', 'Signed in'),
  signInRefused: s('登录被拒绝', 'Sign-in refused'),
  secondStepRefused: s('第二步验证未通过', 'Second step refused'),
  recoveryCodeUsed: s('使用恢复码', 'Recovery code used'),
  stepUpConfirmed: s('再次确认身份', 'Confirmed again'),
  stepUpRefused: s('再次确认未通过', 'Confirmation refused'),
  sessionsEnded: s('结束会话', 'Sessions ended'),
  passwordChanged: s('修改密码', 'Password changed'),
  secondStepSet: s('启用动态口令', 'Second step set'),
  secondStepRemoved: s('停用动态口令', 'Second step removed'),
  secondStepTakenAway: s('管理员停用他人动态口令', 'Second step taken away by an administrator'),
  passwordChangeRefused: s('修改密码未通过', 'Change of password refused'),
  recoveryCodesMade: s('生成恢复码', 'Recovery codes made'),
  activationIssued: s('签发开通码', 'Activation issued'),
  accountActivated: s('账户开通', 'Account activated'),
  firstAdministratorMade: s('建立首位管理员', 'First administrator made'),
  serviceAccountMade: s('建立服务账户', 'Service account made'),
  serviceAccountRevoked: s('撤销服务账户', 'Service account revoked'),
  identityLinked: s('关联外部身份', 'Identity linked'),
  identityEnded: s('解除外部身份', 'Identity unlinked'),
  accountSuspended: s('停用账户', 'Account suspended'),
  accountReinstated: s('恢复账户', 'Account reinstated'),
  groupPostsSet: s('设置外部群组对应岗位', 'Posts of outside groups set'),
} as const satisfies Record<string, SystemEventDefinition>;

export type SystemEventType = keyof typeof systemEventTypes;

/** What an auditor asks for: sign-ins, what was refused, what was downloaded or exported, emergency access, all else. */
export const auditKinds = ['sign-ins', 'refused', 'downloads', 'exports', 'emergency', 'changes'] as const;
export type AuditKind = (typeof auditKinds)[number];

const others = {
  signedIn: 'sign-ins',
  recoveryCodeUsed: 'sign-ins',
  stepUpConfirmed: 'sign-ins',
  sessionsEnded: 'sign-ins',
  signInRefused: 'refused',
  secondStepRefused: 'refused',
  stepUpRefused: 'refused',
  passwordChangeRefused: 'refused',
  attemptRefused: 'refused',
  attemptsCounted: 'refused',
  documentDownloaded: 'downloads',
  packageDownloaded: 'downloads',
  transferPackageDownloaded: 'downloads',
  templateDownloaded: 'downloads',
  paperDownloaded: 'downloads',
  calendarFetched: 'exports',
  caseFileExported: 'exports',
  reportViewed: 'downloads',
  listExported: 'exports',
  breakGlassAsked: 'emergency',
  breakGlassGranted: 'emergency',
  breakGlassRefused: 'emergency',
  breakGlassEnded: 'emergency',
  breakGlassLooked: 'emergency',
} as const satisfies Partial<Record<SystemEventType, Exclude<AuditKind, 'changes'>>>;

/** The kind of each type; what is not named changes something. */
export const kindsOfSystemEvents: Readonly<Record<SystemEventType, AuditKind>> = {
  ...(Object.fromEntries(Object.keys(systemEventTypes).map((type) => [type, 'changes'])) as Record<
    SystemEventType,
    AuditKind
  >),
  ...others,
};
