import pino from 'pino';
import { OutboxRepository } from '../../../../libs/persistence/outbox/outbox-repository';
import { until } from '../../../../test/replay/scripted-engine';
import { RecordingSender, TestRecord } from '../../test/record';
import { Relay, type RelaySettings } from './relay';

const log = pino({ level: 'silent' });

function grpcError(code: number, details: string): Error {
  return new Error('Failed to signalWithStart Workflow', {
    cause: Object.assign(new Error(details), { code, details, metadata: {} }),
  });
}

describe('relay', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await TestRecord.open();
  });
  afterAll(() => record.close());
  beforeEach(() => record.clear());

  const relayTo = (sender: RelaySettings['sender']): Relay => new Relay({ database: record.database, sender, log });
  async function fill(n: number): Promise<string[]> {
    const caseId = await record.openCase();
    for (let seq = 1; seq <= n; seq += 1) await record.addMessage(caseId, seq, { kind: 'look', seq });
    return Array.from({ length: n }, (_, index) => `${caseId} ${String(index + 1)}`);
  }
  const keys = (sender: RecordingSender): string[] =>
    sender.sent.map(({ caseId, message }) => `${caseId} ${String(message.seq)}`);

  it('sends what waits and deletes it only then', async () => {
    const sender = new RecordingSender();
    const wanted = await fill(3);
    expect(await relayTo(sender).once()).toEqual({ sent: 3, postponed: 0, parked: 0 });
    expect(keys(sender).sort()).toEqual(wanted.sort());
    expect(await record.waiting()).toBe(0);
  });

  it('loses nothing when two relays run at once', async () => {
    const sender = new RecordingSender();
    const wanted = await fill(300);
    const relays = [relayTo(sender), relayTo(sender)];
    for (const relay of relays) relay.start();
    await until('all is sent', async () => (await record.waiting()) === 0);
    await Promise.all(relays.map((relay) => relay.stop()));
    expect(new Set(keys(sender))).toEqual(new Set(wanted));
    // Locked rows are passed over, so nothing was sent twice either.
    expect(sender.sent).toHaveLength(300);
    expect((relays[0]?.totals.sent ?? 0) + (relays[1]?.totals.sent ?? 0)).toBe(300);
  });

  it('sends again what was sent by a relay that died before its commit', async () => {
    const wanted = await fill(2);
    const sender = new RecordingSender();
    const died = new Error('killed');
    await expect(
      record.database.transaction(async (sql) => {
        const rows = await new OutboxRepository(sql).lockDue(Date.now(), 64);
        for (const row of rows) await sender.send(row.caseKind, row.caseId, { kind: 'look', seq: row.seq });
        throw died;
      }),
    ).rejects.toBe(died);
    await relayTo(sender).once();
    expect(keys(sender).sort()).toEqual([...wanted, ...wanted].sort());
  });

  it.each([
    [14, 'UNAVAILABLE'],
    [4, 'DEADLINE_EXCEEDED'],
    [8, 'RESOURCE_EXHAUSTED'],
    [5, 'NOT_FOUND: namespace'],
    [7, 'PERMISSION_DENIED'],
  ])('keeps a row that failed with %i %s, for later and later', async (code, details) => {
    const sender = new RecordingSender();
    sender.fail = () => grpcError(code, details);
    await fill(1);
    const relay = relayTo(sender);
    const before = Date.now();
    expect(await relay.once()).toEqual({ sent: 0, postponed: 1, parked: 0 });
    expect(await relay.once()).toEqual({ sent: 0, postponed: 0, parked: 0 });
    const [row] = await record.rows<{ attempts: number; available_at: Date; reason: string }>('SELECT * FROM outbox');
    expect(row).toMatchObject({ attempts: 1, reason: `${String(code)} ${details}` });
    expect(row?.available_at.getTime()).toBeGreaterThanOrEqual(before + 125);
    expect(row?.available_at.getTime()).toBeLessThanOrEqual(Date.now() + 250);
    await record.write((sql) => sql.run('UPDATE outbox SET attempts = 12, available_at = ?', [new Date(before)]));
    await relay.once();
    const [later] = await record.rows<{ available_at: Date }>('SELECT * FROM outbox');
    expect(later?.available_at.getTime()).toBeGreaterThanOrEqual(before + 7_500);
    expect(later?.available_at.getTime()).toBeLessThanOrEqual(Date.now() + 15_000);
  });

  it('delivers by itself when Temporal is back', async () => {
    const sender = new RecordingSender();
    let refused = 0;
    sender.fail = () => {
      refused += 1;
      return refused <= 6 ? grpcError(14, 'UNAVAILABLE') : null;
    };
    await fill(5);
    const relay = relayTo(sender);
    relay.start();
    await until('all is sent', async () => (await record.waiting()) === 0);
    await relay.stop();
    expect(sender.sent).toHaveLength(5);
    expect(relay.totals.postponed).toBe(6);
  });

  it('sets aside with a reason what can never be sent, and goes on with the rest', async () => {
    const sender = new RecordingSender();
    const [good, bad, unknown] = [await record.openCase(), await record.openCase(), await record.openCase()];
    const refused = await record.openCase();
    sender.fail = (caseId) => (caseId === refused ? grpcError(3, 'INVALID_ARGUMENT: too long') : null);
    await record.addMessage(bad, 1, 'not JSON');
    await record.addMessage(unknown, 1, { kind: 'look', seq: 1 }, 'agreement');
    await record.addMessage(refused, 1, { kind: 'look', seq: 1 });
    await record.addMessage(good, 1, { kind: 'look', seq: 1 });
    const relay = relayTo(sender);
    expect(await relay.once()).toEqual({ sent: 1, postponed: 0, parked: 3 });
    const parked = await record.rows<{ reason: string }>(
      'SELECT reason FROM outbox WHERE parked_at IS NOT NULL ORDER BY id',
    );
    expect(parked.map(({ reason }) => reason)).toEqual([
      'the message is not JSON',
      'no workflow for cases of kind agreement',
      '3 INVALID_ARGUMENT: too long',
    ]);
    const counts = await record.database.read((sql) => new OutboxRepository(sql).counts());
    expect(counts).toEqual({ waiting: 0, parked: 3, oldest: null });
    expect(await relay.once()).toEqual({ sent: 0, postponed: 0, parked: 0 });

    sender.fail = () => null;
    await record.write((sql) => new OutboxRepository(sql).retryParked(Date.now()));
    expect(await relay.once()).toEqual({ sent: 1, postponed: 0, parked: 2 });
    expect(sender.sent.map(({ caseId }) => caseId)).toEqual([good, refused]);
  });
});
