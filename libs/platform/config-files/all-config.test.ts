import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateFilesOf } from '../../contracts/programme';
import { superiors } from '../../contracts/posts';
import { outcomes, stages, steps } from '../../contracts/procedure';
import { readAllConfig } from './all-config';
import { ConfigError } from './config-error';

const config = join(__dirname, '../../../config');
const programmeFile = 'programmes/nmc-respiratory/2026.1.yaml';
const newestFile = 'programmes/nmc-respiratory/2026.2.yaml';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'all-config-'));
  for (const folder of ['programmes', 'standards', 'reference'])
    cpSync(join(config, folder), join(dir, folder), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(dir, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(
    join(dir, file),
    text.replace(from, () => to),
  );
}

function problems(): string[] {
  try {
    readAllConfig(dir);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((p) => `${p.file.slice(dir.length + 1)}:${p.line} ${p.path}: ${p.message}`);
  }
  return [];
}

describe('the configuration that ships', () => {
  const shipped = readAllConfig(config);
  const programme = shipped.programmes[0]?.value;

  it('is complete', () => {
    expect(shipped.programmes.map((row) => `${row.value.code} ${row.value.version}`)).toEqual([
      'nmc-respiratory 2026.1',
      'nmc-respiratory 2026.2',
    ]);
    expect(shipped.standards.filter((row) => !row.value.template).map((row) => row.value.id)).toEqual([
      'respiratory-nmc-2019',
    ]);
    expect(shipped.standards.every((row) => /^[0-9a-f]{64}$/.test(row.hash))).toBe(true);
    const { regions, specialties, nationalCenters } = shipped.reference.value;
    expect(regions.provinces.filter((row) => row.kind !== 'corps')).toHaveLength(31);
    expect(regions.provinces.filter((row) => row.kind === 'corps')).toHaveLength(1);
    expect(specialties.specialties.filter((row) => row.in2022FocusList)).toHaveLength(12);
    expect(nationalCenters.centers).toHaveLength(13);
  });

  it('keeps the hash of what is published, whatever limits may say besides', () => {
    expect(shipped.programmes[0]?.hash).toBe('5419d9b6deab6391ffb2aca92629a8ce9358da72b269528d34aa5a8bbd2ca618');
    const capped = shipped.programmes[1]?.value.deadlines.filter((rule) => rule.pausesAtMost);
    expect(capped?.map((rule) => [rule.id, rule.pausesAtMost])).toEqual([
      ['province-commitment', { days: 60, basis: 'proposal' }],
      ['nation-commitment', { days: 60, basis: 'proposal' }],
    ]);
  });

  it('has an empty template and no figure for every other specialty and kind', () => {
    const of = (slug: string) => shipped.standards.filter((row) => row.value.specialty === slug);
    for (const { slug } of shipped.reference.value.specialties.specialties) {
      expect(
        of(slug)
          .map((row) => row.value.centerKind)
          .sort(),
      ).toEqual(['NMC', 'NRMC']);
    }
    for (const { value } of shipped.standards.filter((row) => row.value.template)) {
      expect(value).toMatchObject({ indicators: [], rule: null, published: null });
    }
  });

  it('uses the stages, steps and outcomes of the procedure', () => {
    const rows = programme?.deadlines ?? [];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const used = [row.stage, row.from?.stage, row.to?.stage, ...row.excludes].filter((id) => id !== undefined);
      for (const id of used) expect(stages).toContain(id);
      if (row.step !== undefined) expect(steps).toContain(row.step);
      for (const id of [row.from?.outcome, ...(row.to?.outcomes ?? [])])
        if (id !== undefined) expect(outcomes).toContain(id);
    }
    for (const document of programme?.documents ?? []) expect(stages).toContain(document.stage);
  });

  it('never calls a limit verified: none could be', () => {
    for (const row of programme?.deadlines ?? []) expect(['analogy', 'proposal']).toContain(row.basis);
  });

  it('has people for every post that a training case needs, each name in both languages', () => {
    const { people, organisations } = shipped.training.value;
    const posts = people.flatMap((person) => person.posts);
    for (const { key, kind } of organisations) {
      const held = posts.filter((post) => post.organisation === key).map((post) => post.role);
      if (kind === 'province') {
        // Every province works; the line of superiors is there for the nation and some provinces.
        expect([...held].filter((role) => !(superiors as readonly string[]).includes(role)).sort()).toEqual([
          'archivist',
          'provincial-checker',
          'provincial-handler',
          'provincial-handler',
          'provincial-manager',
          'provincial-signatory',
        ]);
      }
      if (['nhc', 'beijing', 'henan', 'guangdong'].includes(key)) {
        expect(held).toEqual(expect.arrayContaining([...superiors]));
      }
      if (kind === 'hospital') expect([...held].sort()).toEqual(['hospital-preparer', 'hospital-signatory']);
    }
    const pool = (name: string): number => posts.filter((post) => post.pool === name).length;
    expect(pool('nation')).toBeGreaterThanOrEqual(programme?.panels.nation.minSize.value ?? Infinity);
    for (const hospital of organisations.filter((row) => row.kind === 'hospital')) {
      expect(pool(hospital.province ?? '')).toBeGreaterThanOrEqual(
        programme?.panels.province.minSize.value ?? Infinity,
      );
    }
  });
});

