import { randomBytes } from 'node:crypto';
import { freeItem, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { beijing, eventsOf, openDesk, type Desk } from '../../../../test/support/record';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bytesOf, newId } from '../../../persistence/bytes';
import { CaseRepository } from '../../../persistence/cases/case-repository';
import { verifyCase } from '../../../persistence/events/verify';
import { installMeter } from '../../../persistence/sql';
import { readRequest } from '../../../views/documents/requests/request-page';
import { ReadingRoom } from '../../../views/reading-room';
import { openRequest } from './open-request';

const items = 60;
const files = 300;

/** What the heaviest answer costs: 60 items with 300 files. */
describe('an answer of 60 items and 300 files', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let preparer: Actor;
  let handler: Actor;
  let requestId: Id<'request'>;

  beforeAll(async () => {
    desk = await openDesk('weight');
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'provincial-recommendation');
    preparer = await player.player.actor('h41a.preparer');
    handler = await player.player.actor('henan.handler1');
    const drafted = await player.draft(
      handler,
      Array.from({ length: items }, (_, n) => freeItem(`事项${String(n + 1)}`)),
    );
    requestId = (await player.send(handler, drafted)).requestId;
    await openRequest(preparer, { requestId, key: { value: 'open', request: 'open' } }, desk.office);
    const documents = await storeDocuments(player.player.caseId);
    for (const [n, item] of (await player.items(requestId)).entries())
      await player.save(preparer, item, {
        text: '已补充',
        documents: documents.slice((n * files) / items, ((n + 1) * files) / items),
      });
  }, 120_000);
  afterAll(() => desk.office.close());

  /** Rows as uploads leave them. */
  async function storeDocuments(caseId: Id<'case'>): Promise<string[]> {
    const ids = Array.from({ length: files }, () => newId('document'));
    const [post] = preparer.posts;
    await desk.office.database.transaction(async (sql) => {
      const hashes = ids.map(() => randomBytes(32));
      await sql.insert(
        'blob_content',
        hashes.map((sha256) => ({ sha256, size: 10, path: sha256.toString('hex'), created_at: new Date() })),
      );
      await sql.insert(
        'document',
        ids.map((id, n) => ({
          id: bytesOf(id),
          case_id: bytesOf(caseId),
          title: `材料${String(n)}`,
          side: 'hospital',
          file_name: `${String(n)}.pdf`,
          media_type: 'application/pdf',
          sha256: hashes[n] ?? null,
          size: 10,
          added_by: bytesOf(post?.id ?? ''),
          added_at: new Date(),
        })),
      );
      await sql.insert(
        'document_version',
        ids.map((id, n) => ({
          id: bytesOf(newId('documentVersion')),
          document_id: bytesOf(id),
          number: 1,
          file_name: `${String(n)}.pdf`,
          given_name: `${String(n)}.pdf`,
          media_type: 'application/pdf',
          sha256: hashes[n] ?? null,
          size: 10,
          added_by: bytesOf(post?.id ?? ''),
          added_at: new Date(),
        })),
      );
    });
    return ids;
  }

  async function metered<T>(act: () => Promise<T>): Promise<{ answer: T; statements: string[]; ms: number }> {
    const statements: string[] = [];
    installMeter({ statement: (sql) => statements.push(sql) });
    const began = performance.now();
    try {
      const answer = await act();
      return { answer, statements, ms: performance.now() - began };
    } finally {
      installMeter(null);
    }
  }

  it('is shown in few statements and within 300 ms', async () => {
    const room = new ReadingRoom(desk.office.database, desk.office.machineNow);
    await readRequest(room, preparer, requestId);
    const { answer, statements, ms } = await metered(() => readRequest(room, preparer, requestId));
    process.stdout.write(`answering screen: ${ms.toFixed(0)} ms, ${String(statements.length)} statements\n`);
    expect(answer.items).toHaveLength(items);
    expect(answer.items.flatMap((item) => item.answer?.files ?? [])).toHaveLength(files);
    expect(statements.length).toBeLessThanOrEqual(14);
    expect(ms).toBeLessThan(300);
  });

  it('is nothing at all when the commit breaks at its end', async () => {
    const task = await player.player.openTask('answer-request');
    const before = (await eventsOf(desk.office, player.player.caseId)).length;
    const claimed = await player.player.claim(task, preparer);
    expect(claimed.mine).toBe(true);
    // The last write of the commit: everything before it was sent to the server.
    const dying = jest.spyOn(CaseRepository.prototype, 'save').mockRejectedValueOnce(new Error('killed'));
    const broken = player.decide(preparer, 'answer-request', 'answered');
    await expect(broken).rejects.toThrow('killed');
    expect(dying).toHaveBeenCalledTimes(1);
    dying.mockRestore();
    expect(await player.request(requestId)).toMatchObject({ state: 'sent', receiptNumber: null, answeredAt: null });
    expect((await player.player.openTask('answer-request')).id).toBe(task.id);
    // The claim alone was written.
    expect((await eventsOf(desk.office, player.player.caseId)).length).toBe(before + 1);
  });

  it('is submitted in few statements and within a second, and nothing changes afterwards', async () => {
    const { statements, ms } = await metered(() => player.decide(preparer, 'answer-request', 'answered'));
    process.stdout.write(`submission: ${ms.toFixed(0)} ms, ${String(statements.length)} statements\n`);
    expect(statements.length).toBeLessThanOrEqual(70);
    expect(ms).toBeLessThan(1_000);
    expect(statements.filter((sql) => /request_answer_file|blob_content/.test(sql) && !/^\s*SELECT/.test(sql))).toEqual(
      [],
    );
    const frozen = await desk.office.database.read((sql) =>
      sql.row<{ receipt: string }>('SELECT receipt FROM document_request WHERE id = ?', [bytesOf(requestId)]),
    );
    const receipt = JSON.parse(frozen?.receipt ?? '{}') as { items: { files: { sha256: string }[] }[] };
    expect(receipt.items.flatMap((item) => item.files)).toHaveLength(files);
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.player.caseId))).toMatchObject({
      intact: true,
    });
  });
});
