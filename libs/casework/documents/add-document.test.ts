import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import type { CasePlayer } from '../../../test/support/case-player';
import {
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  messagesOf,
  newCase,
  openDesk,
  refusal,
  type Desk,
} from '../../../test/support/record';
import { addDocument } from './add-document';

describe('adding a document', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('document');
  });
  afterAll(() => desk.office.close());

  const file = (content: string = randomUUID()) => {
    const sha256 = createHash('sha256').update(content).digest();
    return { sha256, size: content.length, path: `aa/${randomUUID()}`, mediaType: 'application/pdf' };
  };
  const add = (player: CasePlayer, actor: Actor, taken = file(), key = randomUUID()) =>
    addDocument(
      actor,
      { caseId: player.caseId, title: '建设方案', fileName: '方案.pdf', key, file: taken },
      desk.office,
    );

  it('writes document, content and event; the engine is told nothing and no rev is raised', async () => {
    const player = await newCase(desk.office);
    await player.where();
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const actor = await player.actor('h41a.preparer');
    const taken = file();
    const { document, kept } = await add(player, actor, taken);
    expect(kept).toBe(true);
    expect(document).toMatchObject({
      title: '建设方案',
      fileName: '方案.pdf',
      mediaType: 'application/pdf',
      size: taken.size,
      sha256: taken.sha256.toString('hex'),
    });
    const row = await desk.office.database.read((sql) =>
      sql.row(
        'SELECT d.side, b.path FROM document d JOIN blob_content b ON b.sha256 = d.sha256 WHERE d.id = ? AND d.case_id = ?',
        [bytesOf(document.id), bytesOf(player.caseId)],
      ),
    );
    expect(row).toEqual({ side: 'hospital', path: taken.path });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'documentAdded',
      audience: 'applicant',
      payload: {
        document: document.id,
        sha256: document.sha256,
        actor: { person: actor.personId, post: actor.posts[0]?.id },
      },
    });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect((await factsOf(desk.office, player.caseId)).rev).toBe(before.rev);
  });

  it('keeps equal content once, also when it comes twice at the same time', async () => {
    const [player, other] = [await newCase(desk.office), await newCase(desk.office, 'h41b')];
    const content = randomUUID();
    const [a, b] = await Promise.all([
      add(player, await player.actor('h41a.preparer'), file(content)),
      add(other, await other.actor('h41b.preparer'), file(content)),
    ]);
    expect([a.kept, b.kept].sort()).toEqual([false, true]);
    expect(a.document.id).not.toBe(b.document.id);
    const blobs = await desk.office.database.read((sql) =>
      sql.rows('SELECT path FROM blob_content WHERE sha256 = ?', [Buffer.from(a.document.sha256, 'hex')]),
    );
    expect(blobs).toHaveLength(1);
  });

  it('the same key gives the same document; with another file it is refused', async () => {
    const player = await newCase(desk.office);
    const actor = await player.actor('h41a.preparer');
    const [key, taken] = [randomUUID(), file()];
    const first = await add(player, actor, taken, key);
    const again = await add(player, actor, taken, key);
    expect(again.document).toEqual(first.document);
    expect(await refusal(add(player, actor, file(), key))).toBe('key-reused');
    expect((await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'documentAdded')).toHaveLength(
      2,
    );
  });

  it('a body’s own documents stay inside it', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await add(player, await player.actor('henan.handler1'));
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'bodyDocumentAdded',
      audience: 'body:province',
    });
  });

  it('is for preparers and handlers of the case, while it is open', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const codes: Record<string, string> = {
      'h41a.signatory': 'not-entitled',
      'henan.checker': 'not-entitled',
      'henan.manager': 'not-entitled',
      'h41b.preparer': 'not-found',
      'beijing.handler1': 'not-found',
      'nhc.handler1': 'not-found',
      'expert.henan1': 'not-found',
      'ops.system': 'not-found',
    };
    for (const [name, code] of Object.entries(codes))
      expect([name, await refusal(add(player, await player.actor(name)))]).toEqual([name, code]);
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    await player.handOver();
    expect(await refusal(add(player, await player.actor('h41a.preparer')))).toBe('case-closed');
    // The archive's handler adds what is missing from the file.
    await add(player, await player.actor('henan.handler1'));
  });
});
