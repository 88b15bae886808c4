import type { IndicatorEntry, IndicatorJudgement } from '../../libs/contracts/forms';

/**
 * Figures of a fictional hospital against the respiratory standard of 2019 (config/standards/respiratory-nmc-2019.json);
 * each meets its threshold. Years are newest last.
 */
export const figures: readonly IndicatorEntry[] = [
  { indicator: 'R1', confirmed: true, statement: '三级甲等综合医院，等级评审证书在有效期内。' },
  { indicator: 'R2', confirmed: true, statement: '独立设置呼吸与危重症医学科，下设八个亚专科病区。' },
  { indicator: 'R3', figures: [6], statement: '国家临床重点专科建设项目五个，国家中医药管理局重点专科建设项目一个。' },
  {
    indicator: 'R4',
    figures: [7860, 8215, 8642],
    statement: '数据取自病案首页，口径为主要诊断属呼吸系统疾病的出院人次。',
  },
  { indicator: 'R5', figures: [63.4, 64.8, 66.1], statement: '疑难危重病例按疾病诊断相关分组相对权重认定。' },
  { indicator: 'R6', confirmed: true, statement: '医科大学附属医院，承担本科至博士后培养任务。' },
  { indicator: 'R7', figures: [3], statement: '牵头制定慢阻肺病、肺栓塞、重症肺炎三个病种的全国指南或专家共识。' },
  { indicator: 'R8', figures: [4], statement: '肺功能筛查、戒烟干预、家庭氧疗管理、肺康复四项适宜技术。' },
  { indicator: 'R9', figures: [24], statement: '适宜技术已在二十四个省（区、市）推广。' },
  { indicator: 'R10', figures: [21], statement: '呼吸专科医联体成员单位分布于二十一个省（区、市）。' },
  {
    indicator: 'R11',
    statement:
      '建立早期筛查、规范诊疗、危重症救治、体外生命支持、肺移植和术后康复一体化的多学科协作团队，每周固定会诊，近三年肺移植手术存活率持续提高。',
  },
  { indicator: 'R12', confirmed: true, statement: '牵头成立覆盖全国的呼吸领域医联体，章程和成员名单见佐证材料。' },
  {
    indicator: 'R13',
    statement:
      '呼吸与危重症医学专科医师规范化培训基地，建有模拟教学中心、分层递进课程和出科考核体系，近五年结业三百余人。',
  },
];

export const constructionPlan = [
  {
    goal: '建成呼吸危重症救治与转运网络',
    measure: '设立区域体外生命支持中心，建立二十四小时会诊转运机制',
    milestone: '2027-06-30',
    funds: 4200,
    responsible: '呼吸与危重症医学科',
  },
  {
    goal: '扩大肺移植能力',
    measure: '增设移植监护病房十二张床，完善供肺获取与协调团队',
    milestone: '2027-12-31',
    funds: 6800,
    responsible: '肺移植中心',
  },
  {
    goal: '建设全国呼吸疾病专病数据库',
    measure: '统一数据标准，接入医联体成员单位，开展多中心研究',
    milestone: '2028-06-30',
    funds: 2600,
    responsible: '临床研究中心',
  },
  {
    goal: '推广基层适宜技术',
    measure: '每年举办培训四期，覆盖县级医院三百家',
    milestone: '2028-12-31',
    funds: 900,
    responsible: '医联体办公室',
  },
];

export const supportCommitments = [
  {
    kind: 'infrastructure',
    body: '省发展改革部门',
    amount: '新建呼吸医学综合楼，建筑面积四万平方米',
    by: '2028-12-31',
  },
  { kind: 'staffing', body: '省机构编制部门', amount: '增核人员编制八十名', by: '2026-12-31' },
  { kind: 'pay', body: '省人力资源部门', amount: '核定绩效工资总量时予以倾斜', by: '2026-09-30' },
  { kind: 'research', body: '省科技部门', amount: '设立专项科研资金每年一千万元', by: '2027-03-31' },
];

const remarks: Readonly<Record<string, string>> = {
  R4: '抽查病案首页二百份，人次与申报一致。',
  R5: '占比按三年合计计算，高于标准。',
  R11: '现场查看多学科会诊记录，覆盖全过程。',
};

/** The judgement of an expert who finds every condition met, in the order of the standard. */
export function judgementsOf(indicators: readonly { id: string }[]): IndicatorJudgement[] {
  return indicators.map(({ id }) => ({ indicator: id, met: 'met', ...(remarks[id] ? { remark: remarks[id] } : {}) }));
}
