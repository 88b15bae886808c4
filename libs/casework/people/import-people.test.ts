import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import { everyPost, logOf, organisationNamed, refusalsByPost } from '../../../test/support/people';
import { openDesk, refusal, settled, type Desk } from '../../../test/support/record';
import type { Actor } from '../../contracts/posts';
import { administrators } from '../../../test/e2e/matrix-posts';
import { bytesOf, newId } from '../../persistence/bytes';
import { readPeople } from '../../views/people/organisations';
import { ReadingRoom } from '../../views/reading-room';
import type { ImportKind } from '../../domain/people/import-file';
import { applyImport, discardImport, listImports, prepareImport, previewImport } from './import-people';

const people = 'code,name_zh,name_en,email,phone,language';
const posts = 'person,organisation,role,unit,pool,from,to';

describe('importing organisations and people', () => {
  let desk: Desk;
  let system: Actor;
  let security: Actor;
  beforeAll(async () => {
    desk = await openDesk('pimport');
    system = await actorNamed(desk.office, 'ops.system');
    security = await actorNamed(desk.office, 'ops.security');
  });
  afterAll(() => desk.office.close());

  const prepare = async (kind: ImportKind, text: string, by = system) =>
    (
      await prepareImport(
        by,
        { kind, fileName: `${kind}.csv`, content: Buffer.from(text).toString('base64'), key: key() },
        desk.office,
      )
    ).id;
  const rowsOf = async (id: string) =>
    (await previewImport(system, id, desk.office)).rows.map((row) => [row.line, row.state, row.reason?.code ?? null]);
  const apply = async (id: string, by = security, digest?: string) =>
    applyImport(
      by,
      { importId: id, digest: digest ?? (await previewImport(system, id, desk.office)).digest, key: key() },
      desk.office,
    );

  it('previews what each row would do, then does it; again, nothing changes', async () => {
    const files: [ImportKind, string][] = [
      [
        'organisations',
        'code,kind,name_zh,name_en,province,parent\nu-9,university,示例大学,Example University,41,henan\nh-9,hospital,示例医院,Example Hospital,41,u-9\n',
      ],
      [
        'units',
        'organisation,code,kind,name_zh,name_en,parent\nh-9,admin,department,院办,Office,\nh-9,desk,division,申报处,Desk,admin\n',
      ],
      ['people', `${people}\nS-1,=甲,"@one",one@example.org,,zh\nS-2,乙,Two,,,\n`],
      ['posts', `${posts}\nS-1,h-9,hospital-preparer,desk,,2026-01-01,\nS-2,h-9,hospital-signatory,,,2026-01-01,\n`],
    ];
    for (const [kind, text] of files) {
      const id = await prepare(kind, text);
      expect(await rowsOf(id)).toEqual([
        [2, 'add', null],
        [3, 'add', null],
      ]);
      expect(await apply(id)).toEqual({ id, added: 2, changed: 0, unchanged: 0, refused: 0 });
      const again = await prepare(kind, `\uFEFF${text}`);
      expect(await apply(again)).toEqual({ id: again, added: 0, changed: 0, unchanged: 2, refused: 0 });
      expect(await previewImport(security, again, desk.office)).toMatchObject({ state: 'applied', mine: false });
    }
    const room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    const hospital = await organisationNamed(desk.office, 'h-9');
    expect((await readPeople(room, system, hospital, { limit: 10 })).items).toMatchObject([
      { name: { zh: '=甲', en: '@one' }, posts: [{ role: 'hospital-preparer', unit: { en: 'Desk' } }] },
      { name: { zh: '乙', en: 'Two' }, posts: [{ role: 'hospital-signatory', unit: null }] },
    ]);
    expect((await logOf(desk.office)).at(-1)).toMatchObject({
      type: 'importApplied',
      payload: { kind: 'posts', added: 0, unchanged: 2, actor: { person: security.personId } },
    });
  });

  it('changes what differs, refuses rows with line and reason, and does the others', async () => {
    await apply(await prepare('people', `${people}\nC-1,甲,One,,,\nC-2,乙,Two,,,\n`));
    const id = await prepare(
      'people',
      `${people}\nC-1,甲,One,one@example.org,,en\nC-2,乙,Two,,,\nC-3,丙,,,,\nC-2,乙,Two,,,\nC-4,丁,Four,nowhere,,\n`,
    );
    expect(await rowsOf(id)).toEqual([
      [2, 'change', null],
      [3, 'unchanged', null],
      [4, 'refused', 'required'],
      [5, 'refused', 'twice'],
      [6, 'refused', 'format'],
    ]);
    expect(await apply(id)).toEqual({ id, added: 0, changed: 1, unchanged: 1, refused: 3 });
    await apply(await prepare('posts', `${posts}\nC-1,henan,provincial-handler,centers,,2026-01-01,\n`));
    const bad = [
      ['C-9,henan,provincial-handler,,,2026-01-01,', 'no-person'],
      ['C-1,nowhere,provincial-handler,,,2026-01-01,', 'no-organisation'],
      ['C-1,nhc,provincial-handler,,,2026-01-01,', 'not-at-organisation'],
      ['C-1,henan,provincial-checker,nowhere,,2026-01-01,', 'no-unit'],
      ['C-1,henan,provincial-checker,,41,2026-01-03,', 'pool-with-expert'],
      ['C-1,henan,provincial-handler,,,2026-02-01,', 'post-held'],
      ['C-1,nhc,auditor,,,2026-02-01,', 'posts-apart'],
      ['C-1,henan,provincial-checker,,,2026-02-30,', 'format'],
      ['C-1,henan,provincial-checker,,,2026-02-01,2026-01-01', 'before-start'],
    ];
    const refused = await prepare('posts', `${posts}\n${bad.map(([row]) => row).join('\n')}\n`);
    expect(await rowsOf(refused)).toEqual(bad.map(([, code], index) => [index + 2, 'refused', code]));
  });

  it('what is applied is what was previewed, once, by a second person', async () => {
    const text = `${people}\nP-1,甲,One,,,\n`;
    const [one, two] = [await prepare('people', text), await prepare('people', text)];
    const { digest } = await previewImport(system, two, desk.office);
    expect(await settled([apply(one), apply(one)])).toEqual({ kept: 1, refused: ['import-ended'] });
    expect(await refusal(apply(two, security, digest))).toBe('import-changed');
    const twoPosts: Actor = { ...system, posts: [...system.posts, ...security.posts] };
    expect(await refusal(apply(two, twoPosts))).toBe('second-person');
    await discardImport(system, { importId: two, key: key() }, desk.office);
    expect(await refusal(apply(two))).toBe('import-ended');
  });

  it('a file that gives a post to whoever prepared or applies it is not applied, and says so beforehand', async () => {
    const codes = { system: 'OPS-1', security: 'OPS-2' };
    for (const [code, actor] of [
      [codes.system, system],
      [codes.security, security],
    ] as const)
      await desk.office.database.read((sql) =>
        sql.run('UPDATE person SET code = ? WHERE id = ?', [code, bytesOf(actor.personId)]),
      );
    await desk.office.database.read((sql) =>
      sql.run("UPDATE post SET valid_to = '2026-01-31' WHERE person_id IN (?, ?)", [
        bytesOf(system.personId),
        bytesOf(security.personId),
      ]),
    );
    for (const code of [codes.system, codes.security]) {
      const id = await prepare('posts', `${posts}\n${code},henan,provincial-checker,,,2026-02-01,\n`);
      expect(await previewImport(security, id, desk.office)).toMatchObject({
        counts: { added: 1, refused: 0 },
        allowedActions: [],
        barred: { en: expect.stringMatching(/gives a post to/) as unknown },
      });
      expect(await refusal(apply(id))).toBe('import-own-post');
      // A post that was there is not made longer either.
      const held = code === codes.system ? 'system-admin' : 'security-admin';
      const longer = await prepare('posts', `${posts}\n${code},nhc,${held},,,2004-01-01,\n`);
      expect((await rowsOf(longer))[0]?.[1]).toBe('change');
      expect(await refusal(apply(longer))).toBe('import-own-post');
    }
    const harmless = await prepare('people', `${people}\n${codes.security},甲,One,one@example.org,,\n`);
    expect(await previewImport(security, harmless, desk.office)).toMatchObject({
      allowedActions: ['apply'],
      barred: null,
      rows: [{ about: { zh: '甲', en: 'One' }, changes: expect.arrayContaining([]) as unknown }],
    });
  });

  it('lists those that wait, then those that ended, and says by name and column what a row changes', async () => {
    await apply(await prepare('people', `${people}\nL-1,甲,One,,,\n`));
    const id = await prepare('posts', `${posts}\nL-1,henan,provincial-handler,,,2026-01-01,\n`);
    expect((await previewImport(security, id, desk.office)).rows).toMatchObject([
      { about: { zh: expect.stringMatching(/^甲 · .* · 省级经办人$/) as unknown }, changes: [] },
    ]);
    const { items, allowedActions } = await listImports(system, desk.office);
    expect(allowedActions).toEqual(['prepare']);
    expect(items[0]?.state).toBe('open');
    expect(items.find((item) => item.id === id)).toMatchObject({
      prepared: { by: { id: system.personId } },
      ended: null,
    });
    await apply(id);
    const moved = await prepare('posts', `${posts}\nL-1,henan,provincial-handler,medical,,2026-01-01,2026-06-30\n`);
    expect((await previewImport(system, moved, desk.office)).rows[0]?.changes).toEqual([
      { column: 'unit', from: null, to: 'medical' },
      { column: 'to', from: null, to: '2026-06-30' },
    ]);
    expect(await refusalsByPost(desk.office, (actor) => listImports(actor, desk.office), ...administrators)).toEqual(
      everyPost('not-entitled', ...administrators),
    );
  });

  it('is prepared by the system administrator, applied by the security administrator', async () => {
    const id = await prepare('people', `${people}\nQ-1,甲,One,,,\n`);
    const acts: [(actor: Actor) => Promise<unknown>, 'system-admin' | 'security-admin'][] = [
      [(actor) => prepare('people', `${people}\n`, actor), 'system-admin'],
      [(actor) => discardImport(actor, { importId: id, key: key() }, desk.office), 'system-admin'],
      [(actor) => apply(id, actor), 'security-admin'],
    ];
    for (const [act, whose] of acts) {
      expect(await refusalsByPost(desk.office, act, whose)).toEqual(everyPost('not-entitled', whose));
    }
    expect(await refusal(previewImport(system, newId('peopleImport'), desk.office))).toBe('not-found');
  });
});
