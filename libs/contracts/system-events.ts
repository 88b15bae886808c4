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
  importPrepared: s('准备导入人员数据', 'Import of people prepared'),
  importApplied: s('导入人员数据', 'Import of people applied'),
  importDiscarded: s('撤销导入人员数据', 'Import of people discarded'),
} as const satisfies Record<string, SystemEventDefinition>;

export type SystemEventType = keyof typeof systemEventTypes;
