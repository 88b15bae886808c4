import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import {
  dayKinds,
  importNotice,
  jobOf,
  prepare,
  publish,
  versionOf,
} from '../../../test/support/deadlines/calendar-imports';
import { givePost, openDesk, refusal, settled, type Desk } from '../../../test/support/record';
import { Refused } from '../../contracts/errors';
import { discardCalendarImport, prepareCalendarImport, publishCalendarImport } from './import-calendar';

const notice2027 = '元旦 2027-01-01~2027-01-03 补班 2026-12-26\n国庆 2027-10-01~2027-10-07 补班 2027-10-09';
const paper = { title: '示例通知', number: null, date: null };

describe('importing a calendar', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('calimport');
  });
  afterAll(() => desk.office.close());

  const counts = async () =>
    desk.office.database.read(async (sql) => ({
      drafts: Number((await sql.row<{ n: number }>('SELECT COUNT(*) AS n FROM calendar_draft'))?.n),
      versions: Number((await sql.row<{ n: number }>('SELECT COUNT(*) AS n FROM calendar_version'))?.n),
      days: Number((await sql.row<{ n: number }>('SELECT COUNT(*) AS n FROM calendar_day'))?.n),
      jobs: Number((await sql.row<{ n: number }>('SELECT COUNT(*) AS n FROM calendar_job'))?.n),
      version: await versionOf(desk.office),
    }));

  it('keeps the seed as the first version', async () => {
    const seed = await desk.office.database.read((sql) =>
      sql.rows(
        "SELECT d.day, d.kind FROM calendar_version v JOIN calendar_version_day d ON d.version = v.version WHERE v.version = 1 AND v.kind = 'seed' AND d.day BETWEEN '2026-01-01' AND '2026-01-04'",
      ),
    );
    expect(seed).toEqual([
      { day: '2026-01-01', kind: 'rest' },
      { day: '2026-01-02', kind: 'rest' },
      { day: '2026-01-03', kind: 'rest' },
      { day: '2026-01-04', kind: 'make-up' },
    ]);
  });

  it('a broken file names every line and reason and changes nothing', async () => {
    const before = await counts();
    const act = prepare(desk.office, '元旦 2027-01-01 补班 2027-01-04\n春节\n国庆 2027-10-01~2027-10-07');
    const error = await act.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({
      code: 'invalid-input',
      details: {
        fields: [
          {
            path: 'content.1',
            code: 'make-up-on-weekday',
            message: {
              zh: '第1行：补班日2027-01-04不是周六或周日',
              en: 'Line 1: the make-up day 2027-01-04 is not a Saturday or Sunday',
            },
          },
          {
            path: 'content.2',
            code: 'dates-missing',
            message: { zh: '第2行：缺少放假日期', en: 'Line 2: the dates of the holiday are missing' },
          },
        ],
      },
    });
    expect(await counts()).toEqual(before);
  });

  it('preparing changes nothing but the draft; a paper needs its title', async () => {
    const before = await counts();
    await prepare(desk.office, notice2027);
    expect(await counts()).toEqual({ ...before, drafts: before.drafts + 1 });
    const actor = await actorNamed(desk.office, 'nhc.handler1');
    const untitled = { year: 2027, province: null, content: notice2027, notice: { ...paper, title: ' ' }, key: key() };
    await expect(prepareCalendarImport(actor, untitled, desk.office)).rejects.toMatchObject({
      details: { fields: [{ path: 'notice.title', code: 'required' }] },
    });
    await expect(
      prepareCalendarImport(actor, { ...untitled, notice: null, key: key() }, desk.office),
    ).rejects.toBeInstanceOf(Refused);
  });

  it('publishing is version, days and job in one; import again is the way back', async () => {
    const before = await versionOf(desk.office);
    const { version, jobId } = await importNotice(desk.office, notice2027);
    expect(version).toBe(before + 1);
    expect(await jobOf(desk.office, jobId)).toMatchObject({ version, state: 'waiting', total: 0, done: 0 });
    expect(await dayKinds(desk.office, ['2027-01-01', '2027-10-09', '2026-12-26', '2026-10-10'])).toEqual([
      'rest',
      'make-up',
      'make-up',
      'make-up',
    ]);
    const again = await importNotice(desk.office, '元旦 2027-01-01~2027-01-03');
    expect(again.version).toBe(version + 1);
    // The December day came with the notice of 2027 and goes with it; what the seed gave 2026 stays.
    expect(await dayKinds(desk.office, ['2027-01-01', '2027-10-09', '2026-12-26', '2026-10-10'])).toEqual([
      'rest',
      null,
      null,
      'make-up',
    ]);
    // The notice of 2026 does not take what that of 2027 says of December.
    await importNotice(desk.office, notice2027);
    await importNotice(desk.office, '元旦 2026-01-01~2026-01-03', 2026);
    expect(await dayKinds(desk.office, ['2026-12-26', '2026-10-10', '2026-01-04'])).toEqual(['make-up', null, null]);
    const row = await desk.office.database.read((sql) =>
      sql.row(
        'SELECT kind, year, province, notice_title, content, LENGTH(hash) AS hash, prepared_person IS NOT NULL AS prepared, published_post IS NOT NULL AS published FROM calendar_version WHERE version = ?',
        [version],
      ),
    );
    expect(row).toEqual({
      kind: 'import',
      year: 2027,
      province: null,
      notice_title: '示例：节假日安排的通知',
      content: notice2027,
      hash: 32,
      prepared: 1,
      published: 1,
    });
  });

  it('handlers prepare, signatories publish, and never the same person', async () => {
    const strangers = [
      'nhc.checker',
      'nhc.manager',
      'henan.handler1',
      'henan.signatory',
      'h41a.signatory',
      'expert.henan1',
      'ops.system',
      'ops.auditor',
      'archive.archivist',
    ];
    for (const name of [...strangers, 'nhc.signatory']) {
      expect([name, await refusal(prepare(desk.office, notice2027, 2027, name))]).toEqual([name, 'not-entitled']);
    }
    const draft = await prepare(desk.office, notice2027);
    for (const name of strangers) {
      expect([name, await refusal(publish(desk.office, draft, name))]).toEqual([name, 'not-found']);
      expect([
        name,
        await refusal(
          discardCalendarImport(await actorNamed(desk.office, name), { draftId: draft, key: key() }, desk.office),
        ),
      ]).toEqual([name, 'not-found']);
    }
    expect(await refusal(publish(desk.office, draft, 'nhc.handler2'))).toBe('not-entitled');
    await givePost(desk.office, 'nhc.handler1', 'nhc', 'national-signatory');
    expect(await refusal(publish(desk.office, draft, 'nhc.handler1'))).toBe('same-person');
    expect(await refusal(publish(desk.office, draft, 'nhc.signatory', 1))).toBe('calendar-changed');
  });

  it('is published once: of two at the same time one is kept', async () => {
    const draft = await prepare(desk.office, notice2027);
    const version = await versionOf(desk.office);
    const result = await settled([
      publish(desk.office, draft, 'nhc.signatory', version),
      publish(desk.office, draft, 'nhc.signatory', version),
    ]);
    expect(result).toEqual({ kept: 1, refused: ['draft-not-open'] });
    expect(await versionOf(desk.office)).toBe(version + 1);
    const two = [await prepare(desk.office, notice2027), await prepare(desk.office, notice2027)];
    const both = await settled(two.map((one) => publish(desk.office, one, 'nhc.signatory', version + 1)));
    expect(both).toEqual({ kept: 1, refused: ['calendar-changed'] });
  });

  it('the same key again answers the same publication', async () => {
    const actor = await actorNamed(desk.office, 'nhc.signatory');
    const draftId = await prepare(desk.office, notice2027);
    const input = { draftId, calendarVersion: await versionOf(desk.office), key: key() };
    const first = await publishCalendarImport(actor, input, desk.office);
    expect(await publishCalendarImport(actor, input, desk.office)).toEqual(first);
    expect(await versionOf(desk.office)).toBe(first.version);
  });

  it('a discarded import is over', async () => {
    const draft = await prepare(desk.office, notice2027);
    const handler = await actorNamed(desk.office, 'nhc.handler2');
    await discardCalendarImport(handler, { draftId: draft, key: key() }, desk.office);
    expect(await refusal(publish(desk.office, draft))).toBe('draft-not-open');
    expect(await refusal(discardCalendarImport(handler, { draftId: draft, key: key() }, desk.office))).toBe(
      'draft-not-open',
    );
  });

  it('a province’s local holiday is its own', async () => {
    const local = '民俗节 2027-04-09';
    expect(await refusal(prepare(desk.office, local, 2027, 'henan.handler1', '11'))).toBe('not-entitled');
    expect(await refusal(prepare(desk.office, local, 2027, 'nhc.handler1', '41'))).toBe('not-entitled');
    const draft = await prepare(desk.office, local, 2027, 'henan.handler1', '41');
    for (const name of ['nhc.signatory', 'beijing.signatory', 'henan.manager'])
      expect([name, await refusal(publish(desk.office, draft, name))]).toEqual([name, 'not-found']);
    expect(await refusal(publish(desk.office, draft, 'henan.handler2'))).toBe('not-entitled');
    const { version } = await publish(desk.office, draft, 'henan.signatory');
    const rows = () =>
      desk.office.database.read((sql) => sql.rows('SELECT province, day, year FROM calendar_province_day'));
    expect(await rows()).toEqual([{ province: '41', day: '2027-04-09', year: 2027 }]);
    expect(await versionOf(desk.office)).toBe(version);
    await publish(desk.office, await prepare(desk.office, '', 2027, 'henan.handler1', '41'), 'henan.signatory');
    expect(await rows()).toEqual([]);
  });
});
