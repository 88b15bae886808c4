// Run by libs/domain/deadlines/due.test.ts and libs/platform/calendars/icalendar.test.ts in a process of its own under several TZ: computes many rows and prints a digest of the results.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const options = {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  };
  module._compile(transformSync(readFileSync(file, 'utf8'), { ...options, filename: file }).code, file);
};

const { calendar2026, day } = require('./calendar-2026.ts');
const { legalDate, dayNumber } = require('../../../libs/domain/deadlines/civil.ts');
const { dueOf } = require('../../../libs/domain/deadlines/due.ts');
const { legalDateOf } = require('../../../libs/domain/deadlines/legal-day.ts');
const { lightOf } = require('../../../libs/domain/deadlines/light.ts');
const { icalendarOf } = require('../../../libs/platform/calendars/icalendar.ts');
const { rungsOf } = require('../../../libs/domain/deadlines/rungs.ts');

const calendar = calendar2026();
const ladder = {
  reminders: [{ id: 'r', offset: -2, to: ['holder'], basis: 'proposal' }],
  escalations: [{ id: 'e', offset: 1, to: ['holder'], basis: 'proposal' }],
};
const results = [];
for (let start = dayNumber('2026-01-01'); start <= dayNumber('2026-12-31'); start += 1) {
  for (const days of [1, 5, 20]) {
    const at = start * 86_400_000;
    const adjustments = [
      { kind: 'paused', at, on: legalDate(start + 1) },
      { kind: 'resumed', at, on: legalDate(start + 4) },
    ];
    const row = dueOf({ rule: { kind: 'working-days', days }, startsOn: legalDate(start), adjustments }, calendar, day);
    const asked = [{ kind: 'paused', at, on: legalDate(start + 1), cause: 'request' }];
    const capped = {
      rule: { kind: 'working-days', days },
      startsOn: legalDate(start),
      adjustments: asked,
      pausesAtMost: 3,
    };
    results.push(dueOf(capped, calendar, day));
    const light = lightOf(row, at, calendar, day, ladder);
    results.push(row, light, rungsOf(row, ladder, calendar, day, 60_000), legalDateOf(at - 1, day));
  }
}
const digest = createHash('sha256').update(JSON.stringify(results)).digest('hex');
// 1 January, so that no zone is on summer time.
const offset = new Date(2026, 0, 1).getTimezoneOffset();
const entry = { uid: '1', date: '2026-01-31', summary: 'x', status: 'confirmed', sequence: 0, modifiedAt: 0 };
const feed = icalendarOf('x', [entry]);
process.stdout.write(JSON.stringify({ offset, digest, rows: results.length, feed }));
