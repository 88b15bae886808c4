import type { Task } from '../api/types';

const hex = (digit: string): string => digit.repeat(32);

/** A task as the API gives it, to build others from. */
export const buildTask = (overrides: Partial<Task> = {}): Task => ({
  id: `task_${hex('1')}`,
  rev: 3,
  caseId: `case_${hex('2')}`,
  caseNumber: 'NMC-2026-41-0001',
  caseKind: 'designation',
  applicant: { id: `org_${hex('3')}`, name: { zh: '示例医院', en: 'Example Hospital' } },
  province: '41',
  programme: 'nmc-respiratory',
  stage: 'declaration',
  step: 'prepare-declaration',
  round: 1,
  openedAt: '2026-01-05T01:00:00.000Z',
  claimedAt: '2026-01-05T02:00:00.000Z',
  holder: null,
  mine: true,
  limit: null,
  state: 'open',
  waitingForRole: 'hospital-preparer',
  allowedActions: ['release', 'decide'],
  outcomes: ['submitted-for-signature'],
  returnTargets: [{ stage: 'provincial-recommendation', step: 'draft-recommendation' }],
  standard: {
    code: 'respiratory-nmc-2019',
    title: { zh: '设置标准', en: 'Setting standard' },
    label: { zh: '依据公开报道', en: 'From public reporting' },
    indicators: [
      { id: 'R1', kind: 'boolean', title: { zh: '三级甲等', en: 'Grade A' }, comparator: 'is', threshold: true, unit: null, years: null, basis: 'verified' },
      { id: 'R3', kind: 'count', title: { zh: '项目数', en: 'Projects' }, comparator: '>=', threshold: 5, unit: '个', years: null, basis: 'verified' },
      { id: 'R4', kind: 'mean-n-years', title: { zh: '年均出院', en: 'Discharges' }, comparator: '>=', threshold: 7000, unit: '人次', years: 3, basis: 'verified' },
      { id: 'R11', kind: 'narrative', title: { zh: '全过程能力', en: 'Capability' }, comparator: null, threshold: null, unit: null, years: null, basis: 'verified' },
    ],
  },
  pool: ['4', '5', '6'].map((digit) => ({ id: `person_${hex(digit)}`, name: { zh: `专家${digit}`, en: `Expert ${digit}` }, organisation: { id: `org_${hex('7')}`, name: { zh: '机构', en: 'Institution' } } })),
  panelSize: { min: 2, max: 3 },
  seats: [],
  documents: [{ id: `doc_${hex('8')}`, title: '统计表', fileName: 'table.xlsx' }],
  previousForm: null,
  returnedBecause: null,
  ...overrides,
});
