/** Identifiers as people and messages see them: a type prefix, an underscore, 32 lower-case hex digits of a UUIDv7. */
export const idPrefixes = {
  case: 'case',
  stage: 'stage',
  task: 'task',
  decision: 'dec',
  organisation: 'org',
  person: 'person',
  post: 'post',
  account: 'acc',
  session: 'ses',
  serviceAccount: 'svc',
  identity: 'ident',
  programme: 'prog',
  standard: 'std',
  call: 'call',
  panel: 'panel',
  seat: 'seat',
  document: 'doc',
  documentVersion: 'dver',
  upload: 'upl',
  version: 'ver',
  deadline: 'dl',
  paper: 'paper',
  notice: 'notice',
  center: 'center',
  notification: 'note',
  delivery: 'msg',
  withdrawal: 'wd',
  copy: 'copy',
  urge: 'urge',
  assignment: 'asg',
  order: 'order',
  talk: 'talk',
  unit: 'unit',
  absence: 'leave',
  proposal: 'prop',
  peopleImport: 'pimp',
  transfer: 'move',
  process: 'proc',
  breakGlass: 'glass',
  calendarDraft: 'caldraft',
  calendarJob: 'caljob',
  request: 'req',
  item: 'item',
  extension: 'ext',
  itemProposal: 'iprop',
  preReview: 'prer',
  deputy: 'deputy',
  archiveFile: 'afile',
  legalHold: 'lhold',
} as const;

export type IdKind = keyof typeof idPrefixes;

declare const kindOf: unique symbol;
export type Id<K extends IdKind> = string & { readonly [kindOf]?: K };

/** Whether `text` is a well-formed id of that kind. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  const prefix = `${idPrefixes[kind]}_`;
  return text.startsWith(prefix) && /^[0-9a-f]{32}$/.test(text.slice(prefix.length));
}

/** Writes 16 raw bytes (as 32 hex digits) as an id of that kind. */
export function idFromHex<K extends IdKind>(kind: K, hex: string): Id<K> {
  return `${idPrefixes[kind]}_${hex}` as Id<K>;
}

/** The 32 hex digits of an id. Throws a plain Error for anything else: ids are checked at the edge. */
export function hexOfId(id: string): string {
  const hex = id.slice(id.indexOf('_') + 1);
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new Error('not an id');
  return hex;
}
