/** Parts of the console that only some may open; what everybody may open is not among them. */
export const sections = [
  'requests',
  'declare',
  'overdue',
  'calendar-imports',
  'deputies',
  'people',
  'operations',
  'audit',
  'break-glass',
  'why-others',
] as const;
export type Section = (typeof sections)[number];
