import { problem } from '../../libs/contracts/api/values';
import { refusals, type RefusalCode } from '../../libs/contracts/errors';
import { newId } from '../../libs/persistence/bytes';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { caseAt, newCase } from '../support/record';
import type { CasePlayer } from '../support/case-player';
import type { Task } from '../../libs/persistence/cases/task-repository';

/** The answer is that refusal, as RFC 9457 has it, in that language; its fields are answered by path. */
function refused(answer: Answer, code: RefusalCode, language: 'zh' | 'en' = 'zh'): Record<string, string> {
  expect({ status: answer.status, ...answer.body }).toMatchObject({
    status: refusals[code].status,
    code,
    title: refusals[code].words[language],
    type: `urn:medical-center-review:problem:${code}`,
  });
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const parsed = problem.parse(answer.body);
  expect(parsed.status).toBe(answer.status);
  expect(answer.headers.get('x-request-id')).toBe(parsed.requestId);
  return Object.fromEntries((parsed.fields ?? []).map((field) => [field.path, field.code]));
}

describe('refusals over HTTP', () => {
  let api: TestApi;
  let preparer: Client;
  let player: CasePlayer;
  let task: Task;
  let decide: (body: unknown, given?: Parameters<Client['post']>[2]) => Promise<Answer>;

  beforeAll(async () => {
    api = await openApi('apiref');
    preparer = await api.as('h41a.preparer');
    player = await newCase(api.office);
    task = await player.openTask('prepare-declaration');
    await preparer.post(`/api/v1/tasks/${task.id}/claim`);
    decide = (body, given) => preparer.post(`/api/v1/tasks/${task.id}/decision`, body, given);
  });
  afterAll(() => api.close());

  const right = { rev: 1, outcome: 'submitted-for-signature', form: {} };

  describe('bodies', () => {
    it('an unknown field is named', async () => {
      expect(refused(await decide({ ...right, extra: 1 }), 'invalid-input')).toEqual({ extra: 'unknown' });
    });

    it('an unknown field of a form is named', async () => {
      expect(refused(await decide({ ...right, form: { unheardOf: 1 } }), 'invalid-input')).toMatchObject({
        unheardOf: 'unknown',
      });
    });

    it('wrong types are named one by one', async () => {
      const fields = refused(await decide({ rev: '1', outcome: 7, form: [] }), 'invalid-input');
      expect(fields).toMatchObject({ rev: 'wrong-type', form: 'wrong-type' });
      expect(Object.keys(fields).sort()).toEqual(['form', 'outcome', 'rev']);
    });

    it('what is missing is said to be required', async () => {
      expect(refused(await preparer.post('/api/v1/cases', {}), 'invalid-input')).toEqual({ callId: 'required' });
    });

    it('too long', async () => {
      const answer = await preparer.post(`/api/v1/tasks/${task.id}/recall`, { reason: 'a'.repeat(2001) });
      expect(refused(answer, 'invalid-input')).toEqual({ reason: 'too-long' });
      const long = await decide({ ...right, form: { superiorBody: 'a'.repeat(100_000) } });
      expect(refused(long, 'invalid-input')).toMatchObject({ superiorBody: 'too-long' });
    });

    it('NUL, in a body, in a form and in an address', async () => {
      const recall = await preparer.post(`/api/v1/tasks/${task.id}/recall`, { reason: 'a\u0000b' });
      expect(refused(recall, 'invalid-input')).toEqual({ reason: 'nul' });
      const form = await decide({ ...right, form: { superiorBody: 'a\u0000b' } });
      expect(refused(form, 'invalid-input')).toMatchObject({ superiorBody: 'nul' });
      expect(refused(await preparer.get('/api/v1/cases?number=%00'), 'invalid-input')).toEqual({ number: 'nul' });
      expect((await api.client().post('/api/v1/session', { username: 'a\u0000', password: 'x' })).status).toBe(422);
    });

    it.each([
      ['cut off', '{"rev": 1,'],
      ['not JSON', 'rev=1'],
      ['empty', ''],
      ['a lone quote', '"'],
    ])('a body that is %s cannot be read', async (_what, raw) => {
      refused(await decide(undefined, { raw }), 'malformed-body');
    });

    it.each(['[]', '"text"', '7', 'null', 'true'])('the body %s is not what is asked for', async (raw) => {
      expect([400, 422]).toContain((await decide(undefined, { raw })).status);
    });

    it.each([
      '{"__proto__": {"rev": 1}}',
      '{"form": {"__proto__": {"admin": true}}}',
      '{"constructor": {"prototype": {"x": 1}}}',
    ])('keys that reach for prototypes are refused: %s', async (raw) => {
      expect([400, 422]).toContain((await decide(undefined, { raw })).status);
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
    });

    it('prototype names as field names of a form are unknown fields, not faults', async () => {
      const answer = await decide({ ...right, form: { toString: 'x', hasOwnProperty: 'y', valueOf: 1 } });
      expect(refused(answer, 'invalid-input')).toMatchObject({ toString: 'unknown', hasOwnProperty: 'unknown' });
    });

    it('10 MB are not read', async () => {
      const raw = JSON.stringify({ ...right, form: { superiorBody: 'x'.repeat(10 * 1024 * 1024) } });
      refused(await decide(undefined, { raw }), 'body-too-large');
    });

    it('another content type', async () => {
      refused(await decide(undefined, { raw: '<rev>1</rev>', type: 'application/xml' }), 'unsupported-media-type');
    });

    it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
      'what a form of another site could send signs nobody in: %s',
      async (type) => {
        const raw = type.includes('urlencoded')
          ? 'username=nhc.handler1&password=training-2026'
          : '{"username":"nhc.handler1","password":"training-2026"}';
        const answer = await api.client().ask('POST', '/api/v1/session', { raw, type });
        refused(answer, 'unsupported-media-type');
        expect(answer.headers.getSetCookie()).toEqual([]);
      },
    );

    it('a stream of bytes where JSON is asked for', async () => {
      const answer = await decide(undefined, { raw: Buffer.from('{}'), type: 'application/octet-stream' });
      expect([415, 422]).toContain(answer.status);
    });

    it('leaves the task as it was', async () => {
      expect((await preparer.get(`/api/v1/tasks/${task.id}`)).body).toMatchObject({
        state: 'open',
        rev: 1,
        mine: true,
      });
    });
  });

  describe('queries', () => {
    it.each([
      ['tasks?limit=0', { limit: 'too-small' }],
      ['tasks?limit=101', { limit: 'too-big' }],
      ['tasks?limit=x', { limit: 'wrong-type' }],
      ['tasks?sort=number', { sort: 'unknown' }],
      ['tasks?after=bm90IG91cnM', { after: 'format' }],
      ['tasks?after=MjAyNi0xMy05OVQ5OTo5OTo5OS45OTlafDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw', { after: 'format' }],
      [`tasks?after=${'A'.repeat(201)}`, { after: 'too-long' }],
      ['cases?status=lost', { status: 'not-offered' }],
      ['cases?limit=1&limit=2', { limit: 'wrong-type' }],
      ['cases?after=%F0%9F%98%80', { after: 'format' }],
      ['notifications?after=x', { after: 'format' }],
      ['centers?after=x', { after: 'format' }],
    ])('%s', async (path, fields) => {
      expect(refused(await preparer.get(`/api/v1/${path}`), 'invalid-input')).toEqual(fields);
    });

    it('characters of SQL are characters', async () => {
      for (const number of ["' OR 1=1 --", '%', '_', '\\', '";']) {
        const answer = await preparer.get(`/api/v1/cases?number=${encodeURIComponent(number)}`);
        expect(answer).toMatchObject({ status: 200, body: { items: [] } });
      }
    });
  });

  describe('ids', () => {
    const paths = (caseId: string, taskId: string, noteId = newId('notification')) => [
      ['GET', `/api/v1/cases/${caseId}`],
      ['GET', `/api/v1/cases/${caseId}/events`],
      ['GET', `/api/v1/cases/${caseId}/deadlines`],
      ['GET', `/api/v1/cases/${caseId}/decisions`],
      ['GET', `/api/v1/cases/${caseId}/documents/${newId('document')}/content`],
      ['GET', `/api/v1/tasks/${taskId}`],
      ['POST', `/api/v1/tasks/${taskId}/claim`],
      ['POST', `/api/v1/tasks/${taskId}/release`],
      ['POST', `/api/v1/notifications/${noteId}/read`],
    ];

    it('an unknown id is nothing that exists', async () => {
      for (const [method, path] of paths(newId('case'), newId('task'))) {
        refused(await preparer.ask(method ?? '', path ?? ''), 'not-found');
      }
    });

    it.each([
      '1',
      'case_',
      'case_XYZ',
      `case_${'0'.repeat(31)}`,
      `CASE_${'0'.repeat(32)}`,
      `case_${'0'.repeat(32)}%00`,
      "case_'--",
      '..%2F..%2Fetc',
    ])('an ill-formed id is nothing that exists: %s', async (id) => {
      for (const [method, path] of paths(id, id, id))
        refused(await preparer.ask(method ?? '', path ?? ''), 'not-found');
    });

    it('an address that cannot be decoded', async () => {
      const answer = await preparer.get('/api/v1/cases/%E0%A4%A');
      expect([400, 404]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    });

    it('an address or a method that there is not', async () => {
      refused(await preparer.get('/api/v1/nothing'), 'not-found');
      refused(await preparer.ask('DELETE', `/api/v1/cases/${player.caseId}`), 'not-found');
      refused(await preparer.ask('PUT', `/api/v1/cases/${player.caseId}`, { body: {} }), 'not-found');
    });

    it("another organisation's id is not found, rather than forbidden", async () => {
      for (const name of [
        'h41b.preparer',
        'h44a.signatory',
        'guangdong.handler1',
        'nhc.handler1',
        'expert.henan1',
        'ops.system',
        'ops.auditor',
      ]) {
        const stranger = await api.as(name);
        for (const [method, path] of paths(player.caseId, task.id))
          refused(await stranger.ask(method ?? '', path ?? ''), 'not-found');
        refused(await stranger.post(`/api/v1/tasks/${task.id}/decision`, right), 'not-found');
        refused(await stranger.post(`/api/v1/tasks/${task.id}/recall`, { reason: 'x' }), 'not-found');
        refused(await stranger.upload(player.caseId, Buffer.from('%PDF-1.4\n%%EOF\n'), 'a.pdf'), 'not-found');
      }
    });

    it("another organisation's id is not found by those whose role could act, either", async () => {
      const until = { reason: 'x', reviewOn: '2026-03-02' };
      for (const name of ['guangdong.signatory', 'nhc.signatory']) {
        const stranger = await api.as(name);
        for (const act of ['withdraw', 'hold', 'resume']) {
          const body = act === 'hold' ? until : { reason: 'x' };
          refused(await stranger.post(`/api/v1/cases/${player.caseId}/${act}`, body), 'not-found');
        }
      }
      refused(
        await (await api.as('h41b.signatory')).post(`/api/v1/cases/${player.caseId}/withdraw`, { reason: 'x' }),
        'not-found',
      );
    });

    it('a wrong role is told so', async () => {
      refused(await preparer.get('/api/v1/operations'), 'not-entitled');
      refused(await (await api.as('henan.handler1')).post('/api/v1/cases', { callId: newId('call') }), 'not-entitled');
      refused(
        await preparer.post(`/api/v1/cases/${player.caseId}/hold`, { reason: 'x', reviewOn: '2026-03-02' }),
        'not-entitled',
      );
      refused(await (await api.as('h41a.signatory')).post(`/api/v1/tasks/${task.id}/claim`), 'not-entitled');
    });
  });

  describe('a task that has moved on', () => {
    it('a stale rev is refused with what happened', async () => {
      const answer = await decide({ ...right, rev: 0 });
      refused(answer, 'stale-revision');
      expect(answer.body.facts).toEqual({ outcome: null, state: 'open', rev: 1 });
    });

    it('a task that nobody claimed, that another claimed, that is done', async () => {
      const intake = await caseAt(api.office, 'provincial-intake');
      const waiting = await intake.openTask('check-completeness');
      const [first, second] = [await api.as('henan.handler1'), await api.as('henan.handler2')];
      const body = { rev: 0, outcome: 'accepted', form: {} };
      const path = `/api/v1/tasks/${waiting.id}`;
      refused(await first.post(`${path}/decision`, body), 'not-claimed');
      await first.post(`${path}/claim`);
      refused(await second.post(`${path}/claim`), 'claimed-by-another');
      refused(await second.post(`${path}/decision`, { ...body, rev: 1 }), 'claimed-by-another');
      expect((await first.post(`${path}/decision`, { ...body, rev: 1 })).status).toBe(200);
      const late = await first.post(`${path}/decision`, { ...body, rev: 1 });
      refused(late, 'task-not-open');
      expect(late.body.facts).toMatchObject({ outcome: 'accepted', state: 'done' });
    });

    it('an outcome the step does not offer', async () => {
      refused(await decide({ ...right, outcome: 'voted' }), 'outcome-not-offered');
    });
  });

  describe('words', () => {
    it.each([
      [undefined, 'zh'],
      ['zh-CN', 'zh'],
      ['fr, en;q=0.5', 'zh'],
      ['en', 'en'],
      ['en-GB,zh;q=0.8', 'en'],
    ] as const)('Accept-Language %s is answered in %s', async (asked, language) => {
      const answer = await preparer.post('/api/v1/cases', { callId: 'x', more: 1 }, asked ? { language: asked } : {});
      refused(answer, 'invalid-input', language);
      const messages =
        problem
          .parse(answer.body)
          .fields?.map((field) => field.message)
          .join('') ?? '';
      expect(/[\u4e00-\u9fff]/.test(messages)).toBe(language === 'zh');
    });

    it('the request id is ours, whatever the caller sends', async () => {
      const answer = await preparer.get('/api/v1/nothing', { headers: { 'x-request-id': 'theirs' } });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
    });
  });
});
