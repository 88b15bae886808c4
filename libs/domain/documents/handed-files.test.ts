import { scanStates } from '../../contracts/api/documents';
import { problemsOfHanded, standingOfFile, type HandedFile } from './handed-files';

const good: HandedFile = { fileName: '名册.pdf', withdrawn: false, scan: 'clean', replaced: false };

it('lets a file pass that is there, current and not known to be bad', () => {
  for (const scan of ['clean', 'not-scanned'] as const) expect(problemsOfHanded('f', { ...good, scan })).toEqual([]);
});

it.each([
  ['file-withdrawn', { withdrawn: true }],
  ['file-scanning', { scan: 'waiting' }],
  ['file-infected', { scan: 'infected' }],
  ['file-not-readable', { scan: 'unreadable' }],
  ['file-replaced', { replaced: true }],
] as const)('says %s with the name of the file and what to do', (code, change) => {
  const [problem, ...others] = problemsOfHanded('items.1.files.0', { ...good, ...change });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ path: 'items.1.files.0', code });
  expect(problem?.message.zh).toContain('“名册.pdf”');
  expect(problem?.message.en).toContain('“名册.pdf”');
});

it('keeps a name that looks like a pattern', () => {
  const [problem] = problemsOfHanded('f', { ...good, fileName: "$&-$'.pdf", withdrawn: true });
  expect(problem?.message.en).toContain("“$&-$'.pdf”");
});

it('tells a withdrawn or infected file to be removed, never to wait or to be saved again', () => {
  for (const scan of scanStates)
    for (const replaced of [true, false]) {
      expect(standingOfFile({ withdrawn: true, scan, replaced })).toBe('withdrawn');
      if (scan === 'infected') expect(standingOfFile({ withdrawn: false, scan, replaced })).toBe('infected');
    }
});
