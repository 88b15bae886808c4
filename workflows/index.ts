/** What the worker's bundle offers. The names are contracts with running cases: libs/contracts/messages. */
export { designationCase } from './designation-case/workflow';
export { yearlyReporting } from './yearly-reporting/workflow';
