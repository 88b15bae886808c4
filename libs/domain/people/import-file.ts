import type { Words } from '../../contracts/forms';

/** 组织, 内设机构, 人员, 岗位: one kind of rows to a file; files are read in this order. */
export const importKinds = ['organisations', 'units', 'people', 'posts'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Columns of each kind: all in the first line, in any order. What may be empty is said by the rows. */
export const importColumns: Record<ImportKind, readonly string[]> = {
  organisations: ['code', 'kind', 'name_zh', 'name_en', 'province', 'parent'],
  units: ['organisation', 'code', 'kind', 'name_zh', 'name_en', 'parent'],
  people: ['code', 'name_zh', 'name_en', 'email', 'phone', 'language'],
  posts: ['person', 'organisation', 'role', 'unit', 'pool', 'from', 'to'],
};

export type Cells = Readonly<Record<string, string>>;

/** One line of a file as it was read; `line` counts from 1, the heading is line 1. */
export interface FileRow {
  line: number;
  cells: Cells;
}

const w = (zh: string, en: string): Words => ({ zh, en });

/** Why a row is refused. */
export const importReasons = {
  required: w('缺少必填项', 'A value is missing'),
  format: w('格式不正确', 'The format is not right'),
  'not-offered': w('不是可选项', 'This is not one of the choices'),
  twice: w('文件中重复', 'This is in the file twice'),
  'no-parent': w('没有该上级', 'There is no such parent'),
  'no-organisation': w('没有该组织', 'There is no such organisation'),
  'no-unit': w('没有该内设机构', 'There is no such unit'),
  'no-person': w('没有该人员', 'There is no such person'),
  'kind-fixed': w('类别不能更改', 'The kind cannot be changed'),
  'not-at-organisation': w('该组织没有此类岗位', 'This kind of organisation has no such post'),
  'pool-with-expert': w('专家须选择专家库，其他岗位不选', 'An expert needs a pool; other posts have none'),
  'before-start': w('不能早于开始日期', 'This must not be before the start'),
  'post-held': w('该期间已有同一岗位', 'The post is held in these days already'),
  'posts-apart': w('管理岗位不得与其他岗位兼任', 'An administrator’s post is held beside no other'),
  'last-administrator': w(
    '该管理岗位须始终有人能够登录履职',
    'Somebody who can sign in must hold this administrator’s post at all times',
  ),
  'tasks-held': w('仍持有任务，请先移交', 'Tasks are still held: transfer them first'),
} as const satisfies Record<string, Words>;
export type ImportReason = keyof typeof importReasons;

export type RowState = 'add' | 'change' | 'unchanged' | 'refused';
export interface PlannedRow {
  line: number;
  /** What the row is about: its key in the file. */
  key: string;
  state: RowState;
  /** Column and reason, of a refused row. */
  reason: { column: string; code: ImportReason } | null;
  /** Whom or what the row is about, by name; null where it could not be made out. */
  about: Words | null;
  /** What a changed row changes, by the column of the file. */
  changes: { column: string; from: string | null; to: string | null }[];
}
