import { Client, openApi, type TestApi } from '../support/api';
import { caseAt, decideAs, newCase, playToStep } from '../support/record';
import type { CasePlayer } from '../support/case-player';

/** What of an answer is of its moment only. */
const fleeting = new Set(['legalNow']);
const still = (text: string): string =>
  JSON.stringify(
    JSON.parse(text, (name, value: unknown) => (fleeting.has(name) ? '-' : value)),
    null,
    1,
  );

/** All that a reader can fetch about a case, as one text. */
async function allOf(client: Client, player: CasePlayer): Promise<string> {
  const page = `/api/v1/cases/${player.caseId}`;
  const parts = [
    page,
    `${page}/events?limit=100`,
    `${page}/decisions`,
    `${page}/deadlines`,
    `/api/v1/cases?number=${player.number}`,
    '/api/v1/tasks?limit=100',
    '/api/v1/notifications?limit=100',
  ];
  const answers = [];
  for (const part of parts) {
    const { status, text } = await client.get(part);
    answers.push(`${part} ${String(status)}\n${still(text)}`);
  }
  return answers.join('\n');
}

const own = /^(case|call|dl|doc|dec|org)_|^NMC-|^\d{4}-\d\d-\d\d|^[0-9a-f]{64}$/;
/** Page, row, decisions and timeline of a case without its own ids, numbers and dates. */
async function shapeOf(client: Client, player: CasePlayer) {
  const read = async (path: string): Promise<Record<string, unknown>> => {
    const { text } = await client.get(path);
    return JSON.parse(text, (_name, value: unknown) =>
      typeof value === 'string' && own.test(value) ? '-' : value,
    ) as Record<string, unknown>;
  };
  const page = `/api/v1/cases/${player.caseId}`;
  return {
    page: await read(page),
    row: await read(`/api/v1/cases?number=${player.number}`),
    decisions: await read(`${page}/decisions`),
    events: await read(`${page}/events?limit=100`),
  };
}

