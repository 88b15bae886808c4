import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { bytesOf, newId } from '../../../../libs/persistence/bytes';
import { SystemLog } from '../../../../libs/persistence/events/system-log';
import { makeLogger } from '../../../../libs/platform/log';
import { makeKeyFile, publicKeyFileOf } from '../../../../libs/platform/signing/key-files';
import type { AuditSettings } from '../../../../libs/platform/signing/settings';
import { factsOf, newCase, openDesk, type Desk } from '../../../../test/support/record';
import { chainTables, cutChain, openTamperer, rewriteChain, type ChainKind } from '../../../../test/support/tampering';
import { Anchorer } from './anchorer';
import { linesOf, verifyRecord, type Verification } from './verification';

const log = makeLogger('silent', 'test');

describe('a record that somebody with the migrating account has tampered with', () => {
  let desk: Desk;
  let root: Connection;
  let folder: string;
  let audit: AuditSettings;
  let now = Date.parse('2026-03-02T00:00:00.000Z');
  beforeAll(async () => {
    desk = await openDesk('tamper');
    root = await openTamperer(desk.database);
    folder = await mkdtemp(join(tmpdir(), 'mcr-anchors-'));
    const signingKeyFile = join(folder, 'keys', 'signing.pem');
    makeKeyFile(signingKeyFile);
    audit = {
      algorithm: 'sha256',
      signingKeyFile,
      publicKeyFile: publicKeyFileOf(signingKeyFile),
      anchorsDir: join(folder, 'anchors'),
      anchorMinutes: 60,
      breakGlassHours: 8,
    };
  });
  afterAll(async () => {
    await root.end();
    await desk.office.close();
    await rm(folder, { recursive: true, force: true });
  });

  const anchorer = (given: Partial<AuditSettings> = {}, holder = 'one') =>
    new Anchorer({
      ...{ database: desk.office.database, holder, log, makesKey: false },
      audit: { ...audit, ...given },
      machineNow: () => now,
    });
  const verify = (given: { since?: string; anchors?: string; caseNumber?: string; keyFile?: string } = {}) => {
    const { keyFile: publicKeyFile = audit.publicKeyFile, ...wish } = given;
    const wished = { ...wish, publicKeyFile, machineNow: now, databaseUrl: desk.database.applicationUrl };
    return verifyRecord(desk.office.database, wished);
  };

  /** An hour later: an anchor is due. */
  async function anchored(): Promise<number> {
    now += 3_600_000;
    const made = await anchorer().round();
    if (made === null) throw new Error('no anchor was due');
    return made;
  }

  const writers: Record<ChainKind, () => Promise<{ id: string; events: number; name: string }>> = {
    case: async () => {
      const player = await newCase(desk.office);
      await player.decide(await player.openTask('prepare-declaration'));
      const { event_seq: events } = await factsOf(desk.office, player.caseId);
      const row = await desk.office.database.read((sql) =>
        sql.row<{ number: string }>('SELECT number FROM case_file WHERE id = ?', [bytesOf(player.caseId)]),
      );
      return { id: player.caseId, events, name: `case ${row?.number ?? ''}` };
    },
    process: async () => {
      const own = new SystemLog();
      const events = Array.from({ length: 6 }, (_, n) => ({ type: 'leaveNoted' as const, payload: { n } }));
      await desk.office.database.transaction((sql) => own.write(sql, events, now));
      return { id: own.chain, events: events.length, name: `process ${own.chain}` };
    },
  };

  type Tamper = (kind: ChainKind, id: string, events: number) => Promise<unknown>;
  const at = (kind: ChainKind) => chainTables[kind];
  const update: Tamper = (kind, id) =>
    root.query(`UPDATE ${at(kind).events} SET payload = '{}' WHERE ${at(kind).key} = ? AND seq = 3`, [bytesOf(id)]);
  const remove: Tamper = (kind, id) =>
    root.query(
      `DELETE FROM ${at(kind).events} WHERE ${at(kind).key} = ? AND seq = 2;
       UPDATE ${at(kind).events} SET seq = seq - 1 WHERE ${at(kind).key} = ? AND seq > 2 ORDER BY seq`,
      [bytesOf(id), bytesOf(id)],
    );
  const insert: Tamper = async (kind, id) => {
    const { events, key } = at(kind);
    const columns = `type, type_version, ${kind === 'case' ? 'audience, ' : ''}at, payload, salt, payload_digest, alg`;
    await root.query(`UPDATE ${events} SET seq = seq + 1 WHERE ${key} = ? AND seq > 2 ORDER BY seq DESC`, [
      bytesOf(id),
    ]);
    await root.query(
      `INSERT INTO ${events} (${key}, seq, ${columns}, prev_hash, hash)
       SELECT ${key}, 3, ${columns}, hash, SHA2('forged', 256) FROM ${events} WHERE ${key} = ? AND seq = 2`.replace(
        "SHA2('forged', 256)",
        "UNHEX(SHA2('forged', 256))",
      ),
      [bytesOf(id)],
    );
  };
  const swap: Tamper = async (kind, id) => {
    for (const [from, to] of [
      [2, 100],
      [4, 2],
      [100, 4],
    ])
      await root.query(`UPDATE ${at(kind).events} SET seq = ? WHERE ${at(kind).key} = ? AND seq = ?`, [
        to,
        bytesOf(id),
        from,
      ]);
  };
  const cut: Tamper = (kind, id, events) => cutChain(root, kind, id, events - 2);
  const rewrite: Tamper = (kind, id) => rewriteChain(root, kind, id, 2);

  const kinds = ['case', 'process'] as const;
  const ways: [string, Tamper, (events: number) => string][] = [
    ['updated', update, () => 'event 3 was altered (its payload)'],
    ['deleted', remove, () => 'event 2 is missing'],
    ['inserted in the middle', insert, () => 'event 3 was inserted'],
    ['swapped', swap, () => 'event 2 was swapped with another (event 4 stands here)'],
    ['cut at its tail', cut, (events) => `event ${String(events - 1)} and what follows was cut off`],
    ['rewritten as a whole', rewrite, () => 'event 1 is where the chain was rewritten'],
  ];

  it.each(kinds.flatMap((kind) => ways.map(([what, tamper, says]) => ({ kind, what, tamper, says }))))(
    'a $kind chain $what is named exactly, and no other',
    async ({ kind, tamper, says }) => {
      const [one, other] = [await writers[kind](), await writers[kind]()];
      await anchored();
      const before = await verify();
      await tamper(kind, one.id, one.events);
      const found = linesOf(await verify()).filter((line) => !linesOf(before).includes(line));
      expect(found).toEqual([expect.stringContaining(`${one.name}: ${says(one.events)}`)]);
      expect(found.join()).not.toContain(other.name);
    },
  );

  it('a case that is gone with all its events is missed', async () => {
    const { id } = await writers.process();
    await anchored();
    await root.query('DELETE FROM system_event WHERE chain = ?; DELETE FROM system_chain WHERE id = ?', [
      bytesOf(id),
      bytesOf(id),
    ]);
    expect(linesOf(await verify())).toContainEqual(
      expect.stringContaining(`process ${id}: event 1 and what follows was cut off`),
    );
  });

  it('only a case, or only what is new: what came before is taken as anchored', async () => {
    const [old, fresh] = [await writers.case(), await writers.case()];
    const number = old.name.replace('case ', '');
    await anchored();
    const since = new Date(now).toISOString();
    await update('case', old.id, old.events);
    const later = await writers.case();
    await update('case', later.id, later.events);
    const found = await verify({ since });
    expect(found.sinceAnchor).not.toBeNull();
    const lines = linesOf(found).join('\n');
    expect(lines).toContain(`${later.name}: event 3 was altered`);
    expect(lines).not.toContain(old.name);
    expect(lines).not.toContain(fresh.name);
    expect(linesOf(await verify({ caseNumber: number }))).toEqual([`${old.name}: event 3 was altered (its payload)`]);
    expect(linesOf(await verify({ caseNumber: fresh.name.replace('case ', '') }))).toEqual([]);
    await expect(verify({ caseNumber: 'NMC-0000-00-0000' })).rejects.toThrow('there is no case');
  });

  describe('and its anchors', () => {
    const onAnchors = async (given: Parameters<typeof verify>[0] = {}): Promise<Verification['anchorFindings']> =>
      (await verify(given)).anchorFindings;

    it('are due by the clock, one worker at a time, and are exported as files', async () => {
      await anchored();
      expect(await anchorer().round()).toBeNull();
      now += 3_600_000;
      expect(await anchorer({}, 'two').round()).toBeNull();
      const made = await anchorer().round();
      const file = join(audit.anchorsDir ?? '', `anchor-${String(made).padStart(8, '0')}.json`);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 'mcr-anchor/1', seq: made });
      expect(await onAnchors()).toEqual([]);
      expect(await onAnchors({ anchors: audit.anchorsDir ?? '' })).toEqual([]);
    });

    it('signed with another key are not believed', async () => {
      const keyFile = join(folder, `other-${newId('process')}.pem`);
      makeKeyFile(keyFile);
      expect(await onAnchors({ keyFile: publicKeyFileOf(keyFile) })).toContainEqual({
        anchor: 1,
        fault: 'unknown-key',
      });
    });

    it('are held against their exported files: replaced or deleted ones are named', async () => {
      const last = await anchored();
      const anchors = audit.anchorsDir ?? '';
      await root.query('UPDATE anchor_head SET seq = seq + 1 WHERE anchor_seq = ?', [last]);
      const changed = await root.query('UPDATE anchor SET chains = chains + 1 WHERE seq = ?', [last - 1]);
      expect(changed).toBeDefined();
      expect(await onAnchors()).toEqual(
        expect.arrayContaining([
          { anchor: last - 1, fault: 'signature' },
          { anchor: last, fault: 'link' },
        ]),
      );
      expect(await onAnchors({ anchors })).toEqual([{ anchor: last - 1, fault: 'differs' }]);
      await root.query('DELETE FROM anchor WHERE seq = ?', [last]);
      expect(await onAnchors({ anchors })).toContainEqual({ anchor: last, fault: 'not-in-database' });
      await root.query('DELETE FROM anchor WHERE seq = ?', [last - 2]);
      expect(await onAnchors()).toContainEqual({ anchor: last - 1, fault: 'signature' });
    });

    it('an exported file that was touched is not taken for an anchor', async () => {
      const file = join(folder, 'touched.json');
      await writeFile(file, '{"seq": 1}');
      await expect(verify({ anchors: file })).rejects.toThrow('this is no exported anchor');
      await expect(verify({ anchors: join(folder, 'nowhere') })).rejects.toThrow('there is nothing');
    });
  });
});
