import type { ExplainCode, ExplainLine, LegalDate, LightAnswer } from './deadlines';

export type DeadlineLanguage = 'zh' | 'en';

type Params<C extends ExplainCode> = Extract<ExplainLine, { code: C }>['params'];
type Sentences = { [C in ExplainCode]: Record<DeadlineLanguage, (params: Params<C>) => string> };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function zh(date: LegalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function en(date: LegalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

const days = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const UNIT_ZH = { working: '个工作日', calendar: '个日历日' };

/** Fields of a call that limits may name. */
const CALL_DATES: Record<string, Record<DeadlineLanguage, string>> = {
  windowOpens: { zh: '申报开始日', en: 'the opening of the declaration window' },
  windowCloses: { zh: '申报截止日', en: 'the closing of the declaration window' },
  nextReview: { zh: '下次评审日', en: 'the date of the next review' },
};

const callDate = (field: string, language: DeadlineLanguage): string => CALL_DATES[field]?.[language] ?? field;

const SENTENCES: Sentences = {
  starts: {
    zh: (p) => `起算：${zh(p.on)}，自次日开始计算。`,
    en: (p) => `Starts on ${en(p.on)}; counting begins the day after.`,
  },
  'limit-working-days': {
    zh: (p) => `时限：${p.days}个工作日。`,
    en: (p) => `Limit: ${days(p.days, 'working day')}.`,
  },
  'limit-calendar-days': {
    zh: (p) => `时限：${p.days}个日历日。`,
    en: (p) => `Limit: ${days(p.days, 'calendar day')}.`,
  },
  'limit-date': { zh: (p) => `时限：${zh(p.on)}。`, en: (p) => `Limit: ${en(p.on)}.` },
  'limit-yearly': { zh: (p) => `时限：年度固定日期${zh(p.on)}。`, en: (p) => `Limit: the yearly date, ${en(p.on)}.` },
  'limit-call-date': {
    zh: (p) => `时限：申报通知所定${callDate(p.field, 'zh')}${zh(p.on)}。`,
    en: (p) => `Limit: ${callDate(p.field, 'en')} in the call, ${en(p.on)}.`,
  },
  'earlier-of': {
    zh: (p) => `以上${p.rules}项时限取较早者：${zh(p.on)}。`,
    en: (p) => `The earliest of these ${p.rules} limits: ${en(p.on)}.`,
  },
  'later-of': {
    zh: (p) => `以上${p.rules}项时限取较晚者：${zh(p.on)}。`,
    en: (p) => `The latest of these ${p.rules} limits: ${en(p.on)}.`,
  },
  weekends: {
    zh: (p) => `周末${p.days}天不计。`,
    en: (p) => `${days(p.days, 'weekend day')} not counted.`,
  },
  holiday: {
    zh: (p) => `法定节假日${zh(p.from)}至${zh(p.to)}（${p.days}天）不计。`,
    en: (p) => `Public holiday ${en(p.from)} to ${en(p.to)} (${days(p.days, 'day')}) not counted.`,
  },
  'make-up-day': {
    zh: (p) => `${zh(p.on)}为调休上班日，计入。`,
    en: (p) => `${en(p.on)} is a make-up working day and counts.`,
  },
  'not-covered': {
    zh: (p) => `${p.year}年节假日安排尚未导入，暂按周一至周五计算，导入后重算。`,
    en: (p) => `No holiday notice for ${p.year} yet: counted Monday to Friday for now, recalculated after its import.`,
  },
  paused: {
    zh: (p) => `${zh(p.from)}至${zh(p.to)}暂停，${p.days}${UNIT_ZH[p.unit]}不计。`,
    en: (p) => `Paused from ${en(p.from)} to ${en(p.to)}: ${days(p.days, `${p.unit} day`)} not counted.`,
  },
  'pause-keeps-date': {
    zh: () => '期间曾暂停；固定日期不因暂停而顺延。',
    en: () => 'Paused in between; a fixed date is not moved by a pause.',
  },
  'pause-capped': {
    zh: (p) => `因补正暂停累计以${p.days}个工作日为限，已于${zh(p.on)}用完，次日起恢复计算。`,
    en: (p) =>
      `Pauses for requests may take ${days(p.days, 'working day')}; they were used up on ${en(p.on)} and days count again after it.`,
  },
  'pause-cap-to-come': {
    zh: (p) => `因补正暂停累计以${p.days}个工作日为限，至迟${zh(p.on)}用完，次日起恢复计算。`,
    en: (p) =>
      `Pauses for requests may take ${days(p.days, 'working day')}; this one uses them up on ${en(p.on)}, days count again after it at the latest.`,
  },
  'paused-now': {
    zh: (p) => `自${zh(p.since)}次日起暂停；已计${p.counted}天，恢复后还剩${p.remaining}天。`,
    en: (p) => `Paused from the day after ${en(p.since)}; ${p.counted} counted, ${p.remaining} left after the resume.`,
  },
  'date-paused-now': {
    zh: (p) => `自${zh(p.since)}次日起暂停。`,
    en: (p) => `Paused from the day after ${en(p.since)}.`,
  },
  extended: {
    zh: (p) => `${zh(p.on)}批准延长${p.days}${UNIT_ZH[p.unit]}。`,
    en: (p) => `Extended by ${days(p.days, `${p.unit} day`)} on ${en(p.on)}.`,
  },
  rolled: {
    zh: (p) => `${zh(p.from)}为休息日，移至${zh(p.to)}。`,
    en: (p) => `${en(p.from)} is a rest day; moved to ${en(p.to)}.`,
  },
  recalculated: {
    zh: (p) => `${zh(p.on)}按更新的工作日历重算。`,
    en: (p) => `Recalculated with a newer calendar on ${en(p.on)}.`,
  },
  due: {
    zh: (p) => `到期：${zh(p.on)} ${p.time}（北京时间）。`,
    en: (p) => `Due on ${en(p.on)} at ${p.time}, Beijing time.`,
  },
  'due-at-latest': {
    zh: (p) => `至迟到期：${zh(p.on)} ${p.time}（北京时间）；提前收到答复的，相应提前。`,
    en: (p) => `Due on ${en(p.on)} at ${p.time}, Beijing time, at the latest; earlier if the answer comes earlier.`,
  },
  'elapsed-calendar-days': {
    zh: (p) => `自起算至到期共${p.days}个日历日。`,
    en: (p) => `${days(p.days, 'calendar day')} from the start to the due date.`,
  },
  met: { zh: (p) => `${zh(p.on)}按时完成。`, en: (p) => `Met on ${en(p.on)}.` },
  'met-late': { zh: (p) => `${zh(p.on)}逾期完成。`, en: (p) => `Done late, on ${en(p.on)}.` },
  missed: { zh: (p) => `${zh(p.on)}记录逾期。`, en: (p) => `Recorded as missed on ${en(p.on)}.` },
  cancelled: { zh: (p) => `${zh(p.on)}取消。`, en: (p) => `Cancelled on ${en(p.on)}.` },
  restarted: {
    zh: (p) => `${zh(p.on)}送达补正通知，本时限终止；自收到完整补正材料之日起重新起算。`,
    en: (p) =>
      `Closed by the correction request served on ${en(p.on)}; a new limit starts on the day the complete answer is received.`,
  },
};

/** The sentence of one line of an explanation. */
export function explainWords(line: ExplainLine, language: DeadlineLanguage): string {
  // The table is keyed by the same code the parameters belong to; TypeScript cannot follow that through a union.
  const sentence = SENTENCES[line.code][language] as (params: ExplainLine['params']) => string;
  return sentence(line.params);
}

/** Short words beside a light: colour alone never says it. */
export function lightWords(answer: LightAnswer, language: DeadlineLanguage): string {
  const inZh = language === 'zh';
  switch (answer.light) {
    case 'ok':
    case 'due-soon':
      if (answer.days === 0) return inZh ? '今日到期' : 'due today';
      return inZh ? `剩${answer.days}个工作日` : `${answer.days} wd left`;
    case 'provisional':
      return inZh ? `剩${answer.days}个工作日（暂定）` : `${answer.days} wd left (provisional)`;
    case 'overdue':
      if (answer.days === 0) return inZh ? '已逾期，不足1个工作日' : 'overdue by less than 1 wd';
      return inZh ? `逾期${answer.days}个工作日` : `overdue by ${answer.days} wd`;
    case 'paused':
      return inZh ? `自${zh(answer.since)}次日起暂停` : `paused after ${en(answer.since)}`;
  }
}
