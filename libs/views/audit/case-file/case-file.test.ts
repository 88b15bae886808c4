import { createPublicKey } from 'node:crypto';
import type { CaseFileManifest, ChainedEvent, ChainEnd } from '../../../contracts/case-file';
import { openTestOffice } from '../../../../test/support/database';
import {
  auditKeys,
  bytesOf,
  openFolder,
  packed,
  playDesignated,
  sourceOf,
  unzip,
  zipAgain,
  type Wanted,
} from '../../../../test/support/case-file';
import type { CasePlayer } from '../../../../test/support/case-player';
import type { Office } from '../../../casework/office';
import { verifyCaseFile } from '../../../domain/audit/verify-case-file';
import { keyIdOf } from '../../../persistence/events/anchor';
import { AnchorBook } from '../../../persistence/events/anchor-book';
import { chainStart, digestPayload, linkHash } from '../../../persistence/events/chain';
import { nodeDigests } from '../../../platform/zip/file-source';

const trusted = new Map([
  [
    keyIdOf(auditKeys.publicKey),
    createPublicKey(auditKeys.privateKey).export({ type: 'spki', format: 'der' }).toString('hex'),
  ],
]);
const verify = (bytes: Buffer, keys: ReadonlyMap<string, string> | null = trusted) =>
  verifyCaseFile(sourceOf(bytes), nodeDigests, { keys });

