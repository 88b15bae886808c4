import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** Document requests: notices, their items, what was answered, what experts proposed. */
export class DocumentRequests1764360000001 implements MigrationInterface {
  name = 'DocumentRequests1764360000001';

  async up(runner: QueryRunner): Promise<void> {
    await requests(runner);
    await items(runner);
    await answers(runner);
    await extensionsAndProposals(runner);
    await addColumn(runner, 'task', 'request_id', "BINARY(16) NULL COMMENT 'document request it is about'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'task', 'request_id');
    await dropTable(runner, 'item_proposal');
    await dropTable(runner, 'request_extension');
    await dropTable(runner, 'request_answer_file');
    await dropTable(runner, 'request_answer');
    await dropTable(runner, 'request_item');
    await dropTable(runner, 'document_request');
  }
}

async function requests(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'document_request',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage_id BINARY(16) NOT NULL COMMENT 'the stage, in its round, that it was raised in',
    stage VARCHAR(32) NOT NULL,
    thread_id BINARY(16) NOT NULL COMMENT 'the first notice of its rounds',
    previous_id BINARY(16) NULL COMMENT 'the notice whose items it returns',
    parent_id BINARY(16) NULL COMMENT 'the request whose items it passes on',
    round SMALLINT NOT NULL,
    kind VARCHAR(16) NOT NULL COMMENT 'correction, supplement, request',
    from_body VARCHAR(16) NOT NULL,
    from_organisation BINARY(16) NOT NULL,
    to_body VARCHAR(16) NOT NULL,
    to_organisation BINARY(16) NOT NULL,
    state VARCHAR(16) NOT NULL COMMENT 'draft, awaiting-check, approved, sent, answered, closed, withdrawn, lapsed',
    number VARCHAR(40) NULL COMMENT 'engine series of the asking body and year, gapless; none before it is sent',
    due_days SMALLINT NOT NULL COMMENT 'working days from service',
    one_time_reason LONGTEXT NULL COMMENT 'why more is asked for than the first time',
    letter_required TINYINT(1) NOT NULL,
    own_check TINYINT(1) NOT NULL COMMENT 'the answering body has its signatory check the answer',
    drafted_by BINARY(16) NOT NULL COMMENT 'person',
    drafted_post BINARY(16) NOT NULL,
    drafted_at DATETIME(3) NOT NULL,
    checked_by BINARY(16) NULL COMMENT 'person',
    checked_at DATETIME(3) NULL,
    check_note LONGTEXT NULL,
    sent_by BINARY(16) NULL COMMENT 'person',
    sent_at DATETIME(3) NULL,
    notice LONGTEXT NULL COMMENT 'as it was sent: exact canonical bytes',
    notice_digest BINARY(32) NULL,
    served_on DATE NULL,
    served_how VARCHAR(16) NULL COMMENT 'opened, deemed',
    served_by BINARY(16) NULL COMMENT 'person who opened it',
    due_on DATE NULL COMMENT 'as the ledger reckons it; for lists',
    answered_at DATETIME(3) NULL,
    late TINYINT(1) NOT NULL DEFAULT 0,
    receipt_number VARCHAR(40) NULL,
    receipt LONGTEXT NULL COMMENT 'as it was given: exact canonical bytes',
    receipt_digest BINARY(32) NULL,
    answer_checked_by BINARY(16) NULL COMMENT 'person',
    answer_checked_at DATETIME(3) NULL,
    answer_mark VARCHAR(2000) NULL COMMENT 'revisions of the items that the own check vouched for',
    ended_at DATETIME(3) NULL,
    end_reason LONGTEXT NULL,
    items_total SMALLINT NOT NULL DEFAULT 0,
    items_done SMALLINT NOT NULL DEFAULT 0 COMMENT 'answered so far',
    rev INT NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE KEY document_request_number (number),
    UNIQUE KEY document_request_receipt (receipt_number),
    KEY document_request_case (case_id, id) COMMENT 'thread of a case',
    KEY document_request_to (to_organisation, to_body, ended_at, due_on, id) COMMENT 'asked of us',
    KEY document_request_from (from_organisation, from_body, ended_at, due_on, id) COMMENT 'asked by us',
    KEY document_request_parent (parent_id) COMMENT 'what was passed on',
    CONSTRAINT document_request_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
  `,
    'write',
  );
}

async function items(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'request_item',
    `
    id BINARY(16) NOT NULL,
    request_id BINARY(16) NOT NULL,
    no SMALLINT NOT NULL,
    origin_id BINARY(16) NULL COMMENT 'item of an earlier round that was returned',
    passed_from_id BINARY(16) NULL COMMENT 'item of the parent that was passed on',
    title VARCHAR(400) NOT NULL,
    accepts LONGTEXT NOT NULL,
    formats VARCHAR(120) NOT NULL COMMENT 'comma-separated',
    library_id VARCHAR(64) NULL,
    required TINYINT(1) NOT NULL,
    indicator VARCHAR(40) NULL,
    return_reason LONGTEXT NULL COMMENT 'why its origin was returned, word for word',
    state VARCHAR(16) NOT NULL DEFAULT 'open' COMMENT 'open, accepted, returned',
    answer_rev INT NOT NULL DEFAULT 0 COMMENT 'the answer that counts; 0 for none',
    PRIMARY KEY (id),
    UNIQUE KEY request_item_no (request_id, no),
    CONSTRAINT request_item_request_fk FOREIGN KEY (request_id) REFERENCES document_request (id)
  `,
    'write',
  );
}

async function answers(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'request_answer',
    `
    item_id BINARY(16) NOT NULL,
    rev INT NOT NULL,
    request_id BINARY(16) NOT NULL,
    text LONGTEXT NULL,
    unavailable_because LONGTEXT NULL,
    edited_by BINARY(16) NOT NULL COMMENT 'person',
    edited_post BINARY(16) NOT NULL,
    edited_at DATETIME(3) NOT NULL,
    PRIMARY KEY (item_id, rev) COMMENT 'every saving is kept',
    KEY request_answer_request (request_id) COMMENT 'answering screen in one read'
  `,
    'append',
  );
  await createTable(
    runner,
    'request_answer_file',
    `
    item_id BINARY(16) NOT NULL,
    rev INT NOT NULL,
    position SMALLINT NOT NULL,
    request_id BINARY(16) NOT NULL,
    document_id BINARY(16) NOT NULL,
    PRIMARY KEY (item_id, rev, position),
    KEY request_answer_file_request (request_id) COMMENT 'all files of an answer in one read',
    KEY request_answer_file_document (document_id) COMMENT 'who else may read a document'
  `,
    'append',
  );
}

async function extensionsAndProposals(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'request_extension',
    `
    id BINARY(16) NOT NULL,
    request_id BINARY(16) NOT NULL,
    days SMALLINT NOT NULL COMMENT 'working days asked for',
    reason LONGTEXT NOT NULL,
    asked_by BINARY(16) NOT NULL COMMENT 'person',
    asked_at DATETIME(3) NOT NULL,
    state VARCHAR(16) NOT NULL COMMENT 'asked, granted, refused, void',
    granted_days SMALLINT NULL,
    decided_by BINARY(16) NULL COMMENT 'person',
    decided_at DATETIME(3) NULL,
    decision_reason LONGTEXT NULL,
    PRIMARY KEY (id),
    KEY request_extension_request (request_id, id) COMMENT 'page of a request'
  `,
    'write',
  );
  await createTable(
    runner,
    'item_proposal',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage_id BINARY(16) NOT NULL,
    level VARCHAR(16) NOT NULL COMMENT 'province, nation: read by that body and its panel alone',
    seat_id BINARY(16) NOT NULL,
    person_id BINARY(16) NOT NULL COMMENT 'never shown outside the body',
    title VARCHAR(400) NOT NULL,
    accepts LONGTEXT NOT NULL,
    reason LONGTEXT NOT NULL,
    proposed_at DATETIME(3) NOT NULL,
    merged_into BINARY(16) NULL COMMENT 'request; the item itself does not say where it comes from',
    PRIMARY KEY (id),
    KEY item_proposal_case (case_id, level, id) COMMENT 'what the panel proposed'
  `,
    'write',
  );
}
