import type { Field, Words } from '../../../libs/contracts/forms';
import type { Outcome, Stage, Step } from '../../../libs/contracts/procedure';
import {
  outcomeWords,
  roleWords,
  stageOutcomeWords,
  stageWords,
  stepWords,
} from '../../../libs/contracts/words/procedure';
import { findStep } from '../../../libs/domain/cases/registry';
import { el, table, type Child } from './dom';
import {
  happeningsOf,
  namesOf,
  valueOf,
  type Brought,
  type Decision,
  type Decisions,
  type Limit,
  type ListedDocument,
  type Request,
} from './record';
import { isLine, say, type Language, type Line } from './words';

/** What every section is drawn with. */
export interface Drawing {
  brought: Brought;
  language: Language;
}

export const instantWords = (at: string | null, language: Language): string =>
  at === null
    ? '—'
    : new Date(at).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'Asia/Shanghai', hour12: false });

const inWords = (words: Words | undefined, language: Language): string | null => words?.[language] ?? null;
const ofTable = (all: Readonly<Record<string, Words>>, code: string | null, language: Language): string | null =>
  code === null ? null : (inWords(all[code], language) ?? code);
const known = (code: string, language: Language): string => (isLine(code) ? say(code, language) : code);

const section = (id: Line, { language }: Drawing, ...children: Child[]): HTMLElement =>
  el(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    el('h2', { id: `${id}-title` }, say(id, language)),
    ...children,
  );
const empty = (language: Language): HTMLElement => el('p', { class: 'quiet' }, say('none', language));

/** A path inside the file as a link, beside this page. */
const link = (path: string): HTMLElement => el('a', { href: path.split('/').map(encodeURIComponent).join('/') }, path);

export function contentsSection(drawing: Drawing): HTMLElement {
  const { brought, language } = drawing;
  const rows = brought.manifest.entries.map((entry) => [
    entry.title[language],
    link(entry.path),
    String(entry.size),
    el('code', {}, entry.sha256),
    entry.by?.[language] ?? '—',
    instantWords(entry.at, language),
  ]);
  const head = (['entry', 'path', 'size'] as const).map((line) => say(line, language));
  return section(
    'contents',
    drawing,
    table(say('contents', language), [...head, 'SHA-256', say('who', language), say('when', language)], rows),
  );
}

export function timelineSection(drawing: Drawing): HTMLElement {
  const { brought, language } = drawing;
  const names = namesOf(brought);
  const rows = happeningsOf(brought).map((event) => [
    String(event.no),
    instantWords(event.at, language),
    [
      event.title[language],
      ofTable(stageWords, event.stage, language),
      ofTable(stepWords, event.step, language),
      ofTable({ ...stageOutcomeWords, ...outcomeWords }, event.outcome, language),
    ]
      .filter((word) => word !== null)
      .join(' · '),
    event.by?.[language] ?? '—',
    valueView(event.facts, { labels: new Map(), names, language }),
  ]);
  const head = (['number', 'when', 'what', 'who', 'facts'] as const).map((line) => say(line, language));
  return section('timeline', drawing, table(say('timeline', language), head, rows));
}

interface Naming {
  language: Language;
  /** Of a form's fields and choices, by their names. */
  labels: ReadonlyMap<string, Words>;
  /** Behind ids. */
  names: ReadonlyMap<string, Words>;
}

/** A value as it is: a list of names and values, or text. */
function valueView(value: unknown, naming: Naming): Child {
  const { language, labels, names } = naming;
  if (value === null || value === undefined) return '—';
  if (typeof value === 'string') return (names.get(value) ?? labels.get(`=${value}`))?.[language] ?? value;
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no', language);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return el('ol', {}, ...value.map((one: unknown) => el('li', {}, valueView(one, naming))));
  const pairs = Object.entries(value as Record<string, unknown>);
  return el(
    'dl',
    {},
    ...pairs.flatMap(([name, one]) => [
      el('dt', {}, labels.get(name)?.[language] ?? name),
      el('dd', {}, valueView(one, naming)),
    ]),
  );
}

/** Labels of a form's fields and of what can be chosen in them, those inside rows too. */
function labelsOf(fields: readonly Field[]): [string, Words][] {
  return fields.flatMap((field): [string, Words][] => [
    [field.name, field.label],
    ...(field.type === 'rows' ? labelsOf(field.columns) : []),
    ...(field.type === 'choice' ? field.options.map(({ value, label }): [string, Words] => [`=${value}`, label]) : []),
  ]);
}