describe('the file of a designated case', () => {
  let office: Office;
  let player: CasePlayer;
  let store: Awaited<ReturnType<typeof openFolder>>;
  let archive: Buffer;
  const make = async (wanted?: Wanted) => bytesOf(await packed(player, store.path, wanted));

  beforeAll(async () => {
    ({ office } = await openTestOffice('casefile'));
    store = await openFolder();
    player = await playDesignated(office);
    await player.fillStore(store.path);
    await new AnchorBook(office.database).make(auditKeys.privateKey, Date.now());
    archive = await make();
  }, 120_000);
  afterAll(async () => {
    await office.close();
    await store.drop();
  });

  it('has everything, verifies offline, and its anchor covers the whole chain', async () => {
    const report = await verify(archive);
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ intact: true, signature: 'good' });
    expect(report.chain?.fault).toBeNull();
    expect(report.anchor).toMatchObject({ state: 'good', signature: 'good', events: report.chain?.events });
    const paths = [...(await unzip(archive)).keys()];
    expect(paths).toEqual(expect.arrayContaining(['index.html', 'record/papers.json', 'rules/programme.json']));
    expect(paths.filter((path) => path.startsWith('requests/'))).toEqual([
      'requests/001-notice.json',
      'requests/001-receipt.json',
    ]);
    expect(paths.filter((path) => path.startsWith('documents/'))).toHaveLength(player.contents.size);
  });

  it('is the same bytes for the same record, but for the header of the export', async () => {
    const again = await unzip(await make({ exportedAt: Date.parse('2027-03-04T05:06:07Z') }));
    const first = await unzip(archive);
    const differing = [...first].filter(([path, bytes]) => !again.get(path)?.equals(bytes)).map(([path]) => path);
    expect(differing).toEqual(['signature.json', 'page/seal.js']);
    expect([...again.keys()]).toEqual([...first.keys()]);
  });

  it('explains limits in both languages and carries the calendar versions they were counted with', async () => {
    const entries = await unzip(archive);
    const { items } = JSON.parse(String(entries.get('record/deadlines.json'))) as {
      items: { explanation: { zh: string; en: string }[]; calendarVersion: number }[];
    };
    expect(items.length).toBeGreaterThan(5);
    for (const item of items) {
      expect(item.explanation.length).toBeGreaterThan(1);
      expect(item.explanation.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
      expect(entries.has(`rules/calendar-${String(item.calendarVersion)}.json`)).toBe(true);
    }
  });

  describe('altered by somebody', () => {
    type Change = (entries: Map<string, Buffer>) => void;
    const altered = async (change: Change) => {
      const entries = new Map(await unzip(archive));
      change(entries);
      return verify(await zipAgain(entries));
    };
    const lines = (entries: Map<string, Buffer>) => String(entries.get('record/events.jsonl')).trimEnd().split('\n');
    const setLines = (entries: Map<string, Buffer>, given: string[]) =>
      entries.set('record/events.jsonl', Buffer.from(`${given.join('\n')}\n`));
    const firstDocument = async () =>
      [...(await unzip(archive)).keys()].find((path) => path.startsWith('documents/')) ?? '';

    it('a document changed', async () => {
      const path = await firstDocument();
      const report = await altered((entries) => {
        const bytes = Buffer.from(entries.get(path) ?? '');
        bytes[12] = (bytes[12] ?? 0) ^ 1;
        entries.set(path, bytes);
      });
      expect(report.intact).toBe(false);
      expect(report.faults[0]).toMatchObject({ kind: 'altered', path });
    });

    it('a document taken out', async () => {
      const path = await firstDocument();
      const report = await altered((entries) => entries.delete(path));
      expect(report.intact).toBe(false);
      expect(report.faults).toMatchObject([{ kind: 'missing', path }]);
    });

    it('a document put in', async () => {
      const report = await altered((entries) => entries.set('documents/999/v1/a.pdf', Buffer.from('a')));
      expect(report.intact).toBe(false);
      expect(report.faults).toMatchObject([{ kind: 'added', path: 'documents/999/v1/a.pdf' }]);
    });

    it('an event changed: the entry and the event are named', async () => {
      const report = await altered((entries) => {
        const all = lines(entries);
        const event = JSON.parse(all[4] ?? '') as ChainedEvent;
        event.payload = event.payload.replace('"', '" ');
        all[4] = JSON.stringify(event);
        setLines(entries, all);
      });
      expect(report.intact).toBe(false);
      expect(report.faults[0]).toMatchObject({ kind: 'altered', path: 'record/events.jsonl' });
      expect(report.chain?.fault).toEqual({ seq: 5, kind: 'altered' });
    });

    it('two events swapped', async () => {
      const report = await altered((entries) => {
        const all = lines(entries);
        setLines(entries, [...all.slice(0, 6), all[7] ?? '', all[6] ?? '', ...all.slice(8)]);
      });
      expect(report.chain?.fault).toEqual({ seq: 7, kind: 'swapped' });
      expect(report.faults[0]).toMatchObject({ kind: 'altered', path: 'record/events.jsonl' });
    });

    it('the tail cut: of the events, and of the ZIP', async () => {
      const events = lines(new Map(await unzip(archive))).length;
      const report = await altered((entries) => setLines(entries, lines(entries).slice(0, -2)));
      expect(report.chain?.fault).toEqual({ seq: events - 1, kind: 'cut' });
      expect(report.faults[0]).toMatchObject({ kind: 'altered', path: 'record/events.jsonl' });
      const short = await verify(archive.subarray(0, archive.length - 100));
      expect(short).toMatchObject({ intact: false, faults: [{ kind: 'cut', path: '' }] });
      const long = await verify(Buffer.concat([archive, Buffer.from('more')]));
      expect(long).toMatchObject({ intact: false, faults: [{ kind: 'added', path: '' }] });
    });

    it('a manifest made anew does not fit the signature; nor does another signature', async () => {
      const report = await altered((entries) => {
        const manifest = JSON.parse(String(entries.get('manifest.json'))) as CaseFileManifest;
        entries.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, asOf: '2020-01-01T00:00:00.000Z' })));
      });
      expect(report.intact).toBe(false);
      expect(report.faults[0]).toMatchObject({ kind: 'altered', path: 'manifest.json' });
      const wrong = await altered((entries) => {
        const text = String(entries.get('signature.json'));
        entries.set('signature.json', Buffer.from(text.replace(/"exportedAt": "2026/, '"exportedAt": "2025')));
      });
      expect(wrong).toMatchObject({ intact: false, signature: 'wrong' });
    });

    it('a whole chain rewritten, and a manifest that nobody signed: the anchor knows other events', async () => {
      const entries = new Map(await unzip(archive));
      const end = JSON.parse(String(entries.get('record/chain.json'))) as ChainEnd;
      let prevHash: Buffer = chainStart;
      const rewritten = lines(entries).map((line) => {
        const event = JSON.parse(line) as ChainedEvent;
        const { seq, type, typeVersion, audience, at } = event;
        const payload = seq < 5 ? event.payload : event.payload.replace('actor', 'aktor');
        const payloadDigest = digestPayload('sha256', Buffer.from(event.salt, 'hex'), payload);
        const bound = { algorithm: 'sha256', chain: end.chain, seq, type, typeVersion, audience, at } as const;
        const hash = linkHash({ ...bound, payloadDigest, prevHash });
        const link = { payloadDigest: payloadDigest.toString('hex'), prevHash: prevHash.toString('hex') };
        prevHash = hash;
        return JSON.stringify({ ...event, payload, ...link, hash: hash.toString('hex') });
      });
      setLines(entries, rewritten);
      entries.set('record/chain.json', Buffer.from(JSON.stringify({ ...end, head: prevHash.toString('hex') })));
      const report = await verify(await zipAgain(entries));
      expect(report.chain?.fault).toBeNull();
      expect(report.anchor).toMatchObject({ state: 'not-this-chain', signature: 'good' });
      expect(report.intact).toBe(false);
    });
  });

  it('without a key it says that it is unsigned; with another key, that nobody vouches for it', async () => {
    expect(await verify(await make({ signed: false }))).toMatchObject({ intact: true, signature: 'unsigned' });
    expect(await verify(archive, new Map())).toMatchObject({ intact: true, signature: 'unknown-key' });
    const [id] = [...trusted.keys()];
    const stranger = new Map([[id ?? '', trusted.get(id ?? '')?.replace(/.{64}$/, 'ab'.repeat(32)) ?? '']]);
    expect((await verify(archive, stranger)).signature).toBe('wrong');
  });

  it('a content that is not what the record says breaks the export off', async () => {
    const [path] = [...player.contents.keys()];
    const other = await openFolder();
    await player.fillStore(other.path);
    const before = player.contents.get(path ?? '') ?? Buffer.alloc(0);
    player.contents.set(path ?? '', Buffer.from(before.toString().replace('%PDF', '%PDX')));
    await player.fillStore(other.path);
    player.contents.set(path ?? '', before);
    await expect(packed(player, other.path).then(bytesOf)).rejects.toThrow('other bytes than the record says');
    await other.drop();
  });
});
