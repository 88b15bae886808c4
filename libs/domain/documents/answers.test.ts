import fc from 'fast-check';
import { FileFormat } from '../../contracts/file-formats';
import { isAnswered, markOfAnswers, problemsOfAnswer, problemsOfLetter, type AnsweredItem } from './answers';

const text = fc.option(fc.oneof(fc.constant(''), fc.constant('  '), fc.string({ minLength: 1 })), { nil: null });
const itemArb: fc.Arbitrary<AnsweredItem> = fc.record({
  id: fc.uuid(),
  required: fc.boolean(),
  formats: fc.uniqueArray(fc.constantFrom(...FileFormat.options), { minLength: 1 }),
  text,
  unavailableBecause: text,
  files: fc.array(
    fc.record({ fileName: fc.constantFrom('a.pdf', 'b.PDF', 'c.docx', 'd.exe', 'e', 'f.jpeg', 'g.xlsx') }),
    { maxLength: 4 },
  ),
});

describe('what keeps an answer from being submitted', () => {
  it('names every required item without an answer, once, and only such', () => {
    fc.assert(
      fc.property(fc.uniqueArray(itemArb, { selector: (item) => item.id, maxLength: 20 }), (items) => {
        const missing = problemsOfAnswer(items).filter((problem) => problem.code === 'answer-missing');
        expect(missing.map((problem) => problem.path)).toEqual(
          items.filter((item) => item.required && !isAnswered(item)).map((item) => `items.${item.id}`),
        );
      }),
    );
  });

  it('never lets a file of a format through that its item does not accept', () => {
    fc.assert(
      fc.property(itemArb, (item) => {
        const wrong = problemsOfAnswer([item]).filter((problem) => problem.code === 'format-not-accepted');
        const ending = (name: string) => name.split('.').at(-1)?.toLowerCase().replace('jpeg', 'jpg');
        const bad = item.files.filter((file) => !(item.formats as string[]).includes(ending(file.fileName) ?? ''));
        expect(wrong).toHaveLength(bad.length);
      }),
    );
  });

  it('wants all of a covering letter or none, and all where one is needed', () => {
    const full = { number: '示卫医函〔2026〕1号', dated: '2026-01-05', original: 'doc' };
    const parts = fc.record({ number: fc.boolean(), dated: fc.boolean(), original: fc.boolean() });
    fc.assert(
      fc.property(parts, fc.boolean(), (has, wanted) => {
        const letter = Object.fromEntries(Object.entries(full).filter(([part]) => has[part as keyof typeof has]));
        const missing = Object.values(has).filter((one) => !one).length;
        expect(problemsOfLetter(letter, wanted)).toHaveLength(missing === 3 && !wanted ? 0 : missing);
      }),
    );
  });

  it('vouches for exactly the revisions that were seen', () => {
    const revs = fc.array(fc.nat(9), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(revs, fc.nat(11), (answers, at) => {
        const rows = answers.map((answerRev, no) => ({ no, answerRev }));
        const changed = rows.map((row) =>
          row.no === at % rows.length ? { ...row, answerRev: row.answerRev + 1 } : row,
        );
        expect(markOfAnswers([...rows].reverse())).toBe(markOfAnswers(rows));
        expect(markOfAnswers(changed)).not.toBe(markOfAnswers(rows));
      }),
    );
  });
});