it('gives the same hash for another layout of the same file', () => {
  const before = readAllConfig(dir);
  edit(programmeFile, 'code: nmc-respiratory\n', '# moved and quoted\n');
  edit(programmeFile, 'panels:\n', 'code: "nmc-respiratory"\npanels:\n');
  const after = readAllConfig(dir);
  expect(after.programmes[0]?.hash).toBe(before.programmes[0]?.hash);
  edit(programmeFile, 'days: 20', 'days: 21');
  expect(readAllConfig(dir).programmes[0]?.hash).not.toBe(before.programmes[0]?.hash);
});

it('tells the problems of all files at once', () => {
  edit(programmeFile, 'subject: duty\n    kind: null', 'subject: duty\n    kind: internal');
  edit('standards/respiratory-nmc-2019.json', '"comparator": ">="', '"comparator": "is"');
  edit('reference/regions.json', '"code": "11"', '"code": "1"');
  writeFileSync(join(dir, 'reference/more.json'), '{}');
  expect(problems()).toEqual([
    expect.stringMatching(/2026\.1\.yaml:\d+ deadlines\[0\]\.kind: a duty row has kind null$/),
    expect.stringMatching(/respiratory-nmc-2019\.json:\d+ indicators\[2\]\.comparator: does not fit kind count$/),
    expect.stringMatching(/regions\.json:\d+ provinces\[0\]\.code: two digits$/),
    'reference/more.json:1 : is not a file that is read here',
  ]);
});

