import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { ConfigError } from './config-error';
import { readConfig } from './config-file';

const schema = z.strictObject({
  code: z.string().regex(/^[a-z]+$/, 'lower case letters'),
  limits: z.array(z.strictObject({ id: z.string(), days: z.int().min(1) })),
  day: z.strictObject({ endsAt: z.string() }),
});

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'config-file-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function problems(name: string, content: string | Buffer): string[] {
  const file = join(dir, name);
  writeFileSync(file, content);
  try {
    readConfig(file, schema);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems.every((problem) => problem.file === file)).toBe(true);
    return error.problems.map((p) => `${p.line}:${p.column} ${p.path}: ${p.message}`);
  }
  return [];
}

const good = `# a comment
code: sample
limits:
  - { id: one, days: 5 }
day:
  endsAt: '17:30'
`;

it('reads YAML and JSON alike', () => {
  const value = { code: 'sample', limits: [{ id: 'one', days: 5 }], day: { endsAt: '17:30' } };
  writeFileSync(join(dir, 'good.yaml'), good);
  writeFileSync(join(dir, 'good.json'), JSON.stringify(value));
  expect(readConfig(join(dir, 'good.yaml'), schema)).toEqual(value);
  expect(readConfig(join(dir, 'good.json'), schema)).toEqual(value);
});

it('tells every problem with its line and column', () => {
  const text = `code: SAMPLE
limits:
  - id: one
    days: 0
  - id: two
    days: five
    dyas: 5
  - days: 3
extra: 1
`;
  expect(problems('many.yaml', text)).toEqual([
    '1:7 code: lower case letters',
    '4:11 limits[0].days: Too small: expected number to be >=1',
    '6:11 limits[1].days: Invalid input: expected number, received string',
    '7:5 limits[1].dyas: unknown key',
    '8:5 limits[2].id: Invalid input: expected string, received undefined',
    '1:1 day: Invalid input: expected object, received undefined',
    '9:1 extra: unknown key',
  ]);
});

it('words all of them in one message', () => {
  const file = join(dir, 'worded.yaml');
  writeFileSync(file, good.replace('days: 5', 'days: 0').replace('sample', 'S'));
  expect(() => readConfig(file, schema)).toThrow(
    `2 problems in the configuration\n${file}:2:7 code: lower case letters\n${file}:4:22 limits[0].days: Too small`,
  );
});

it.each([
  ['a key twice', 'twice.yaml', `${good}code: again\n`, /^7:1 : Map keys must be unique$/],
  ['broken YAML', 'broken.yaml', 'code: [a\nlimits: {', /^\d+:\d+ : /],
  ['broken JSON', 'broken.json', '{\n  "code": "a",\n  "limits": [}\n', /^3:\d+ : /],
  ['YAML in a JSON file', 'yaml.json', good, /^1:1 : is not JSON: /],
  ['a comment in a JSON file', 'comment.json', '{ "code": "a" } # no\n', /^1:17 : is not JSON: /],
  ['two documents', 'two.yaml', `${good}---\n${good}`, /^\d+:\d+ : .*multiple documents/],
  ['a file that is not UTF-8', 'latin.yaml', Buffer.from([0x63, 0x3a, 0x20, 0xe9, 0x0a]), /^1:1 : is not UTF-8$/],
  ['an empty file', 'empty.yaml', '', /^1:1 : Invalid input: expected object, received null$/],
])('refuses %s', (_, name, content, expected) => {
  expect(problems(name, content)[0]).toMatch(expected);
});

it('refuses aliases: what is hashed is what is read', () => {
  const text = good.replace('{ id: one, days: 5 }', '&a { id: one, days: 5 }\n  - *a');
  expect(problems('alias.yaml', text)).toEqual(['5:5 : an alias (*a) is not allowed']);
});

it('says when there is no such file', () => {
  const file = join(dir, 'missing.yaml');
  expect(() => readConfig(file, schema)).toThrow(`${file}:1:1 cannot be read (ENOENT)`);
});
