import { beijing, caseAt, openDesk, type Desk } from '../../../test/support/record';
import { OutgoingOffice } from '../../../test/support/deadlines/outgoing';
import type { CasePlayer } from '../../../test/support/case-player';
import { claimedFor, claimLetters, putBack, recordFailed, recordSent, type Letter } from './deliver';
import { gatherDeliveries, type GatherPolicy } from './gather-deliveries';

const hour = 3_600_000;
const policy: GatherPolicy = { channels: ['mail'], atOnce: ['urged'], marginMinutes: 10 };
const delivery = { giveUpHours: 72, publicUrl: 'https://review.example.org' };

describe('what people were told, on its way out', () => {
  let desk: Desk;
  let out: OutgoingOffice;
  let player: CasePlayer;
  beforeAll(async () => {
    desk = await openDesk('deliver');
    desk.clock.still = true;
    out = new OutgoingOffice(desk);
    player = await caseAt(desk.office, 'provincial-intake');
    await out.reach('henan.handler1', 'one@example.org');
    await out.reach('henan.handler2', null);
  });
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-08', '09:00'));
    await out.clear();
  });
  afterAll(() => desk.office.close());

  const gather = (given: Partial<GatherPolicy> = {}) => gatherDeliveries(out.office, { ...policy, ...given });
  const claim = (limit = 10) => claimLetters(out.office, 'mail', limit, delivery);
  const only = (letters: Letter[]): Letter => {
    const [letter] = letters;
    if (!letter || letters.length > 1) throw new Error(`${String(letters.length)} letters`);
    return letter;
  };
  const urged = async (): Promise<Letter> => {
    await out.tell(player, 'henan.handler1', 'urged');
    expect(await gather()).toBe(1);
    return only(await claim());
  };

  it('waits for the digest of the day, of which there is one; what comes after it is in tomorrow’s', async () => {
    await out.tell(player, 'henan.handler1', 'copied');
    await desk.clock.moveTo(beijing('2026-01-08', '09:20'));
    await out.tell(player, 'henan.handler1', 'reminder', { dueOn: '2026-01-12', step: 'check-completeness' });
    expect(await gather()).toBe(0);
    await desk.clock.moveTo(beijing('2026-01-08', '09:40'));
    expect(await gather()).toBe(1);
    expect(await gather()).toBe(0);
    await out.tell(player, 'henan.handler1', 'copied');
    await desk.clock.moveTo(beijing('2026-01-08', '23:00'));
    expect(await gather()).toBe(0);
    // Saturday and Sunday have no digest.
    await desk.clock.moveTo(beijing('2026-01-10', '12:00'));
    await recordSent(out.office, only(await claim()));
    expect(await gather()).toBe(0);
    await desk.clock.moveTo(beijing('2026-01-12', '09:40'));
    expect(await gather()).toBe(1);
    expect(await out.deliveries()).toMatchObject([
      { digestOf: '2026-01-08', carried: 2, state: 'sent' },
      { digestOf: '2026-01-12', carried: 1, state: 'waiting' },
    ]);
  });

  it('a letter says number, step and date, and nothing that anybody typed', async () => {
    await out.tell(player, 'henan.handler1', 'reminder', {
      dueOn: '2026-01-12',
      step: 'check-completeness',
      rule: 'provincial-intake',
    });
    await out.tell(player, 'henan.handler1', 'urged', { note: 'a note about the applicant' });
    await out.tell(player, 'henan.handler1', 'stage-entered', { stage: 'provincial-intake', step: 'constructor' });
    await desk.clock.moveTo(beijing('2026-01-08', '09:45'));
    await gather();
    const letter = only(await claim());
    expect(letter.message.lines).toEqual([
      { number: player.number, step: '受理审查', date: '2026-01-12' },
      { number: player.number, step: null, date: '2026-01-08' },
      { number: player.number, step: '省级受理', date: '2026-01-08' },
    ]);
    expect(letter.message).toMatchObject({
      key: letter.id,
      email: 'one@example.org',
      language: 'zh',
      more: 0,
      title: '国家医学中心申报与评审：您有3条通知',
      link: 'https://review.example.org/notifications',
    });
    expect(JSON.stringify(letter)).not.toMatch(/note about|医院|hospital/i);
    await out.reach('henan.handler1', 'one@example.org', 'en');
    out.later(claimedFor);
    const english = only(await claim());
    expect(english.message).toMatchObject({
      key: letter.id,
      language: 'en',
      title: 'National Medical Centers: You have 3 notifications',
    });
    expect(english.message.text).toContain(`\n${player.number}, Check completeness, 2026-01-12\n`);
    await out.reach('henan.handler1', 'one@example.org');
  });

  it('more than a hundred notifications are counted, not listed', async () => {
    for (let n = 0; n < 103; n += 1) await out.tell(player, 'henan.handler1', 'urged');
    await gather();
    const { message } = only(await claim());
    expect([message.lines.length, message.more]).toEqual([100, 3]);
    expect(message.text).toContain('\n另有3条\n');
    expect(message.title).toContain('103');
  });

  it('what may not wait goes at once, at any hour, and so does no other', async () => {
    await desk.clock.moveTo(beijing('2026-01-10', '22:00'));
    await out.tell(player, 'henan.handler1', 'urged');
    await out.tell(player, 'henan.handler1', 'copied');
    expect(await gather({ atOnce: [] })).toBe(0);
    expect(await gather()).toBe(1);
    expect(await out.deliveries()).toMatchObject([{ digestOf: null, carried: 1 }]);
    expect(await out.ungathered(player.caseId)).toBe(1);
  });

  it('nobody is mailed without an address, with no way out nobody at all, and neither is tried', async () => {
    await out.tell(player, 'henan.handler2', 'urged');
    await gather();
    await gather({ channels: [] });
    await out.tell(player, 'henan.handler2', 'urged');
    await gather({ channels: [] });
    await out.tell(player, 'henan.handler2', 'urged');
    await gather({ channels: ['mail', 'webhook'] });
    expect((await out.deliveries()).map(({ channel, state }) => [channel, state])).toEqual([
      ['mail', 'not-addressed'],
      ['none', 'no-channel'],
      ['mail', 'not-addressed'],
      ['webhook', 'waiting'],
    ]);
    out.later(400 * hour);
    expect(await claim()).toEqual([]);
  });

  it('an address that was taken away meanwhile is not written to', async () => {
    await out.tell(player, 'henan.handler1', 'urged');
    await gather();
    await out.reach('henan.handler1', null);
    expect(await claim()).toEqual([]);
    expect(await out.deliveries()).toMatchObject([{ state: 'not-addressed' }]);
    await out.reach('henan.handler1', 'one@example.org');
  });

  it('whoever holds no post any more is told nothing', async () => {
    await out.tell(player, 'henan.handler1', 'urged');
    await gather();
    const posts = (validTo: string | null) =>
      out.office.database.read((sql) =>
        sql.run('UPDATE post p JOIN account a ON a.person_id = p.person_id SET p.valid_to = ? WHERE a.username = ?', [
          validTo,
          'henan.handler1',
        ]),
      );
    await posts('2026-01-07');
    expect(await claim()).toEqual([]);
    expect(await out.deliveries()).toMatchObject([{ state: 'given-up', error: 'no-post' }]);
    await posts(null);
  });

  it('is tried again ever later under the same key, and given up after the hours that are set', async () => {
    let letter = await urged();
    const key = letter.message.key;
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await recordFailed(out.office, letter, { code: 'timeout', final: false }, delivery);
      expect(await out.deliveries()).toMatchObject([{ state: 'failed', attempts: attempt, error: 'timeout' }]);
      let pause = 0;
      for (; (await claimNothing()) && pause < hour; pause += 5_000) out.later(5_000);
      pauses.push(pause);
      letter = claimed ?? letter;
      expect(letter.message.key).toBe(key);
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(15_000);
    expect(pauses[0]).toBeLessThanOrEqual(35_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15 * 60_000 + 5_000);
    expect(pauses[7]).toBeGreaterThanOrEqual(7.5 * 60_000);
    out.later(72 * hour);
    await recordFailed(out.office, letter, { code: 'timeout', final: false }, delivery);
    expect(await out.deliveries()).toMatchObject([{ state: 'given-up', error: 'timeout' }]);
    out.later(72 * hour);
    expect(await claim()).toEqual([]);
  });
  let claimed: Letter | undefined;
  const claimNothing = async (): Promise<boolean> => {
    [claimed] = await claim();
    return claimed === undefined;
  };

  it('is given up at once where trying again is no use, and unsent where it has become old', async () => {
    await recordFailed(out.office, await urged(), { code: 'smtp-550', final: true }, delivery);
    expect(await out.deliveries()).toMatchObject([{ state: 'given-up', error: 'smtp-550', attempts: 1 }]);
    await out.clear();
    await out.tell(player, 'henan.handler1', 'urged');
    await gather();
    out.later(73 * hour);
    expect(await claim()).toEqual([]);
    expect(await out.deliveries()).toMatchObject([{ state: 'given-up', error: 'too-old' }]);
  });

  it('is one worker’s alone until its time is over; what was not tried is no attempt', async () => {
    const letter = await urged();
    expect(await claim()).toEqual([]);
    out.later(claimedFor - 1);
    expect(await claim()).toEqual([]);
    out.later(1);
    const again = only(await claim());
    expect([again.message.key, again.attempts]).toEqual([letter.message.key, 2]);
    await putBack(out.office, [again]);
    expect(only(await claim()).attempts).toBe(2);
    // The first was only slow: what was sent stays sent, whatever the second comes to.
    await recordSent(out.office, letter);
    await recordFailed(out.office, again, { code: 'timeout', final: false }, delivery);
    await putBack(out.office, [again]);
    expect(await out.deliveries()).toMatchObject([{ state: 'sent', error: null }]);
    out.later(claimedFor);
    expect(await claim()).toEqual([]);
  });

  it('two that gather at once make one delivery of each notification, and one digest a day', async () => {
    await desk.clock.moveTo(beijing('2026-01-08', '09:30'));
    for (const username of ['henan.handler1', 'henan.handler2', 'henan.manager']) {
      for (let n = 0; n < 5; n += 1) await out.tell(player, username, 'copied');
    }
    await desk.clock.moveTo(beijing('2026-01-08', '09:45'));
    await Promise.allSettled([gather(), gather(), gather(), gather()]);
    await gather();
    const made = await out.deliveries();
    expect(made.map((one) => one.username).sort()).toEqual(['henan.handler1', 'henan.handler2', 'henan.manager']);
    expect(made.map((one) => one.carried)).toEqual([5, 5, 5]);
    expect(await out.ungathered(player.caseId)).toBe(0);
  });

  it('a commit that comes late is gathered, however old the ids it brings', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const slow = out.office.database.transaction(async (sql) => {
      const id = Buffer.alloc(16, 1);
      await sql.run('DELETE FROM notification WHERE id = ?', [id]);
      await sql.run(
        "INSERT INTO notification (id, person_id, case_id, code, params, at) SELECT ?, a.person_id, c.id, 'urged', '{}', NOW(3) FROM account a JOIN case_file c WHERE a.username = 'henan.manager' LIMIT 1",
        [id],
      );
      written();
      await held;
    });
    await isWritten;
    await out.tell(player, 'henan.handler1', 'urged');
    expect(await gather()).toBe(1);
    release();
    await slow;
    expect(await gather()).toBe(1);
  });
});
