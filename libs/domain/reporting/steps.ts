import type { StepDefinition } from '../../contracts/step';
import { w } from '../cases/fields';

export const reportingSteps: StepDefinition[] = [
  {
    stage: 'planning',
    step: 'file-annual-plan',
    doer: { role: 'hospital-preparer' },
    returnable: false,
    recallable: false,
    purpose: w(
      '报送年度工作计划。报送功能随年度管理上线，期限自现在起计算。',
      'File the annual work plan. Filing opens with the yearly cycle; its deadline counts from now.',
    ),
    outcomes: {},
  },
];
