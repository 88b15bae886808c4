import { openTestOffice } from '../../../../test/support/database';
import {
  bytesOf,
  marked,
  openFolder,
  packed,
  playDesignated,
  unzip,
  type Wanted,
} from '../../../../test/support/case-file';
import { key, type CasePlayer } from '../../../../test/support/case-player';
import { caseAt, eventsOf } from '../../../../test/support/record';
import { commentOnCase } from '../../../casework/cases/case-verbs';
import { logCall } from '../../../casework/deadlines/log-call';
import type { Office } from '../../../casework/office';
import type { EventRow } from '../../../contracts/api/cases';
import { idOf } from '../../../persistence/bytes';

interface Person {
  id: Buffer;
  name_zh: string;
  name_en: string;
  role: string;
}

describe('what a part of the record shows', () => {
  let office: Office;
  let player: CasePlayer;
  /** Still open: a closed case takes no remark any more. */
  let other: CasePlayer;
  let store: Awaited<ReturnType<typeof openFolder>>;
  const make = async (wanted: Wanted) => bytesOf(await packed(player, store.path, wanted));

  beforeAll(async () => {
    ({ office } = await openTestOffice('applicantfile'));
    store = await openFolder();
    other = await caseAt(office, 'provincial-intake');
    player = await playDesignated(office);
    for (const one of [other, player]) await one.fillStore(store.path);
  }, 120_000);
  afterAll(async () => {
    await office.close();
    await store.drop();
  });

  const peopleWith = (condition: string): Promise<Person[]> =>
    office.database.read((sql) =>
      sql.rows<Person>(
        `SELECT DISTINCT n.id, n.name_zh, n.name_en, p.role FROM person n JOIN post p ON p.person_id = n.id WHERE ${condition}`,
      ),
    );
  const saysOf = (bytes: Buffer, words: readonly string[]): string[] => {
    // Everything is stored as it is: a word that is in it can be found in its bytes, written out or escaped.
    const escaped = (word: string) => JSON.stringify(JSON.stringify(word)).slice(3, -3);
    return words.filter((word) => bytes.includes(word) || bytes.includes(escaped(word)));
  };
  const namesOf = (people: readonly Person[]): string[] =>
    people.flatMap((one) => [one.name_zh, one.name_en, idOf('person', one.id), one.id.toString('hex')]);
  const eventsIn = async (bytes: Buffer): Promise<EventRow[]> =>
    String((await unzip(bytes)).get('record/events.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as EventRow);

  it('the applicant’s: no expert, no official, nothing said inside, no event of another audience', async () => {
    const bytes = await make({ for: 'applicant' });
    const experts = await peopleWith("p.role = 'expert'");
    expect(experts.length).toBeGreaterThan(5);
    expect(saysOf(bytes, namesOf(experts))).toEqual([]);
    const officials = await peopleWith("p.role LIKE 'provincial%' OR p.role LIKE 'national%'");
    expect(saysOf(bytes, namesOf(officials))).toEqual([]);
    const { everyone, ...inside } = marked;
    expect(saysOf(bytes, Object.values(inside))).toEqual([]);
    expect(saysOf(bytes, [everyone])).toEqual([everyone]);
    const told = (await eventsOf(office, player.caseId)).filter((event) => event.audience === 'applicant');
    const shown = await eventsIn(bytes);
    expect(shown.map((event) => event.index)).toEqual(shown.map((_, index) => index + 1));
    expect(shown.map((event) => [event.type, event.at])).toEqual(
      told.map((event) => [event.type, event.at.toISOString()]),
    );
    expect(saysOf(bytes, ['reminderRung', 'escalationRung', '"rungs"', 'provincial-internal'])).toEqual([]);
    expect([...(await unzip(bytes)).keys()]).not.toContain('record/chain.json');
  });

  it('what is added behind the applicant’s back changes not one byte of it, nor of the manifest’s counts', async () => {
    const earlier = await unzip(await bytesOfCase(other, { for: 'applicant' }));
    const handler = await other.actor('henan.handler1');
    const comment = { caseId: other.caseId, audience: 'body', text: '只在省内', key: key() } as const;
    await commentOnCase(handler, comment, office);
    const call = { caseId: other.caseId, calledOn: '2026-01-02', whom: '医院', said: '只在省内', key: key() };
    await logCall(handler, call, office);
    const later = await unzip(await bytesOfCase(other, { for: 'applicant' }));
    expect(differing(earlier, later)).toEqual([]);
  });

  it('a body’s own: the province’s has its panel and its remarks, the nation’s neither, each without the other’s', async () => {
    const province = await make({ bodies: ['province'] });
    const nation = await make({ bodies: ['nation'] });
    const inside = [marked.province, marked.call, marked.proposal];
    expect(saysOf(province, [...inside, marked.nation, marked.hospital])).toEqual(inside);
    expect(saysOf(nation, [...inside, marked.nation, marked.hospital])).toEqual([marked.nation]);
    const panel = await peopleWith("p.role = 'expert' AND p.pool = '41'");
    expect(saysOf(nation, namesOf(panel))).toEqual([]);
    expect(saysOf(province, namesOf(panel)).length).toBeGreaterThan(0);
    const shown = await eventsIn(nation);
    expect(shown.map((event) => event.index)).toEqual(shown.map((_, index) => index + 1));
  });

  const differing = (one: ReadonlyMap<string, Buffer>, other: ReadonlyMap<string, Buffer>): string[] =>
    [...new Set([...one.keys(), ...other.keys()])].filter(
      (path) => !one.get(path)?.equals(other.get(path) ?? Buffer.alloc(0)),
    );

  const bytesOfCase = async (other: CasePlayer, wanted: Wanted) => bytesOf(await packed(other, store.path, wanted));
});
