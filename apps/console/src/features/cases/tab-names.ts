export const caseTabs = ['overview', 'materials', 'record', 'requests', 'timeline', 'deadlines'] as const;
export type CaseTab = (typeof caseTabs)[number];
export const isCaseTab = (text: unknown): text is CaseTab => (caseTabs as readonly unknown[]).includes(text);
