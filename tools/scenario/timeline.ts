import type { EventRow } from '../../libs/contracts/api/cases';
import type { Limit } from '../../libs/contracts/api/values';
import type { Words } from '../../libs/contracts/forms';
import { outcomeWords, stageWords, stepWords } from '../../libs/contracts/words/procedure';
import { legalDateOf } from './clock';
import type { Played } from './player';

export type Language = keyof Words;

const weekdays: Record<Language, readonly string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** Columns a text takes in a terminal: Chinese characters take two. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(1, width - widthOf(text)));

/** What a limit says of the days that are left. */
function daysLeft(limit: Limit | null, language: Language): string {
  if (limit?.light === 'paused') return language === 'zh' ? '计时暂停' : 'clock paused';
  if (!limit || limit.days === null) return '';
  const { days } = limit;
  const unit = Math.abs(days) === 1 ? 'working day' : 'working days';
  if (language === 'en') return days < 0 ? `${String(-days)} ${unit} overdue` : `${String(days)} ${unit} left`;
  return days < 0 ? `逾期 ${String(-days)} 个工作日` : `余 ${String(days)} 个工作日`;
}

/** Prints the case as it goes, one line an act or an event that came by itself. */
export class Timeline {
  private day = '';
  private stage = '';

  constructor(
    private readonly language: Language,
    private readonly print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {}

  say(zh: string, en: string): void {
    this.print(this.language === 'zh' ? zh : en);
  }

  played({ act, row, receipt, username }: Played, name: Words): void {
    const { language } = this;
    this.enter(act.stage);
    const what = `${stepWords[act.step][language]} → ${outcomeWords[act.outcome][language]}`;
    const who = name[language] || username;
    this.print(
      `${this.date(legalDateOf(receipt.at))}${padded(what, language === 'zh' ? 42 : 54)}${padded(who, language === 'zh' ? 34 : 52)}${daysLeft(row.limit, language)}`,
    );
  }

  event(event: EventRow): void {
    const { language } = this;
    const about = event.stage ?? event.facts['rule'];
    const where =
      typeof about === 'string' && about in stageWords ? stageWords[about as keyof typeof stageWords] : null;
    const line = `⏰ ${event.title[language]}${where ? ` · ${where[language]}` : ''}`;
    this.print(`${this.date(legalDateOf(event.at))}${line}`);
  }

  private enter(stage: Played['act']['stage']): void {
    if (stage === this.stage) return;
    this.stage = stage;
    this.print(`\n── ${stageWords[stage][this.language]} ${'─'.repeat(60)}`);
  }

  private date(date: string): string {
    const weekday = weekdays[this.language][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
    const text = date === this.day ? '' : `${date} ${weekday}`;
    this.day = date;
    return padded(text, 18);
  }
}
