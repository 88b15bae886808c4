import * as yauzl from 'yauzl';
import { openRequest } from '../../libs/casework/documents/requests/open-request';
import type { CaseRequests } from '../../libs/contracts/api/requests';
import type { Id } from '../../libs/contracts/ids';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { key } from '../support/case-player';
import { textOfPdf } from '../support/pdf-text';
import { newCase, playToStep } from '../support/record';
import { present, RequestPlayer } from '../support/documents/requests';

/** An expert proposes, the handler asks: nobody outside the body learns from anything who it was. */
describe('what an expert proposes to ask for', () => {
  let api: TestApi;
  let player: RequestPlayer;
  let handler: Client;
  let expert: Client;
  let base: string;
  const secret = '专家所疑之处';
  const inside = '与本次申报无关，不予采纳';

  beforeAll(async () => {
    api = await openApi('apiproposals');
    const opened = await newCase(api.office, 'h41a', { version: '2026.2' });
    await playToStep(opened, 'evaluate');
    player = new RequestPlayer(opened);
    handler = await api.as('henan.handler1');
    expert = await api.as('expert.henan1');
    base = `/api/v1/cases/${opened.caseId}`;
  }, 120_000);
  afterAll(() => api.close());

  const propose = (client: Client, title: string) =>
    client.post(`${base}/item-proposals`, { title, accepts: '统计表', reason: secret });
  const proposals = async () =>
    present(((await handler.get(`${base}/requests`)).body as unknown as CaseRequests).drafting ?? undefined).proposals;

  it('reaches the handler with its author; whoever does not sit proposes nothing', async () => {
    expect((await propose(expert, '三年病例汇总')).status).toBe(201);
    expect((await propose(await api.as('expert.henan5'), '他')).status).toBe(404);
    expect(await proposals()).toMatchObject([{ reason: secret, merged: false, declined: null }]);
  });

  it('is declined by the handler alone, once', async () => {
    const declined = await propose(expert, '无关材料');
    const path = `/api/v1/item-proposals/${declined.body.id as string}/decline`;
    const answers = {
      'h41a.preparer': 403,
      'henan.signatory': 403,
      'guangdong.handler1': 404,
      'expert.henan1': 404,
      'nhc.handler1': 404,
    };
    for (const [name, status] of Object.entries(answers))
      expect([name, (await (await api.as(name)).post(path, { reason: inside })).status]).toEqual([name, status]);
    expect((await handler.post(path, { reason: inside })).status).toBe(200);
    expect((await handler.post(path, { reason: inside })).body.code).toBe('proposal-settled');
    expect((await proposals()).map((one) => one.declined?.reason)).toEqual([undefined, inside]);
  });

  it('goes out, is answered, and is nowhere to be seen by the hospital: pages, lists, events, papers and what lies inside them, the package', async () => {
    const requestId = await askAndAnswer();
    const me = await player.player.actor('expert.henan1');
    const known = await proposals();
    const [{ by }] = [present(known[0])];
    const told = [
      secret,
      inside,
      '无关材料',
      'expert.henan1',
      by.zh,
      by.en,
      me.personId,
      ...me.posts.map((post) => post.id),
      ...known.map((one) => one.id),
    ];
    expect(told).not.toContain('');
    for (const username of ['h41a.preparer', 'h41a.signatory']) {
      const texts = await everythingRead(await api.as(username), requestId);
      expect(texts.join()).toContain('病例汇总表');
      for (const word of told)
        expect([username, word, texts.some((text) => text.includes(word))]).toEqual([username, word, false]);
    }
    const other = await (await api.as('expert.henan2')).get(`/api/v1/requests/${requestId}`);
    expect(other.status).toBe(404);
  }, 60_000);

  async function askAndAnswer(): Promise<Id<'request'>> {
    const [proposal] = await proposals();
    const wording = { title: '病例汇总表', accepts: '三年汇总', formats: ['pdf'], required: true };
    const drafted = await handler.post(`${base}/requests`, {
      items: [{ from: 'proposal', proposalId: proposal?.id, ...wording }],
    });
    expect(drafted.status).toBe(201);
    const requestId = drafted.body.requestId as Id<'request'>;
    await handler.post(`/api/v1/requests/${requestId}/send`, { rev: drafted.body.rev });
    const hospital = await player.player.actor('h41a.preparer');
    await openRequest(hospital, { requestId, key: key() }, api.office);
    await player.saveAll(hospital, requestId);
    await player.decide(hospital, 'answer-request', 'answered');
    return requestId;
  }

  async function everythingRead(reader: Client, requestId: string): Promise<string[]> {
    const pages = ['', '/notice', '/receipt'].map((page) => `/api/v1/requests/${requestId}${page}`);
    const ofCase = ['', '/requests', '/materials', '/pre-review', '/events?limit=100', '/decisions', '/deadlines'];
    const lists = [
      '/api/v1/requests?asked=of-us&ended=true',
      '/api/v1/requests?asked=of-us',
      '/api/v1/notifications',
      '/api/v1/tasks',
    ];
    const texts: string[] = [];
    for (const path of [...pages, ...ofCase.map((page) => `${base}${page}`), ...lists]) {
      const answer = await reader.get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      texts.push(answer.text);
    }
    for (const paper of ['notice.pdf', 'receipt.pdf']) {
      const file = await reader.get(`/api/v1/requests/${requestId}/${paper}`);
      expect([paper, file.status]).toEqual([paper, 200]);
      texts.push(textOfPdf(file.bytes).join(), ...hiddenIn(file));
    }
    await api.fillStore();
    const packed = await reader.get(`${base}/package`);
    expect([packed.status, packed.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const entries = await unpacked(packed.bytes);
    expect([...entries.keys()]).toContain('manifest.json');
    for (const [name, bytes] of entries) texts.push(name, bytes.toString('utf8'));
    texts.push(...hiddenIn(packed));
    return texts;
  }

  /** Headers with the file's name, and the bytes as every writer of properties would have written them. */
  function hiddenIn({ headers, bytes }: Answer): string[] {
    const sent = [...headers].map(
      ([name, value]) => `${name}: ${decodeURIComponent(value.replace(/%(?![0-9A-F]{2})/g, '%25'))}`,
    );
    const swapped = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
    const odd = Buffer.from(bytes.subarray(1, bytes.length - ((bytes.length - 1) % 2))).swap16();
    return [...sent, bytes.toString('utf8'), swapped.toString('utf16le'), odd.toString('utf16le')];
  }
});

async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    found.set(entry.fileName, Buffer.concat(parts));
  }
  return found;
}
