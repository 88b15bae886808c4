import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Tasks, who they are shown to, and the decisions made on them. */
export class TasksAndDecisions1764000000004 implements MigrationInterface {
  name = 'TasksAndDecisions1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await tasks(runner);
    await decisions(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'idempotency_key');
    await dropTable(runner, 'decision');
    await dropTable(runner, 'task_audience');
    await dropTable(runner, 'task');
  }
}

async function tasks(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'task',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage_id BINARY(16) NOT NULL,
    stage VARCHAR(32) NOT NULL,
    part VARCHAR(32) NOT NULL,
    round SMALLINT NOT NULL,
    step VARCHAR(32) NOT NULL,
    state VARCHAR(16) NOT NULL COMMENT 'open, done, cancelled',
    rev INT NOT NULL DEFAULT 0,
    role VARCHAR(32) NULL COMMENT 'post that acts; null where a seat acts',
    organisation_id BINARY(16) NULL,
    seat_id BINARY(16) NULL,
    person_id BINARY(16) NULL COMMENT 'the expert in the seat',
    unstaffed TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'nobody holds the post',
    opened_by BINARY(16) NULL COMMENT 'decision that caused it',
    opened_at DATETIME(3) NOT NULL,
    holder_id BINARY(16) NULL COMMENT 'person',
    holder_post_id BINARY(16) NULL,
    claimed_at DATETIME(3) NULL,
    due_at DATETIME(3) NULL COMMENT 'earliest limit that binds it',
    done_at DATETIME(3) NULL,
    outcome VARCHAR(32) NULL,
    decided_by BINARY(16) NULL COMMENT 'person',
    decision_id BINARY(16) NULL,
    PRIMARY KEY (id),
    KEY task_stage (case_id, stage) COMMENT 'state of a stage, all rounds',
    CONSTRAINT task_stage_fk FOREIGN KEY (stage_id) REFERENCES case_stage (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'task_audience',
    `
    audience VARCHAR(96) NOT NULL COMMENT 'role@organisation or person',
    due_at DATETIME(3) NOT NULL COMMENT '9999 where nothing binds it',
    task_id BINARY(16) NOT NULL,
    PRIMARY KEY (audience, due_at, task_id) COMMENT 'the inbox is a keyset union over audiences',
    KEY task_audience_task (task_id)
  `,
    'write',
  );
}

async function decisions(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'decision',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    task_id BINARY(16) NOT NULL,
    stage VARCHAR(32) NOT NULL,
    round SMALLINT NOT NULL,
    step VARCHAR(32) NOT NULL,
    outcome VARCHAR(32) NOT NULL,
    side VARCHAR(16) NOT NULL COMMENT 'hospital, province, nation, panel',
    person_id BINARY(16) NOT NULL,
    post_id BINARY(16) NOT NULL,
    at DATETIME(3) NOT NULL,
    form LONGTEXT NOT NULL,
    recalled_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY decision_case (case_id, id) COMMENT 'record of a case',
    KEY decision_person (case_id, person_id) COMMENT 'nobody acts for two sides'
  `,
    'write',
  );
  await createTable(
    runner,
    'idempotency_key',
    `
    account VARCHAR(40) NOT NULL COMMENT 'person',
    idempotency_key VARCHAR(80) NOT NULL,
    request_digest BINARY(32) NOT NULL,
    status SMALLINT NOT NULL,
    answer LONGTEXT NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (account, idempotency_key),
    KEY idempotency_key_age (created_at) COMMENT 'sweep'
  `,
    'write',
  );
}
