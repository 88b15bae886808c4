import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/**
 * History of the working-day calendar: every version with what it gave, imports that wait for their publication, the
 * jobs that carry a version to the open cases, and the local rest days of provinces. `calendar_year` and `calendar_day`
 * stay the calendar of now, made from the versions.
 */
export class CalendarVersions1764000000020 implements MigrationInterface {
  name = 'CalendarVersions1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'calendar_version',
      `
      version INT NOT NULL,
      kind VARCHAR(16) NOT NULL COMMENT 'seed, import, provincial',
      year SMALLINT NULL COMMENT 'of the notice; null for the seed, which has many',
      province CHAR(2) NULL,
      notice_title VARCHAR(200) NOT NULL,
      notice_number VARCHAR(64) NULL,
      notice_date DATE NULL,
      prepared_person BINARY(16) NULL,
      prepared_post BINARY(16) NULL,
      published_person BINARY(16) NULL,
      published_post BINARY(16) NULL,
      at DATETIME(3) NOT NULL COMMENT 'legal instant of the publication',
      content LONGTEXT NOT NULL COMMENT 'as it was given',
      hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the content',
      PRIMARY KEY (version),
      KEY calendar_version_notice (kind, year, province, version) COMMENT 'the last version of a notice'
    `,
      'append',
    );
    await createTable(
      runner,
      'calendar_version_day',
      `
      version INT NOT NULL,
      day DATE NOT NULL,
      kind VARCHAR(8) NOT NULL COMMENT 'rest, make-up',
      name_zh VARCHAR(60) NOT NULL,
      PRIMARY KEY (version, day)
    `,
      'append',
    );
    await createTable(
      runner,
      'calendar_province_day',
      `
      province CHAR(2) NOT NULL,
      day DATE NOT NULL,
      year SMALLINT NOT NULL COMMENT 'of the notice that gave it',
      name_zh VARCHAR(60) NOT NULL,
      PRIMARY KEY (province, year, day)
    `,
      'write',
    );
    await createImports(runner);
    await keepSeed(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'calendar_job');
    await dropTable(runner, 'calendar_draft');
    await dropTable(runner, 'calendar_province_day');
    await dropTable(runner, 'calendar_version_day');
    await dropTable(runner, 'calendar_version');
  }
}

/** A calendar that was seeded before versions were kept becomes version 1. */
async function keepSeed(runner: QueryRunner): Promise<void> {
  await runner.query(`INSERT IGNORE INTO calendar_version (version, kind, notice_title, at, content, hash)
    SELECT MIN(version), 'seed', MIN(source), UTC_TIMESTAMP(3), MIN(source), UNHEX(SHA2(MIN(source), 256))
    FROM calendar_year HAVING MIN(version) IS NOT NULL`);
  await runner.query(`INSERT IGNORE INTO calendar_version_day (version, day, kind, name_zh)
    SELECT y.version, d.day, d.kind, d.name_zh FROM calendar_day d JOIN calendar_year y ON y.year = d.year`);
}

/** What is prepared, and what carries a version to the cases once it is published. */
async function createImports(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'calendar_draft',
    `
      id BINARY(16) NOT NULL,
      state VARCHAR(16) NOT NULL COMMENT 'open, published, discarded',
      kind VARCHAR(16) NOT NULL COMMENT 'import, provincial',
      year SMALLINT NOT NULL,
      province CHAR(2) NULL,
      notice_title VARCHAR(200) NOT NULL,
      notice_number VARCHAR(64) NULL,
      notice_date DATE NULL,
      prepared_person BINARY(16) NOT NULL,
      prepared_post BINARY(16) NOT NULL,
      prepared_at DATETIME(3) NOT NULL COMMENT 'legal instant',
      content LONGTEXT NOT NULL COMMENT 'as it was given',
      days LONGTEXT NOT NULL COMMENT 'JSON: the days it gives',
      version INT NULL COMMENT 'the version it was published as',
      PRIMARY KEY (id),
      KEY calendar_draft_open (state, id)
    `,
    'write',
  );
  await createTable(
    runner,
    'calendar_job',
    `
      id BINARY(16) NOT NULL,
      version INT NOT NULL,
      state VARCHAR(16) NOT NULL COMMENT 'waiting, running, done, incomplete',
      total INT NOT NULL COMMENT 'cases to look at, counted when it starts',
      done INT NOT NULL,
      moved INT NOT NULL COMMENT 'limits whose due date moved',
      failed INT NOT NULL,
      reason VARCHAR(500) NULL COMMENT 'of the last failure',
      case_after BINARY(16) NULL COMMENT 'cursor: cases up to this one are done',
      created_at DATETIME(3) NOT NULL COMMENT 'machine time',
      started_at DATETIME(3) NULL COMMENT 'machine time',
      ended_at DATETIME(3) NULL COMMENT 'machine time',
      PRIMARY KEY (id),
      UNIQUE KEY calendar_job_version (version) COMMENT 'a version is carried once',
      KEY calendar_job_open (ended_at, version) COMMENT 'the next to carry'
    `,
    'write',
  );
}
