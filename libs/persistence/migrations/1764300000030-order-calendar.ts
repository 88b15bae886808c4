import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../migrating';

/** By which calendar the alarm of a supervision order was reckoned, so that a newer one finds it. */
export class OrderCalendar1764300000030 implements MigrationInterface {
  name = 'OrderCalendar1764300000030';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'supervision_order',
      'calendar_version',
      "INT NOT NULL DEFAULT 0 COMMENT 'calendar that alarm_at was reckoned by'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'supervision_order', 'calendar_version');
  }
}
