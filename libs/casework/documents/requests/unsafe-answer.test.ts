import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { openDesk, refusal, type Desk } from '../../../../test/support/record';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bytesOf } from '../../../persistence/bytes';

describe('an answer with a file that would reach nobody', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let preparer: Actor;
  beforeAll(async () => {
    desk = await openDesk('unsafe');
    player = await requestsAt(desk.office, 'provincial-recommendation');
    preparer = await player.player.actor('h41a.preparer');
  });
  afterAll(() => desk.office.close());

  const scanned = (document: Id<'document'>, scan: string): Promise<unknown> =>
    desk.office.database.read((sql) =>
      sql.run('UPDATE blob_content SET scan = ? WHERE sha256 = (SELECT sha256 FROM document WHERE id = ?)', [
        scan,
        bytesOf(document),
      ]),
    );

  it('is not submitted while the virus scan found something in one, could not read it or is not through with it', async () => {
    const handler = await player.player.actor('henan.handler1');
    const drafted = await player.draft(handler, [freeItem('一'), freeItem('二'), freeItem('三')]);
    const { requestId } = await player.send(handler, drafted);
    const items = await player.items(requestId);
    const documents: Id<'document'>[] = [];
    for (const item of items) {
      const document = await player.player.addDocument(preparer);
      documents.push(document);
      await player.save(preparer, item, { text: '见附件', documents: [document] });
    }
    for (const [n, scan] of ['infected', 'unreadable', 'waiting'].entries()) await scanned(present(documents[n]), scan);
    const told = await player.decide(preparer, 'answer-request', 'answered').catch((error: unknown) => error);
    expect(told instanceof Refused && [told.code, told.details.fields?.map(({ path, code }) => [path, code])]).toEqual([
      'answer-incomplete',
      [
        [`items.${present(items[0]).id}.files.0`, 'file-infected'],
        [`items.${present(items[1]).id}.files.0`, 'file-not-readable'],
        [`items.${present(items[2]).id}.files.0`, 'file-scanning'],
      ],
    ]);
    expect(await player.request(requestId)).toMatchObject({ state: 'sent', receiptNumber: null });
    for (const document of documents.slice(0, 2)) await scanned(document, 'clean');
    expect(await refusal(player.decide(preparer, 'answer-request', 'answered'))).toBe('answer-incomplete');
    await scanned(present(documents[2]), 'clean');
    await player.decide(preparer, 'answer-request', 'answered');
    expect(await player.request(requestId)).toMatchObject({ state: 'answered' });
  });
});
