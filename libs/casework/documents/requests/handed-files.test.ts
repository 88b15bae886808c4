import { createHash, randomUUID } from 'node:crypto';
import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { key } from '../../../../test/support/case-player';
import { beijing, openDesk, type Desk } from '../../../../test/support/record';
import type { ScanState } from '../../../contracts/api/documents';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bytesOf } from '../../../persistence/bytes';
import { ScanRepository } from '../../../persistence/documents/scan-repository';
import { readRequest } from '../../../views/documents/requests/request-page';
import { ReadingRoom } from '../../../views/reading-room';
import { addDocument } from '../add-document';
import { withdrawDocument } from '../withdraw-document';
import { openRequest } from './open-request';

/** Files that may not be handed in: told when an answer is saved, and again, under the lock, when it is submitted. */
describe('the files of an answer', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let handler: Actor;
  let preparer: Actor;
  let requestId: Id<'request'>;

  beforeAll(async () => {
    desk = await openDesk('handed_files');
  });
  afterAll(() => desk.office.close());
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'provincial-recommendation');
    handler = await player.player.actor('henan.handler1');
    preparer = await player.player.actor('h41a.preparer');
    const drafted = await player.draft(handler, [freeItem('名册')]);
    requestId = (await player.send(handler, drafted)).requestId;
    await openRequest(preparer, { requestId, key: key() }, desk.office);
  });

  const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

  async function hand(fileName: string, more: { scan?: ScanState; documentId?: Id<'document'> } = {}) {
    const sha256 = hashOf(randomUUID());
    const file = { sha256, size: 10, path: sha256.toString('hex'), mediaType: 'application/pdf' };
    const input = { caseId: player.player.caseId, title: fileName, fileName, file, key: randomUUID(), ...more };
    const { document } = await addDocument(preparer, input, desk.office);
    return { id: document.id, sha256 };
  }
  const withdraw = (documentId: Id<'document'>) =>
    withdrawDocument(preparer, { caseId: player.player.caseId, documentId, reason: '传错了', key: key() }, desk.office);
  const item = async () => present((await player.items(requestId))[0]);
  const save = async (documents: Id<'document'>[], versions?: number[]) =>
    player.save(preparer, await item(), { documents, ...(versions ? { versions } : {}) });
  const submit = () => player.decide(preparer, 'answer-request', 'answered');

  async function fields(act: Promise<unknown>): Promise<string[]> {
    const error = await act.then(
      () => undefined,
      (refused: unknown) => refused,
    );
    if (!(error instanceof Refused)) throw new Error('it was not refused', { cause: error });
    return (error.details.fields ?? []).map((one) => `${error.code} ${one.path}: ${one.code} ${one.message.zh}`);
  }

  it('are refused at saving where they are withdrawn, being scanned, infected or replaced, each by its name', async () => {
    const gone = await hand('撤回.pdf');
    await withdraw(gone.id);
    const waiting = await hand('待查.pdf', { scan: 'waiting' });
    const infected = await hand('带毒.pdf', { scan: 'infected' });
    const old = await hand('旧版.pdf');
    await hand('新版.pdf', { documentId: old.id });
    expect(await fields(save([gone.id, waiting.id, infected.id, old.id], [1, 1, 1, 1]))).toEqual([
      'invalid-input documents.0: file-withdrawn “撤回.pdf”已标记撤回：请移除，另附其他材料',
      'invalid-input documents.1: file-scanning “待查.pdf”正在查毒，尚未完成：请稍候再试',
      'invalid-input documents.2: file-infected “带毒.pdf”查出病毒，不能提交：请移除，另附无毒的文件',
      'invalid-input documents.3: file-replaced “新版.pdf”已有新版本：请查看新版本后重新保存本项',
    ]);
    expect(await item()).toMatchObject({ answerRev: 0 });
    await save([old.id], [2]);
    expect(await item()).toMatchObject({ answerRev: 1 });
  });

  it('are looked at again when the answer is submitted: one withdrawn or replaced since keeps it from going out', async () => {
    const one = await hand('甲.pdf');
    const two = await hand('乙.pdf');
    await save([one.id, two.id]);
    await withdraw(one.id);
    await hand('乙二.pdf', { documentId: two.id });
    const { id } = await item();
    expect(await fields(submit())).toEqual([
      `answer-incomplete items.${id}.files.0: file-withdrawn “甲.pdf”已标记撤回：请移除，另附其他材料`,
      `answer-incomplete items.${id}.files.1: file-replaced “乙.pdf”已有新版本：请查看新版本后重新保存本项`,
    ]);
    expect(await player.request(requestId)).toMatchObject({ state: 'sent', receiptNumber: null });
    await save([two.id]);
    await submit();
    expect(await player.request(requestId)).toMatchObject({ state: 'answered' });
  });

  it('wait for their scan: what is quarantined after the saving is not handed in before it is found clean', async () => {
    const { id: document, sha256 } = await hand('待查.pdf');
    const content = { sha256, path: sha256.toString('hex'), tries: 0 };
    await save([document]);
    const scans = (run: (scan: ScanRepository) => Promise<void>) =>
      desk.office.database.transaction((sql) => run(new ScanRepository(sql)));
    await scans((scan) => scan.tryAfter(content, 0));
    expect(await fields(submit())).toEqual([expect.stringContaining('file-scanning “待查.pdf”')]);
    await scans((scan) => scan.scanned(content, 'Eicar-Test-Signature', 0));
    expect(await fields(submit())).toEqual([expect.stringContaining('file-infected “待查.pdf”')]);
    await scans((scan) => scan.scanned(content, null, 0));
    await submit();
    expect(await player.request(requestId)).toMatchObject({ state: 'answered' });
  });

  it('stay what was submitted when the document gets another version afterwards', async () => {
    const { id: document, sha256 } = await hand('名册.pdf');
    await save([document]);
    await submit();
    await hand('名册二.pdf', { documentId: document });
    const room = new ReadingRoom(desk.office.database, desk.office.machineNow);
    const [read] = (await readRequest(room, handler, requestId)).items;
    expect(read?.answer?.files).toMatchObject([
      { fileName: '名册.pdf', version: 1, sha256: sha256.toString('hex'), standing: 'replaced' },
    ]);
  });

  it('withdrawn while the answer is submitted: it went out before, or it did not go out', async () => {
    const { id: document } = await hand('同时.pdf');
    await save([document]);
    const [submitted, withdrawn] = await Promise.allSettled([submit(), withdraw(document)]);
    expect(withdrawn.status).toBe('fulfilled');
    const { answeredAt } = await player.request(requestId);
    const row = await desk.office.database.read((sql) =>
      sql.row<{ withdrawn_at: Date }>('SELECT withdrawn_at FROM document WHERE id = ?', [bytesOf(document)]),
    );
    if (submitted.status === 'rejected') {
      expect(submitted.reason).toMatchObject({ code: 'answer-incomplete' });
      expect(answeredAt).toBeNull();
    } else expect(answeredAt).toBeLessThan(present(row).withdrawn_at.getTime());
  });
});
