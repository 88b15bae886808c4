import { ExplainLine, type LegalDate } from './deadlines';
import { explainWords } from './deadlines-words';

const on = '2026-10-08' as LegalDate;
const sample: Record<string, unknown> = {
  on,
  from: on,
  to: on,
  since: on,
  days: 1,
  counted: 2,
  remaining: 3,
  rules: 2,
  year: 2027,
  field: 'windowCloses',
  time: '17:30',
  unit: 'working',
};

const lines = ExplainLine.options.map((option) => {
  const keys = Object.keys(option.shape.params.shape);
  return ExplainLine.parse({
    code: option.shape.code.value,
    params: Object.fromEntries(keys.map((key) => [key, sample[key]])),
  });
});

it.each(lines.map((line) => [line.code, line] as const))('%s has a sentence in both languages', (_, line) => {
  const zh = explainWords(line, 'zh');
  const en = explainWords(line, 'en');
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/u);
  expect(en).toMatch(/^[\x20-\x7e]+\.$/);
  expect(zh + en).not.toMatch(/undefined|NaN|\[object/);
  for (const [key, value] of Object.entries(line.params)) {
    if (typeof value === 'number')
      expect([key, zh.includes(String(value)), en.includes(String(value))]).toEqual([key, true, true]);
    if (value === on) expect([zh.includes('2026年10月8日'), en.includes('8 Oct 2026')]).toEqual([true, true]);
  }
});

it('counts one day as one', () => {
  expect(explainWords({ code: 'limit-working-days', params: { days: 1 } }, 'en')).toBe('Limit: 1 working day.');
  expect(explainWords({ code: 'limit-working-days', params: { days: 5 } }, 'en')).toBe('Limit: 5 working days.');
});