export function decisionsSection(drawing: Drawing): HTMLElement {
  const { brought, language } = drawing;
  const found = valueOf(brought, 'record/decisions.json') as Decisions | null;
  const items = found?.items ?? [];
  const documents = (valueOf(brought, 'record/documents.json') as ListedDocument[] | null) ?? [];
  const names = new Map([
    ...documents.map(({ documentId, title }): [string, Words] => [documentId, { zh: title, en: title }]),
    ...(found?.standard.indicators ?? []).map(({ id, title }): [string, Words] => [id, title]),
    ...(found?.named ?? []).map(({ id, name }): [string, Words] => [id, name]),
  ]);
  return section(
    'decisions',
    drawing,
    ...items.map((item) => decision(item, names, language)),
    items.length === 0 && empty(language),
  );
}

function decision(item: Decision, names: ReadonlyMap<string, Words>, language: Language): HTMLElement {
  const form = findStep(item.stage as Stage, item.step as Step)?.outcomes[item.outcome as Outcome]?.form ?? [];
  const by = item.by
    ? [
        item.by.organisation.name[language],
        ofTable(roleWords, item.by.role, language),
        item.by.name[language],
        item.by.onBehalfOf && `(${say('onBehalfOf', language)} ${item.by.onBehalfOf[language]})`,
      ]
    : [];
  const title = [
    ofTable(stageWords, item.stage, language),
    ofTable(stepWords, item.step, language),
    ofTable(outcomeWords, item.outcome, language),
    item.recalledAt && say('recalled', language),
  ];
  return el(
    'article',
    {},
    el('h3', {}, title.filter(Boolean).join(' · ')),
    el('p', { class: 'quiet' }, [instantWords(item.at, language), ...by].filter(Boolean).join(' · ')),
    valueView(item.form, { labels: new Map(labelsOf(form)), names, language }),
  );
}

export function deadlinesSection(drawing: Drawing): HTMLElement {
  const { brought, language } = drawing;
  const items = (valueOf(brought, 'record/deadlines.json') as { items: Limit[] } | null)?.items ?? [];
  return section(
    'deadlines',
    drawing,
    ...items.map((item) =>
      el(
        'article',
        {},
        el('h3', {}, item.title[language]),
        el(
          'p',
          { class: 'quiet' },
          `${known(item.body, language)} · ${say('due', language)} ${item.dueOn ?? '—'} · ${known(item.state, language)}`,
        ),
        el('ol', {}, ...item.explanation.map((line) => el('li', {}, line[language]))),
      ),
    ),
    items.length === 0 && empty(language),
  );
}

export function requestsSection(drawing: Drawing): HTMLElement {
  const { brought, language } = drawing;
  const items = (valueOf(brought, 'record/requests.json') as Request[] | null) ?? [];
  return section(
    'requests',
    drawing,
    ...items.map((request) => requestView(request, language)),
    items.length === 0 && empty(language),
  );
}

const requestView = (request: Request, language: Language): HTMLElement =>
  el(
    'article',
    {},
    el('h3', {}, `${request.number ?? '—'} · ${request.from.name[language]} → ${request.to.name[language]}`),
    el(
      'p',
      { class: 'quiet' },
      `${instantWords(request.sentAt, language)} · ${say('due', language)} ${request.dueOn ?? '—'} · ${known(request.state, language)}`,
    ),
    el(
      'ol',
      {},
      ...request.items.map((item) =>
        el(
          'li',
          {},
          `${item.title} · ${known(item.state, language)} · ${item.answer?.text ?? item.answer?.unavailableBecause ?? '—'}`,
        ),
      ),
    ),
    el('ul', {}, ...request.papers.map((path) => el('li', {}, link(path)))),
  );

export function documentsSection(drawing: Drawing): HTMLElement {
  const { brought, language } = drawing;
  const items = (valueOf(brought, 'record/documents.json') as ListedDocument[] | null) ?? [];
  const rows = items.map((item) => [
    item.title,
    String(item.version),
    item.path === null ? `${item.fileName} (${say('withheld', language)})` : link(item.path),
    String(item.size),
    item.organisation[language],
    instantWords(item.addedAt, language),
  ]);
  const head = (['entry', 'version', 'path', 'size', 'who', 'when'] as const).map((line) => say(line, language));
  return section(
    'documents',
    drawing,
    items.length === 0 ? empty(language) : table(say('documents', language), head, rows),
  );
}
