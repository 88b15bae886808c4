import type { Next, ReportingFile } from '../procedure';

/** 年度计划. The center’s plan is awaited; its deadline rings. Filing comes with the yearly cycle, no outcome before. */
export async function planning(file: ReportingFile): Promise<Next> {
  return file.stage('planning');
}
