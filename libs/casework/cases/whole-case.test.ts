import type { Office } from '../office';
import { verifyCase } from '../../persistence/events/verify';
import { bytesOf } from '../../persistence/bytes';
import { openTestOffice } from '../../../test/support/database';
import { CasePlayer } from '../../../test/support/case-player';

describe('a case from declaration to designation, by its commands', () => {
  let office: Office;
  beforeAll(async () => {
    ({ office } = await openTestOffice('whole'));
  });
  afterAll(() => office.close());

  it('goes through every stage, enters the center and opens its reporting year', async () => {
    const player = await CasePlayer.open(office);
    await player.playTo('public-notice');
    const [publication] = await player.openTasks();
    if (!publication) throw new Error('no publication');
    await player.decide(publication);
    const before = await player.ring();
    expect(before).toMatchObject({ at: 'stage', stage: 'public-notice' });
    if (before.at !== 'stage' || before.wakeAt === null) throw new Error('no alarm');
    await office.database.read((sql) =>
      sql.run('UPDATE clock SET offset_ms = offset_ms + ?', [(before.wakeAt ?? 0) - Date.now()]),
    );
    expect(await player.ring()).toMatchObject({ at: 'ended', outcome: 'notice-over' });
    expect(await player.handOver()).toMatchObject({ at: 'stage', stage: 'issue' });
    for (const [task] = await player.openTasks(); task;) {
      await player.decide(task);
      const [next] = await player.openTasks();
      if (!next) break;
      if (next.step === task.step) throw new Error('stuck');
      await player.decide(next);
      break;
    }
    for (let left = await player.openTasks(); left.length > 0; left = await player.openTasks()) {
      if (left[0]) await player.decide(left[0]);
    }
    expect(await player.handOver()).toMatchObject({ at: 'stage', stage: 'archive' });

    const file = await office.database.read((sql) =>
      sql.row<{ status: string; result: string; center_id: Buffer }>('SELECT * FROM case_file WHERE id = ?', [
        bytesOf(player.caseId),
      ]),
    );
    expect(file).toMatchObject({ status: 'closed', result: 'designated', archive: 'open' });
    const year = await office.database.read((sql) =>
      sql.row<{ stage: string; year: number }>('SELECT * FROM case_file WHERE kind = ? AND center_id = ?', [
        'reporting-year',
        file?.center_id ?? null,
      ]),
    );
    expect(year).toMatchObject({ stage: 'planning', year: 2026 });
    expect(await office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  });
});
