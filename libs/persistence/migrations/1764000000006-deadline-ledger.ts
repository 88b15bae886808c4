import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** The ledger of limits, its append-only adjustments, rungs rung, the working-day calendar and the two clocks' only row. */
export class DeadlineLedger1764000000006 implements MigrationInterface {
  name = 'DeadlineLedger1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await ledger(runner);
    await calendarAndClock(runner);
    await notifications(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'notification');
    await dropTable(runner, 'clock');
    await dropTable(runner, 'calendar_year');
    await dropTable(runner, 'calendar_day');
    await dropTable(runner, 'alarm_rung');
    await dropTable(runner, 'deadline_adjustment');
    await dropTable(runner, 'deadline');
  }
}

async function ledger(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'deadline',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage_id BINARY(16) NULL,
    task_id BINARY(16) NULL,
    rule_id VARCHAR(64) NOT NULL COMMENT 'of the pinned programme',
    subject VARCHAR(16) NOT NULL,
    kind VARCHAR(16) NULL COMMENT 'commitment, internal; null binds the other side or a period',
    body VARCHAR(16) NOT NULL,
    starts_on DATE NOT NULL,
    due_on DATE NULL COMMENT 'null while paused',
    due_at DATETIME(3) NULL,
    state VARCHAR(16) NOT NULL,
    provisional TINYINT(1) NOT NULL,
    calendar_version INT NOT NULL,
    next_rung_at DATETIME(3) NULL,
    next_rung VARCHAR(64) NULL,
    armed_at DATETIME(3) NOT NULL COMMENT 'since when it has its present due date',
    opened_at DATETIME(3) NOT NULL,
    closed_at DATETIME(3) NULL,
    closed_stage_id BINARY(16) NULL COMMENT 'the stage whose end closed it: a recall of that end continues it',
    PRIMARY KEY (id),
    KEY deadline_case (case_id, closed_at) COMMENT 'open rows of a case',
    KEY deadline_due (closed_at, due_at) COMMENT 'what is overdue'
  `,
    'write',
  );
  await createTable(
    runner,
    'deadline_adjustment',
    `
    deadline_id BINARY(16) NOT NULL,
    seq SMALLINT NOT NULL,
    content VARCHAR(400) NOT NULL COMMENT 'canonical JSON of the adjustment',
    PRIMARY KEY (deadline_id, seq)
  `,
    'append',
  );
  await createTable(
    runner,
    'alarm_rung',
    `
    deadline_id BINARY(16) NOT NULL,
    rung VARCHAR(64) NOT NULL,
    due_on DATE NOT NULL COMMENT 'the due date it was counted from',
    state VARCHAR(16) NOT NULL COMMENT 'rung, skipped',
    at DATETIME(3) NOT NULL,
    reached LONGTEXT NOT NULL COMMENT 'persons told',
    PRIMARY KEY (deadline_id, rung, due_on) COMMENT 'each rung once'
  `,
    'append',
  );
}

async function calendarAndClock(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'calendar_day',
    `
    day DATE NOT NULL,
    year SMALLINT NOT NULL,
    kind VARCHAR(8) NOT NULL COMMENT 'rest, make-up',
    name_zh VARCHAR(60) NOT NULL,
    PRIMARY KEY (year, day)
  `,
    'write',
  );
  await createTable(
    runner,
    'calendar_year',
    `
    year SMALLINT NOT NULL,
    version INT NOT NULL,
    source VARCHAR(200) NOT NULL,
    basis VARCHAR(16) NOT NULL,
    PRIMARY KEY (year)
  `,
    'write',
  );
  await createTable(
    runner,
    'clock',
    `
    id TINYINT NOT NULL,
    offset_ms BIGINT NOT NULL COMMENT 'legalNow = machineNow + offset; 0 in production',
    target_at DATETIME(3) NULL COMMENT 'legal instant a move is going to',
    calendar_version INT NOT NULL,
    PRIMARY KEY (id)
  `,
    'write',
  );
}

async function notifications(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'notification',
    `
    id BINARY(16) NOT NULL,
    person_id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    code VARCHAR(48) NOT NULL,
    params VARCHAR(1000) NOT NULL,
    at DATETIME(3) NOT NULL,
    read_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY notification_person (person_id, id) COMMENT 'my list, newest first',
    KEY notification_unread (person_id, read_at) COMMENT 'unread count, capped'
  `,
    'write',
  );
}
