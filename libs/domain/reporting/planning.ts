import { sequence } from '../cases/stage-table';

/** 年度计划. The center's plan with its deadline. Filing it comes with the yearly cycle; no outcome is offered before. */
export const planning = sequence('planning', 'file-annual-plan', {});