describe('a case seen from outside the body at whose desk it lies', () => {
  let api: TestApi;
  let hospital: Client;
  beforeAll(async () => {
    api = await openApi('apiout');
    hospital = await api.as('h41a.preparer');
  });
  afterAll(() => api.close());

  const returnTo = (step: string, stage: string) => ({ reasons: '请补充。', target: { stage, step } });

  it('looks the same, byte for byte, when acts of the body have come and gone', async () => {
    const player = await caseAt(api.office, 'provincial-intake');
    const before = await allOf(hospital, player);
    const [task] = await player.openTasks();
    const handler = await api.as('henan.handler1');
    await handler.post(`/api/v1/tasks/${task?.id ?? ''}/claim`);
    await handler.post(`/api/v1/tasks/${task?.id ?? ''}/release`);
    await handler.upload(player.caseId, Buffer.from('%PDF-1.4\ninternal\n%%EOF\n'), 'b.pdf');
    expect(await allOf(hospital, player)).toBe(before);
  });

  it('looks the same when a draft was returned inside a stage', async () => {
    const player = await newCase(api.office);
    const check = await playToStep(player, 'check-recommendation');
    const before = await allOf(hospital, player);
    await decideAs(
      player,
      await player.actor('henan.checker'),
      check,
      'returned',
      returnTo('draft-recommendation', 'provincial-recommendation'),
    );
    await player.handOver();
    expect(await allOf(hospital, player)).toBe(before);
    await playToStep(player, 'check-recommendation');
    expect(await allOf(hospital, player)).toBe(before);
  });

  it('that went back a stage looks like one that is there for the first time, dates apart', async () => {
    const [first, second] = [await newCase(api.office), await newCase(api.office)];
    await playToStep(first, 'write-report');
    const check = await playToStep(second, 'check-recommendation');
    await decideAs(
      second,
      await second.actor('henan.checker'),
      check,
      'returned',
      returnTo('write-report', 'provincial-evaluation'),
    );
    await second.handOver();
    expect((await second.openTasks()).map((task) => task.step)).toEqual(['write-report']);
    const [one, other] = [await shapeOf(hospital, first), await shapeOf(hospital, second)];
    expect(other.page).toEqual(one.page);
    expect(other.row).toEqual(one.row);
    expect(other.decisions).toEqual(one.decisions);
    await playToStep(first, 'check-recommendation');
    await playToStep(second, 'check-recommendation');
    const [forward, again] = [await shapeOf(hospital, first), await shapeOf(hospital, second)];
    expect(again.page).toEqual(forward.page);
    expect(again.events).toEqual(forward.events);
  });

  it('shows stage, body and dates only', async () => {
    const player = await newCase(api.office);
    await playToStep(player, 'check-recommendation');
    const { body } = await hospital.get(`/api/v1/cases/${player.caseId}`);
    expect(body).toMatchObject({
      stage: 'provincial-recommendation',
      stageBody: 'province',
      tasks: [],
      withdrawal: null,
      recalls: [],
    });
    const text = await allOf(hospital, player);
    for (const inner of [
      'write-report',
      'draft-recommendation',
      'check-recommendation',
      'panelStepDecided',
      'stageReturned',
      'reminderRung',
    ]) {
      expect(text).not.toContain(inner);
    }
    const inside = await (await api.as('henan.manager')).get(`/api/v1/cases/${player.caseId}`);
    expect(inside.body.tasks).toMatchObject([{ step: 'check-recommendation', waitingForRole: 'provincial-checker' }]);
  });

  describe('over the whole of a case', () => {
    let player: CasePlayer;
    beforeAll(async () => {
      player = await newCase(api.office);
      for (let turn = 0; turn < 100; turn += 1) {
        const standing = await player.handOver();
        if (standing.at === 'closed') break;
        if (standing.at === 'stage' && standing.stage === 'public-notice' && (await player.openTasks()).length === 0)
          break;
        const [task] = await player.openTasks();
        if (task) await player.decide(task);
      }
    });

    it('no name or id of an expert is in anything an applicant can fetch', async () => {
      const experts = await api.office.database.read((sql) =>
        sql.rows<{ id: Buffer; name_zh: string; name_en: string }>(
          "SELECT DISTINCT n.id, n.name_zh, n.name_en FROM person n JOIN post p ON p.person_id = n.id WHERE p.role = 'expert'",
        ),
      );
      expect(experts.length).toBeGreaterThan(20);
      for (const name of ['h41a.preparer', 'h41a.signatory']) {
        const text = await allOf(await api.as(name), player);
        expect(text).toContain(player.number);
        for (const expert of experts) {
          for (const trace of [expert.name_zh, expert.name_en, expert.id.toString('hex')])
            expect(text).not.toContain(trace);
        }
        expect(text).not.toMatch(/panel|seat_/);
      }
    });

    it('no name of an official is either, nor the nation’s in the province', async () => {
      const text = await allOf(hospital, player);
      const provincial = await allOf(await api.as('henan.handler1'), player);
      const namesOf = (kind: string) =>
        api.office.database.read((sql) =>
          sql.rows<{ name_zh: string }>(
            'SELECT n.name_zh FROM person n JOIN post p ON p.person_id = n.id JOIN organisation o ON o.id = p.organisation_id WHERE o.code = ?',
            [kind],
          ),
        );
      for (const { name_zh } of [...(await namesOf('henan')), ...(await namesOf('nhc'))])
        expect(text).not.toContain(name_zh);
      for (const { name_zh } of await namesOf('nhc')) expect(provincial).not.toContain(name_zh);
    });

    it('events are numbered without a gap for every reader, newest first', async () => {
      for (const name of ['h41a.preparer', 'henan.handler1', 'nhc.handler1']) {
        const client = await api.as(name);
        const indices: number[] = [];
        for (let after = ''; ;) {
          const { body } = await client.get(`/api/v1/cases/${player.caseId}/events?limit=7${after}`);
          indices.push(...(body.items as { index: number }[]).map((item) => item.index));
          if (typeof body.next !== 'string') break;
          after = `&after=${body.next}`;
        }
        expect(indices).toEqual(indices.map((_one, place) => indices.length - place));
        expect(indices.length).toBeGreaterThan(7);
      }
    });

    it('limits are explained in both languages; internal ones and the rungs are inside only', async () => {
      const read = async (name: string) => {
        const { body } = await (await api.as(name)).get(`/api/v1/cases/${player.caseId}/deadlines`);
        return body.items as {
          kind: string | null;
          body: string;
          explanation: { zh: string; en: string }[];
          rungs: unknown[];
        }[];
      };
      const [outside, province, nation] = [
        await read('h41a.preparer'),
        await read('henan.handler1'),
        await read('nhc.handler1'),
      ];
      for (const item of [...outside, ...province, ...nation]) {
        expect(item.explanation.length).toBeGreaterThan(0);
        for (const line of item.explanation) {
          expect(line.zh).toMatch(/[\u4e00-\u9fff]/);
          expect(line.en).toMatch(/^[^\u4e00-\u9fff]{5,}$/);
        }
      }
      const internal = (items: typeof outside, body: string) =>
        items.filter((item) => item.kind === 'internal' && item.body === body).length;
      expect([internal(outside, 'province'), internal(outside, 'nation')]).toEqual([0, 0]);
      expect(internal(province, 'province')).toBeGreaterThan(0);
      expect([internal(province, 'nation'), internal(nation, 'province')]).toEqual([0, 0]);
      expect(outside.filter((item) => item.body !== 'hospital').flatMap((item) => item.rungs)).toEqual([]);
      expect(outside.some((item) => item.kind === 'commitment')).toBe(true);
    });

    const stepsRead = async (name: string): Promise<string[]> => {
      const { body } = await (await api.as(name)).get(`/api/v1/cases/${player.caseId}/decisions`);
      return [...new Set((body.items as { step: string }[]).map((item) => item.step))].sort();
    };

    it('what was entered is read by those it is for', async () => {
      const declared = ['prepare-declaration', 'sign-declaration'];
      expect(await stepsRead('h41a.preparer')).toEqual(declared);
      const province = await stepsRead('henan.checker');
      expect(province).toEqual(expect.arrayContaining([...declared, 'evaluate', 'form-panel', 'submit-to-nhc']));
      expect(province).not.toEqual(expect.arrayContaining(['draft-decision']));
      const nation = await stepsRead('nhc.checker');
      expect(nation).toEqual(
        expect.arrayContaining([...declared, 'write-report', 'submit-to-nhc', 'vote', 'draft-decision']),
      );
      for (const inner of [
        'check-recommendation',
        'check-completeness',
        'evaluate',
        'form-panel',
        'declare-interests',
      ]) {
        const levels = (await (await api.as('nhc.checker')).get(`/api/v1/cases/${player.caseId}/decisions`)).body
          .items as { step: string; stage: string }[];
        expect(levels.filter((item) => item.step === inner && item.stage.startsWith('provincial'))).toEqual([]);
      }
    });

    it('an expert reads the declaration and one’s own sheets, the lead all of the panel', async () => {
      const own = await (await api.as('expert.n02')).get(`/api/v1/cases/${player.caseId}/decisions`);
      const items = own.body.items as { step: string; stage: string; by: { name: { zh: string } } | null }[];
      const votes = items.filter((item) => item.step === 'vote');
      expect(votes).toHaveLength(1);
      expect(items.some((item) => item.step === 'draft-decision' || item.stage.startsWith('provincial'))).toBe(false);
      const lead = await (await api.as('expert.n01')).get(`/api/v1/cases/${player.caseId}/decisions`);
      expect((lead.body.items as { step: string }[]).filter((item) => item.step === 'vote')).toHaveLength(5);
    });
  });
});
