import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** The case file, its stages and its events. Events are append-only: the application may insert and read them. */
export class CasesAndStages1764000000003 implements MigrationInterface {
  name = 'CasesAndStages1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await caseFiles(runner);
    await stagesAndEvents(runner);
    await numbersAndStandstills(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'case_hold');
    await dropTable(runner, 'withdrawal');
    await dropTable(runner, 'number_series');
    await dropTable(runner, 'case_event');
    await dropTable(runner, 'case_stage');
    await dropTable(runner, 'case_file');
  }
}

async function caseFiles(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'case_file',
    `
    id BINARY(16) NOT NULL,
    kind VARCHAR(32) NOT NULL COMMENT 'designation, reporting-year',
    number VARCHAR(40) NOT NULL,
    programme_version_id BINARY(16) NOT NULL,
    standard_version_id BINARY(16) NOT NULL,
    call_id BINARY(16) NULL,
    applicant_id BINARY(16) NOT NULL COMMENT 'organisation',
    province_id BINARY(16) NOT NULL COMMENT 'organisation',
    nation_id BINARY(16) NOT NULL COMMENT 'organisation',
    province CHAR(2) NOT NULL,
    center_kind VARCHAR(8) NOT NULL,
    specialty VARCHAR(64) NOT NULL,
    center_id BINARY(16) NULL COMMENT 'reporting years: the center',
    year SMALLINT NULL,
    status VARCHAR(16) NOT NULL,
    result VARCHAR(32) NULL,
    stage VARCHAR(32) NULL COMMENT 'open or last stage, for lists',
    stage_since DATETIME(3) NULL,
    submitted_at DATETIME(3) NULL COMMENT 'from here on the nation sees the case',
    opened_at DATETIME(3) NOT NULL,
    closed_at DATETIME(3) NULL,
    rev INT NOT NULL DEFAULT 0 COMMENT 'raised by stage and status changes only',
    event_seq INT NOT NULL DEFAULT 0,
    event_head BINARY(32) NULL,
    event_at DATETIME(3) NULL COMMENT 'event times of a case never go back',
    message_seq INT NOT NULL DEFAULT 0,
    message_at DATETIME(3) NULL COMMENT 'machine time of the last message',
    acked_seq INT NOT NULL DEFAULT 0,
    acked_at DATETIME(3) NULL COMMENT 'machine time of the last acknowledgement',
    armed_until DATETIME(3) NULL COMMENT 'legal instant the workflow sleeps until',
    next_alarm_at DATETIME(3) NULL COMMENT 'legal instant of the earliest open alarm',
    history_length INT NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE KEY case_file_number (number),
    UNIQUE KEY case_file_year (center_id, year) COMMENT 'a reporting year is unique per center',
    UNIQUE KEY case_file_call (call_id, applicant_id) COMMENT 'one declaration of a hospital in a call',
    KEY case_file_applicant (applicant_id, id) COMMENT 'list of a hospital',
    KEY case_file_province (province_id, id) COMMENT 'list of a province',
    KEY case_file_nation (nation_id, submitted_at, id) COMMENT 'list of the nation',
    KEY case_file_unacknowledged (status, acked_seq, message_seq) COMMENT 'watchdog',
    KEY case_file_alarm (next_alarm_at) COMMENT 'watchdog and training clock'
  `,
    'write',
  );
}

async function stagesAndEvents(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'case_stage',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage VARCHAR(32) NOT NULL,
    part VARCHAR(32) NOT NULL,
    round SMALLINT NOT NULL,
    procedure_version SMALLINT NOT NULL,
    opened_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3) NULL,
    outcome VARCHAR(32) NULL,
    target_stage VARCHAR(32) NULL,
    target_step VARCHAR(32) NULL,
    followed TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'the next stage was entered or the case closed',
    PRIMARY KEY (id),
    UNIQUE KEY case_stage_round (case_id, stage, part, round),
    CONSTRAINT case_stage_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'case_event',
    `
    case_id BINARY(16) NOT NULL,
    seq INT NOT NULL,
    type VARCHAR(48) NOT NULL,
    type_version SMALLINT NOT NULL,
    audience VARCHAR(24) NOT NULL COMMENT 'applicant, body:province, panel:nation, …',
    at DATETIME(3) NOT NULL COMMENT 'legal instant',
    payload LONGTEXT NOT NULL COMMENT 'exact canonical bytes; never JSON, which would be reordered',
    salt BINARY(16) NOT NULL,
    payload_digest BINARY(32) NOT NULL,
    alg VARCHAR(16) NOT NULL,
    prev_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    PRIMARY KEY (case_id, seq)
  `,
    'append',
  );
}

async function numbersAndStandstills(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'number_series',
    `
    series VARCHAR(64) NOT NULL,
    last INT NOT NULL,
    PRIMARY KEY (series)
  `,
    'write',
  );
  await createTable(
    runner,
    'withdrawal',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    state VARCHAR(16) NOT NULL COMMENT 'requested, agreed',
    reason LONGTEXT NOT NULL,
    paper_number VARCHAR(64) NOT NULL,
    document_id BINARY(16) NOT NULL,
    requested_by BINARY(16) NOT NULL COMMENT 'post',
    requested_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY withdrawal_case (case_id)
  `,
    'write',
  );
  await createTable(
    runner,
    'case_hold',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    reason LONGTEXT NOT NULL,
    review_on DATE NOT NULL,
    since DATETIME(3) NOT NULL,
    by_post BINARY(16) NOT NULL,
    resumed_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY case_hold_case (case_id, resumed_at)
  `,
    'write',
  );
}
