import { randomUUID } from 'node:crypto';
import { bytesOf } from '../../libs/persistence/bytes';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { newCall, newCase } from '../support/record';
import type { CasePlayer } from '../support/case-player';

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);

describe('Idempotency-Key over HTTP', () => {
  let api: TestApi;
  let preparer: Client;
  let player: CasePlayer;

  beforeAll(async () => {
    api = await openApi('apikeys');
    preparer = await api.as('h41a.preparer');
    player = await newCase(api.office);
  });
  afterAll(() => api.close());

  const count = async (sql: string, params: (string | Buffer)[]): Promise<number> =>
    Number((await api.office.database.read((connection) => connection.row<{ n: number }>(sql, params)))?.n);
  const casesOf = (callId: string) => count('SELECT COUNT(*) AS n FROM case_file WHERE call_id = ?', [bytesOf(callId)]);
  const documentsOf = () => count('SELECT COUNT(*) AS n FROM document WHERE case_id = ?', [bytesOf(player.caseId)]);
  const open = (callId: string, key: string, client = preparer): Promise<Answer> =>
    client.post('/api/v1/cases', { callId }, { key });

  it('the same key again: the same answer, one effect', async () => {
    const [callId, key] = [await newCall(api.office), randomUUID()];
    const first = await open(callId, key);
    const again = await open(callId, key);
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(await casesOf(callId)).toBe(1);
  });

  it('the same key with another body is refused and does nothing', async () => {
    const [one, other, key] = [await newCall(api.office), await newCall(api.office), randomUUID()];
    await open(one, key);
    expect(await open(other, key)).toMatchObject({ status: 422, body: { code: 'key-reused' } });
    expect(await casesOf(other)).toBe(0);
  });

  it('the same key at another address is refused', async () => {
    const [callId, key] = [await newCall(api.office), randomUUID()];
    await open(callId, key);
    const task = await player.openTask('prepare-declaration');
    expect(await preparer.post(`/api/v1/tasks/${task.id}/claim`, {}, { key })).toMatchObject({
      status: 422,
      body: { code: 'key-reused' },
    });
    expect((await player.openTask('prepare-declaration')).holderId).toBeNull();
  });

  it('two equal keys at once: one effect, one answer', async () => {
    const [callId, key] = [await newCall(api.office), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => open(callId, key)));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(await casesOf(callId)).toBe(1);
  });

  it('is one’s own: another person may use the same', async () => {
    const [callId, key] = [await newCall(api.office), randomUUID()];
    const other = await api.as('h41b.preparer');
    const [mine, theirs] = [await open(callId, key), await open(callId, key, other)];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(mine.body.id).not.toBe(theirs.body.id);
  });

  it('a refused act leaves the key free', async () => {
    const [callId, key] = [await newCall(api.office), randomUUID()];
    expect((await open(`call_${'0'.repeat(32)}`, key)).status).toBe(404);
    expect((await open(callId, key)).status).toBe(201);
  });

  it('a decision sent twice is one decision with one receipt', async () => {
    const task = await player.openTask('prepare-declaration');
    await preparer.post(`/api/v1/tasks/${task.id}/claim`);
    const form = await player.form(task, 'submitted-for-signature');
    const body = { rev: 1, outcome: 'submitted-for-signature', form };
    const key = randomUUID();
    const answers = await Promise.all(
      [1, 2, 3].map(() => preparer.post(`/api/v1/tasks/${task.id}/decision`, body, { key })),
    );
    expect(answers.map((answer) => [answer.status, answer.text])).toEqual(answers.map(() => [200, answers[0]?.text]));
    expect(await count('SELECT COUNT(*) AS n FROM decision WHERE task_id = ?', [bytesOf(task.id)])).toBe(1);
    const changed = { ...body, form: { ...form, truthful: false } };
    expect((await preparer.post(`/api/v1/tasks/${task.id}/decision`, changed, { key })).body.code).toBe('key-reused');
  });

  it('an upload sent again is one document; with other bytes, or another name, it is refused', async () => {
    const [before, files, key] = [await documentsOf(), (await api.storedFiles()).length, randomUUID()];
    const first = await preparer.upload(player.caseId, pdf('a'), 'a.pdf', { key });
    const again = await preparer.upload(player.caseId, pdf('a'), 'a.pdf', { key });
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect((await preparer.upload(player.caseId, pdf('b'), 'a.pdf', { key })).body.code).toBe('key-reused');
    expect((await preparer.upload(player.caseId, pdf('a'), 'b.pdf', { key })).body.code).toBe('key-reused');
    expect(await documentsOf()).toBe(before + 1);
    expect(await api.storedFiles()).toHaveLength(files + 1);
  });

  it('two equal uploads at once: one document, one file', async () => {
    const [before, files, key] = [await documentsOf(), (await api.storedFiles()).length, randomUUID()];
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => preparer.upload(player.caseId, pdf('twin'), 't.pdf', { key })),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await documentsOf()).toBe(before + 1);
    expect(await api.storedFiles()).toHaveLength(files + 1);
  });
});
