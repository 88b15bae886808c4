import type * as z from 'zod';
import type { FieldError } from './errors';
import type { Words } from './forms';

const w = (zh: string, en: string): Words => ({ zh, en });

/** What a refused field says, by code. */
export const fieldWords = {
  required: w('此项必填', 'This is required'),
  unknown: w('不认识的字段', 'This field is not known'),
  'wrong-type': w('类型不正确', 'This is of the wrong type'),
  'too-long': w('内容过长', 'This is too long'),
  'too-short': w('内容过短', 'This is too short'),
  'too-small': w('数值过小', 'This number is too small'),
  'too-big': w('数值过大', 'This number is too large'),
  'not-offered': w('不是可选项', 'This is not one of the choices'),
  format: w('格式不正确', 'The format is not right'),
  nul: w('含有不允许的字符', 'This contains a character that is not allowed'),
  blank: w('不能为空白', 'This must not be blank'),
  'authority-number': w(
    '文号格式应为：机关代字〔年份〕序号号，如 示卫医函〔2026〕12号',
    'The number must look like 示卫医函〔2026〕12号',
  ),
  'one-of-to-and-days': w('请填写时间或天数之一', 'Give either the instant or the number of days'),
  'indicator-missing': w('缺少该指标的数据', 'The figures of this indicator are missing'),
  'indicator-unknown': w('标准中没有该指标', 'The standard has no such indicator'),
  'indicator-twice': w('该指标重复', 'This indicator is given twice'),
  'figures-count': w('数据个数与年数不符', 'There must be one figure for each year'),
  'statement-missing': w('请填写说明', 'A statement is needed'),
  'confirmation-missing': w('请确认是否具备该条件', 'Say whether this condition is met'),
  'not-in-case': w('本案没有该材料', 'This case has no such document'),
  'target-not-allowed': w('不能退回至该环节', 'A return cannot lead to that step'),
  'not-eligible': w('该专家不在本级专家库或应当回避', 'This expert is not in the pool or must stand aside'),
  'panel-size': w('专家组人数不符合规定', 'The size of the panel is outside the limits'),
  'lead-not-seated': w('组长须为专家组成员', 'The lead must be one of the panel'),
  'seated-twice': w('同一专家不能重复', 'An expert can be seated only once'),
  'not-a-seat': w('不是专家组成员', 'This is not a seat of the panel'),
  'no-quorum': w('出席人数未达到法定人数', 'Attendance is below the quorum'),
  'not-yet': w('日期不能晚于今天', 'The date must not be after today'),
  'must-be-later': w('日期须晚于今天', 'The date must be after today'),
  'year-mismatch': w('文号年份与日期不符', 'The year of the number does not match the date'),
  'number-taken': w('该文号已登记', 'This number is already registered'),
  'archive-number-taken': w('该档号已登记', 'This archive number is already registered'),
  'paper-missing': w(
    '上报后撤回须有省级公文文号和原件',
    'After submission a withdrawal needs the province’s paper: number and original',
  ),
  'file-row-missing': w(
    '清单中该项缺少，请补齐或说明原因',
    'This is missing from the file: add it, or give the reason',
  ),
  'file-row-not-missing': w('该项不缺少，无需说明', 'This is not missing and needs no reason'),
  'archive-number': w('档号格式不符合规定', 'The archive number does not have the form that is set'),
  'too-many-namesakes': w(
    '同名或名称相近的人员过多，请输入更完整的姓名或用户名',
    'Too many people have this in their names: give more of the name, or a user name',
  ),
  'retention-class-unknown': w('没有该保管期限', 'There is no such retention class'),
  'answer-missing': w('该事项尚未答复', 'This item has no answer yet'),
  'format-not-accepted': w('该事项不接受此格式', 'This item does not accept files of this format'),
  'file-withdrawn': w(
    '“{{file}}”已标记撤回：请移除，另附其他材料',
    '“{{file}}” was withdrawn: remove it, and hand in another',
  ),
  'file-replaced': w(
    '“{{file}}”已有新版本：请查看新版本后重新保存本项',
    'There is a newer version of “{{file}}”: look at it, then save this item again',
  ),
  'file-scanning': w(
    '“{{file}}”正在查毒，尚未完成：请稍候再试',
    '“{{file}}” is still being scanned for viruses: try again in a moment',
  ),
  'file-infected': w(
    '“{{file}}”查出病毒，不能提交：请移除，另附无毒的文件',
    'A virus was found in “{{file}}”: remove it, and hand in a clean file',
  ),
  'file-not-readable': w(
    '“{{file}}”无法读取，未能查毒：请移除，重新上传',
    '“{{file}}” could not be read, and was not scanned: remove it, and upload it again',
  ),
  'template-unknown': w('没有该范本', 'The library has no such item'),
  'item-not-returnable': w('该事项不能退回', 'This item cannot be returned'),
  'item-not-open': w('没有该事项或已办结', 'There is no such open item'),
  'days-outside': w('天数超出规定范围', 'The number of days is outside the limits'),
  'nothing-asked': w('至少提出一个事项', 'Ask for at least one item'),
  'letter-missing': w('须附答复公文', 'The answer goes under a covering letter'),
  'not-at-organisation': w('该组织没有此类岗位', 'This kind of organisation has no such post'),
  'not-of-organisation': w('不是该组织的内设机构', 'This is no open unit of the organisation'),
  'pool-with-expert': w('专家须选择专家库，其他岗位不选', 'An expert needs a pool; other posts have none'),
  'before-start': w('不能早于开始日期', 'This must not be before the start'),
  'after-end': w('岗位只能提前终止，不能延长', 'A post can be ended earlier, not lengthened'),
  'too-early': w('日期过早', 'This date is too early'),
  'not-utf8': w(
    '文件不是UTF-8编码（可能是GBK）。请在电子表格中另存为“CSV UTF-8”后重新上传',
    'The file is not in UTF-8 (it may be GBK). Save it as “CSV UTF-8” and send it again',
  ),
  columns: w('首行列名与要求不符', 'The first line does not name the columns that are wanted'),
  csv: w('不是有效的CSV', 'This is not valid CSV'),
  'in-the-past': w('日期不能早于今天', 'The date must not be before today'),
  'period-reversed': w('结束日期不能早于开始日期', 'The last day must not be before the first'),
  duplicate: w('重复', 'This is given twice'),
  'password-short': w('密码至少10个字符', 'A password has at least 10 characters'),
  'password-common': w(
    '密码过于常见或容易猜到，请换一个（如几个不相干的词）',
    'This password is too easily guessed. Take another, a few unrelated words for example',
  ),
  'password-personal': w('密码不能包含用户名', 'The password must not contain the user name'),
  'password-same': w('新密码不能与原密码相同', 'The new password must not be the old one'),
} as const satisfies Record<string, Words>;
export type FieldCode = keyof typeof fieldWords;

export const fieldError = (path: string, code: FieldCode): FieldError => ({ path, code, message: fieldWords[code] });

/** A field error that names the file it is about. */
export function fileError(path: string, code: FieldCode, file: string): FieldError {
  const { zh, en } = fieldWords[code];
  // A function: a name may hold the patterns that a replacement text would interpret.
  const named = (words: string): string => words.replace('{{file}}', () => file);
  return { path, code, message: { zh: named(zh), en: named(en) } };
}

/** Zod's issues as field errors, worded. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => fieldError([path, key].filter(Boolean).join('.'), 'unknown'));
    }
    return [fieldError(path, codeOf(issue))];
  });
}

function codeOf(issue: z.core.$ZodIssue): FieldCode {
  if (issue.message in fieldWords) return issue.message as FieldCode;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'wrong-type';
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-long' : 'too-big';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-short' : 'too-small';
    case 'invalid_value':
      return 'not-offered';
    case 'invalid_format':
      return 'format';
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return 'wrong-type';
  }
}
