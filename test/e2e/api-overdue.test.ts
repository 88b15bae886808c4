import { urgeCase } from '../../libs/casework/deadlines/urge-case';
import { overdueList, type OverdueList } from '../../libs/contracts/api/overdue';
import { bytesOf, newId } from '../../libs/persistence/bytes';
import { installMeter, type Sql, type Value } from '../../libs/persistence/sql';
import type { LegalDate } from '../../libs/contracts/deadlines';
import { oversightOf } from '../../libs/domain/deadlines/overseeing';
import { overduePage } from '../../libs/views/deadlines/overdue-rows';
import { actorNamed } from '../support/actors';
import { openApi, type TestApi } from '../support/api';
import { key, type CasePlayer } from '../support/case-player';
import { beijing, caseAt, givePost, newCase } from '../support/record';

describe('the overdue list over HTTP', () => {
  let api: TestApi;
  let intake: CasePlayer;
  let national: CasePlayer;
  let recommending: CasePlayer;

  const moveTo = (legal: number) =>
    api.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]));
  const list = async (username: string, query = ''): Promise<OverdueList> => {
    const answer = await (await api.as(username)).get(`/api/v1/overdue${query}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return overdueList.parse(answer.body);
  };
  const numbers = (found: OverdueList) => found.items.map((row) => `${row.caseNumber} ${row.title.en}`);

  beforeAll(async () => {
    api = await openApi('apioverdue');
    await moveTo(beijing('2026-01-05', '09:00'));
    intake = await caseAt(api.office, 'provincial-intake');
    recommending = await caseAt(api.office, 'provincial-recommendation');
    national = await caseAt(api.office, 'national-intake');
  }, 120_000);
  afterAll(() => api.close());

  it('shows what will be due within the ladder’s first reminder, and nothing as overdue before its end of day', async () => {
    await moveTo(beijing('2026-01-07', '09:00'));
    expect((await list('henan.manager', '?soon=1')).items).toEqual([]);
    await moveTo(beijing('2026-01-08', '09:00'));
    const soon = await list('henan.manager', '?soon=1');
    expect(soon.items.map((row) => [row.caseNumber, row.limit.light, row.limit.days])).toEqual([
      [intake.number, 'due-soon', 2],
    ]);
    expect(soon.counts).toEqual({
      overdue: { commitment: 0, internal: 0 },
      soon: { commitment: 0, internal: 1 },
    });
    expect((await list('henan.manager')).items).toEqual([]);
    await moveTo(beijing('2026-01-12', '17:29'));
    expect((await list('henan.manager')).items).toEqual([]);
    expect((await list('henan.manager', '?soon=1')).items).toHaveLength(1);
  });

  it('says inside the body which limit, since when, whose turn, which rung and what was done', async () => {
    await moveTo(beijing('2026-01-14', '12:00'));
    await intake.ring();
    await intake.claim(await intake.openTask('check-completeness'), await intake.actor('henan.handler1'));
    await urgeCase(await actorNamed(api.office, 'henan.manager'), { caseId: intake.caseId, key: key() }, api.office);
    const found = await list('henan.manager');
    expect(found).toMatchObject({ body: 'province', inside: true, today: '2026-01-14', next: null, mayDrawUp: true });
    expect(found.items).toHaveLength(1);
    expect(found.items[0]).toMatchObject({
      caseNumber: intake.number,
      province: '41',
      stage: 'provincial-intake',
      stageBody: 'province',
      kind: 'internal',
      title: { en: 'Provincial intake' },
      limit: { dueOn: '2026-01-12', light: 'overdue', days: -2 },
      paused: null,
      turns: [{ step: 'check-completeness', role: 'provincial-handler' }],
      rung: { id: 'escalation-1', offset: 1 },
      lastOrder: null,
      allowedActions: ['urge', 'order'],
    });
    expect(found.items[0]?.turns[0]?.holder?.id).toBe((await intake.actor('henan.handler1')).personId);
    expect(found.items[0]?.lastUrgedAt).toMatch(/^2026-01-14T04:/);
    expect((await list('henan.signatory')).items[0]?.allowedActions).toEqual(['urge']);
  });

  it('keeps bodies apart: each sees its own, and of the other its commitments with stage, body and dates alone', async () => {
    expect(numbers(await list('nhc.manager'))).toEqual([`${national.number} National intake`]);
    await moveTo(beijing('2026-02-14', '09:00'));
    const own = await list('henan.manager');
    expect(own.counts.overdue).toEqual({ commitment: 1, internal: 1 });
    expect(numbers(await list('henan.manager', '?kind=commitment'))).toEqual([
      `${recommending.number} Province's commitment`,
    ]);
    // Not yet submitted: the nation knows nothing of it.
    expect((await list('nhc.manager', '?body=province')).items).toEqual([]);
    await api.office.database.read((sql) =>
      sql.run('UPDATE case_file SET submitted_at = opened_at WHERE id = ?', [bytesOf(recommending.caseId)]),
    );
    const outside = await list('nhc.manager', '?body=province');
    expect(outside).toMatchObject({
      body: 'province',
      inside: false,
      counts: { overdue: { commitment: 1, internal: 0 } },
    });
    expect(outside.items).toEqual([
      {
        ...(await list('henan.manager', '?kind=commitment')).items[0],
        turns: [],
        rung: null,
        lastUrgedAt: null,
        lastOrder: null,
        allowedActions: [],
      },
    ]);
    expect((await list('nhc.manager', '?body=province&kind=internal')).items).toEqual([]);
  });

  it('narrows by province and stage, and counts what it shows', async () => {
    expect((await list('henan.manager', '?stage=provincial-intake')).items).toHaveLength(1);
    expect((await list('henan.manager', '?stage=provincial-intake')).counts.overdue).toEqual({
      commitment: 0,
      internal: 1,
    });
    expect((await list('nhc.manager', '?province=41')).items).toHaveLength(1);
    expect((await list('nhc.manager', '?province=44')).items).toEqual([]);
    const client = await api.as('henan.manager');
    for (const bad of ['province=4', 'stage=nowhere', 'body=hospital', 'soon=yes', 'after=nothing', 'other=1'])
      expect([bad, (await client.get(`/api/v1/overdue?${bad}`)).status]).toEqual([bad, 422]);
  });

  it('is for those who oversee the body, superiors too, and for nobody else', async () => {
    for (const name of ['henan.handler1', 'h41a.signatory', 'nhc.checker', 'ops.auditor', 'expert.henan1']) {
      const answer = await (await api.as(name)).get('/api/v1/overdue');
      expect([name, answer.status]).toEqual([name, 403]);
    }
    expect((await list('guangdong.signatory')).items).toEqual([]);
    await givePost(api.office, 'ops.auditor', 'nhc', 'department-head');
    const head = await list('ops.auditor');
    expect(head).toMatchObject({ body: 'nation', inside: true, mayDrawUp: false });
    expect(head.items.map((row) => row.allowedActions)).toEqual([['urge']]);
    await givePost(api.office, 'expert.henan1', 'h41a', 'division-head');
    expect((await (await api.as('expert.henan1')).get('/api/v1/overdue')).status).toBe(403);
  });

  it('answers the same whatever happens to cases the reader may not know of', async () => {
    const before = await list('nhc.manager');
    const province = await list('guangdong.signatory');
    await newCase(api.office);
    await caseAt(api.office, 'provincial-evaluation');
    expect({ ...(await list('nhc.manager')), legalNow: before.legalNow }).toEqual(before);
    expect({ ...(await list('guangdong.signatory')), legalNow: province.legalNow }).toEqual(province);
  });

  it('marks a limit that stands still with the reason', async () => {
    await api.office.database.read((sql) =>
      sql.run("UPDATE deadline SET state = 'paused' WHERE case_id = ? AND closed_at IS NULL", [bytesOf(intake.caseId)]),
    );
    expect((await list('henan.manager', '?stage=provincial-intake')).items[0]?.paused).toBe('excluded');
    // As a request that is served stops it, and as one whose pauses are used up does no more.
    const adjust = (seq: number, content: object) =>
      api.office.database.read((sql) =>
        sql.run(
          'INSERT INTO deadline_adjustment (deadline_id, seq, content) SELECT id, ?, ? FROM deadline WHERE case_id = ? AND closed_at IS NULL',
          [seq, JSON.stringify(content), bytesOf(intake.caseId)],
        ),
      );
    const at = beijing('2026-01-08', '09:00');
    await adjust(90, { kind: 'paused', at, on: '2026-01-08', cause: 'request' });
    expect((await list('henan.manager', '?stage=provincial-intake')).items[0]?.paused).toBe('request');
    await adjust(91, { kind: 'resumed', at, on: '2026-01-09', cause: 'request' });
    await adjust(92, { kind: 'paused', at, on: '2026-01-09', cause: 'expert' });
    expect((await list('henan.manager', '?stage=provincial-intake')).items[0]?.paused).toBe('excluded');
    await adjust(93, { kind: 'paused', at, on: '2026-01-09', cause: 'request' });
    await adjust(94, { kind: 'pause-capped', at, on: '2026-01-12' });
    expect((await list('henan.manager', '?stage=provincial-intake')).items[0]?.paused).toBe('excluded');
    await api.office.database.read((sql) =>
      sql.run("UPDATE case_file SET status = 'on-hold' WHERE id = ?", [bytesOf(intake.caseId)]),
    );
    const [held] = (await list('henan.manager', '?stage=provincial-intake')).items;
    expect([held?.paused, held?.allowedActions]).toEqual(['hold', []]);
  });

  describe('with 20,000 open limits', () => {
    const many = 20_000;
    beforeAll(async () => {
      // Copies of the case at intake: half of Henan's, half of the nation's; every tenth is overdue.
      await api.office.database.read(async (sql) => {
        const [own, nation] = await Promise.all(
          [intake, national].map((player) =>
            sql.row<{ organisation_id: Buffer; rule_id: string }>(
              'SELECT organisation_id, rule_id FROM deadline WHERE case_id = ? AND closed_at IS NULL AND kind = ? LIMIT 1',
              [bytesOf(player.caseId), 'internal'],
            ),
          ),
        );
        for (let from = 0; from < many; from += 1_000) {
          await sql.insert(
            'deadline',
            Array.from({ length: 1_000 }, (_, n) => {
              const at = from + n;
              const mine = at % 2 === 0;
              const due = new Date(beijing(at % 10 < 2 ? '2026-02-02' : '2026-06-30', '17:30') + at);
              return {
                id: bytesOf(newId('deadline')),
                case_id: bytesOf(mine ? intake.caseId : national.caseId),
                rule_id: (mine ? own : nation)?.rule_id ?? '',
                subject: 'stage',
                kind: 'internal',
                body: mine ? 'province' : 'nation',
                starts_on: '2026-01-05',
                due_on: due.toISOString().slice(0, 10),
                due_at: due,
                state: 'running',
                provisional: 0,
                calendar_version: 1,
                armed_at: due,
                opened_at: new Date(beijing('2026-01-05', '09:00')),
                organisation_id: (mine ? own : nation)?.organisation_id ?? null,
              };
            }),
          );
        }
        await sql.rows('ANALYZE TABLE deadline');
      });
    }, 120_000);

    it('pages through every row once in order, its counts capped', async () => {
      const seen: string[] = [];
      let after = '';
      for (;;) {
        const page = await list('nhc.manager', `?limit=100${after}`);
        expect(page.counts.overdue.internal).toBe(1000);
        seen.push(...page.items.map((row) => `${row.limit.dueAt ?? ''} ${row.id}`));
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      expect(seen).toHaveLength(2_001);
      expect(new Set(seen).size).toBe(2_001);
      expect(seen).toEqual([...seen].sort());
    });

    it('takes four statements, each over an index, and little time', async () => {
      const statements: string[] = [];
      await list('henan.manager', '?limit=100');
      installMeter({ statement: (sql) => statements.push(sql) });
      await list('henan.manager', '?limit=100').finally(() => installMeter(null));
      const own = statements.filter((sql) => !sql.includes('FROM session'));
      expect(own).toHaveLength(4);
      const times: number[] = [];
      for (let turn = 0; turn < 40; turn += 1) {
        const started = performance.now();
        await list('henan.manager', '?limit=100');
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      expect(times[37]).toBeLessThan(400);
    });

    it('reads ranges of the index alone', async () => {
      const oversight = oversightOf(await actorNamed(api.office, 'henan.manager'), undefined);
      const horizons = [
        {
          programmeId: Buffer.alloc(16),
          until: '2026-02-20' as LegalDate,
          untilAt: beijing('2026-02-20', '17:30'),
          rules: ['provincial-intake'],
        },
      ];
      const plan: { table: string; key: string | null; possible_keys: string | null; type: string }[] = [];
      await api.office.database.read((sql) => {
        const explaining = {
          rows: async (text: string, params: Value[]) => {
            plan.push(...(await sql.rows<(typeof plan)[number]>(`EXPLAIN ${text}`, params)));
            return [{ page_id: null }];
          },
        };
        return overduePage(
          explaining as unknown as Sql,
          oversight,
          { limit: 30 },
          {
            now: beijing('2026-02-14', '09:00'),
            horizons,
          },
        );
      });
      const ranges = plan.filter((row) => row.table === 'd' && row.key !== 'PRIMARY');
      // Two kinds of the list, and two kinds of two counts.
      expect(ranges.map((row) => [row.key, row.type])).toEqual(
        Array.from({ length: 6 }, () => ['deadline_desk', 'range']),
      );
      // A table of a row or two is read whole although it has the index.
      const scanned = plan.filter(
        (row) => row.type === 'ALL' && row.possible_keys === null && !row.table.startsWith('<'),
      );
      expect(scanned).toEqual([]);
    });
  });
});