it.each<[string, string, string, string, string]>([
  [
    'a ladder that is not there',
    programmeFile,
    'ladder: default',
    'ladder: steep',
    'deadlines[1].ladder: no ladder steep',
  ],
  ['a row twice', programmeFile, 'id: submission\n', 'id: issue\n', 'deadlines[7].id: issue twice'],
  ['an unknown standard', programmeFile, 'respiratory-nmc-2019', 'none-2019', 'standard: no standard none-2019'],
  [
    'a template',
    programmeFile,
    'respiratory-nmc-2019',
    'tcm-nmc-template',
    'standard: tcm-nmc-template is an empty template',
  ],
  [
    'an unknown specialty',
    programmeFile,
    'specialty: resp',
    'specialty: xresp',
    'specialty: no specialty xrespiratory',
  ],
  ['another version', programmeFile, "'2026.1'", "'2026.2'", 'version: belongs in nmc-respiratory/2026.2.yaml'],
  ['a body row without body', programmeFile, '    body: province\n', '', 'deadlines[2].body: a body row needs body'],
  [
    'a panel of nobody',
    programmeFile,
    'maxSize: { value: 7',
    'maxSize: { value: 2',
    'panels.province.maxSize: smaller than minSize',
  ],
  [
    'a late reminder',
    programmeFile,
    'offset: -2',
    'offset: 2',
    'ladders.default.reminders[0].offset: a reminder comes on or before the due date',
  ],
  [
    'a commitment deemed accepted',
    newestFile,
    'whenDue: escalate\n    title: { zh: 省级承诺',
    'whenDue: deemed-accepted\n    title: { zh: 省级承诺',
    'deadlines[2].whenDue: only an intake is deemed to have accepted',
  ],
  [
    'a cap on pauses of the other side',
    newestFile,
    'rule: { kind: call-date, field: windowCloses, roll: next }',
    'rule: { kind: call-date, field: windowCloses, roll: next }\n    pausesAtMost: { days: 60, basis: proposal }',
    'deadlines[0].pausesAtMost: a row of no kind is not paused by a request',
  ],
  [
    'days that are asked of nobody',
    newestFile,
    'pausesAtMost: { days: 60, basis: proposal }',
    'askedDays: { min: 5, max: 30, basis: proposal }',
    'deadlines[2].askedDays: only a request row has days that are asked',
  ],
  [
    'fewer days at most than at least',
    newestFile,
    'pausesAtMost: { days: 60, basis: proposal }',
    'askedDays: { min: 5, max: 3, basis: proposal }',
    'deadlines[2].askedDays.max: smaller than min',
  ],
  ['an unknown province', 'reference/waves.json', '"13"', '"99"', 'waves[0].provinces[0]: no province 99'],
  [
    'a post at no organisation',
    'reference/training.json',
    '"organisation": "henan"',
    '"organisation": "nowhere"',
    'people[86].posts[0].organisation: no organisation nowhere',
  ],
])('refuses %s', (_, file, from, to, expected) => {
  edit(file, from, to);
  const found = problems();
  expect(found.map((line) => line.replace(/^\S+:\d+ /, ''))).toContain(expected);
  expect(found.every((line) => line.startsWith(file))).toBe(true);
});

it('refuses a file where none belongs', () => {
  mkdirSync(join(dir, 'programmes/elsewhere'));
  renameSync(join(dir, programmeFile), join(dir, 'programmes/elsewhere/2026.1.yaml'));
  writeFileSync(join(dir, 'programmes/notes.txt'), 'x');
  expect(problems()).toEqual(['programmes/notes.txt:1 : is not a file that is read here']);
  rmSync(join(dir, 'programmes/notes.txt'));
  expect(problems()).toEqual([expect.stringMatching(/version: belongs in nmc-respiratory\/2026\.1\.yaml$/)]);
});

describe('forms to fill in', () => {
  const plan = 'programmes/nmc-respiratory/templates/construction-plan.docx';

  it('come with the digest they are pinned by, and are documents of Word', () => {
    const { templates, programmes } = readAllConfig(dir);
    const pinned = programmes.flatMap((row) => templateFilesOf(row.value).map((one) => one.sha256));
    expect(templates.map((one) => one.sha256).sort()).toEqual([...new Set(pinned)].sort());
    expect(templates).toHaveLength(2);
    for (const { content } of templates) expect(content.subarray(0, 2).toString()).toBe('PK');
  });

  it('are refused where one is missing, was changed, or is named by no programme', () => {
    writeFileSync(join(dir, plan), 'another');
    expect(problems()).toEqual([
      expect.stringMatching(/2026\.2\.yaml:\d+ : template construction-plan\.docx has the SHA-256 [0-9a-f]{64}$/),
    ]);
    renameSync(join(dir, plan), join(dir, plan.replace('construction-plan', 'stray')));
    expect(problems()).toEqual([
      expect.stringMatching(/2026\.2\.yaml:\d+ : no template construction-plan\.docx$/),
      'programmes/nmc-respiratory/templates/stray.docx:1 : is a template that no programme names',
    ]);
  });
});
