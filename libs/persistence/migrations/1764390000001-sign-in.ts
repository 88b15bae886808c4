import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addKey, createTable, dropColumn, dropKey, dropTable } from '../migrating';

/** Second steps, sessions one can see and end, accounts without a password yet, service accounts, identities elsewhere. */
export class SignIn1764390000001 implements MigrationInterface {
  name = 'SignIn1764390000001';

  async up(runner: QueryRunner): Promise<void> {
    await accountsAndSessions(runner);
    await secondSteps(runner);
    await programsAndIdentities(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['group_post', 'identity_attempt', 'identity', 'service_account', 'activation'])
      await dropTable(runner, table);
    await dropTable(runner, 'recovery_code');
    await dropTable(runner, 'totp');
    await dropKey(runner, 'session', 'session_account');
    for (const column of ['handle', 'last_seen_at', 'confirmed_at', 'pending', 'address', 'agent'])
      await dropColumn(runner, 'session', column);
    await dropColumn(runner, 'account', 'password_changed_at');
    // An account without a password cannot be signed in to before this migration either.
    await runner.query(`UPDATE account SET password_hash = '' WHERE password_hash IS NULL`);
    await runner.query(`ALTER TABLE account MODIFY password_hash VARCHAR(200) NOT NULL COMMENT 'argon2id'`);
  }
}

async function accountsAndSessions(runner: QueryRunner): Promise<void> {
  await runner.query(
    `ALTER TABLE account MODIFY password_hash VARCHAR(200) NULL COMMENT 'argon2id; null: none yet, or none at all'`,
  );
  await addColumn(runner, 'account', 'password_changed_at', 'DATETIME(3) NULL');
  const handle = `BINARY(16) NULL COMMENT 'what a person ends it by; opens nothing'`;
  await addColumn(runner, 'session', 'handle', handle);
  await addColumn(runner, 'session', 'last_seen_at', `DATETIME(3) NULL COMMENT 'to the minute'`);
  await addColumn(runner, 'session', 'confirmed_at', `DATETIME(3) NULL COMMENT 'password or code confirmed in it'`);
  await addColumn(runner, 'session', 'pending', `TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'waits for the second step'`);
  await addColumn(runner, 'session', 'address', `VARCHAR(64) NULL`);
  await addColumn(runner, 'session', 'agent', `VARCHAR(200) NULL`);
  await addKey(runner, 'session', 'session_account', '(account_id)', 'the sessions of a person, to see and to end');
}

async function secondSteps(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'totp',
    `
    account_id BINARY(16) NOT NULL,
    sealed_key VARBINARY(200) NOT NULL COMMENT 'AES-256-GCM, bound to the account',
    last_period BIGINT NOT NULL DEFAULT 0 COMMENT 'no code of it or before counts again',
    created_at DATETIME(3) NOT NULL,
    confirmed_at DATETIME(3) NULL COMMENT 'null: not in use yet',
    PRIMARY KEY (account_id),
    CONSTRAINT totp_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'recovery_code',
    `
    account_id BINARY(16) NOT NULL,
    code_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of 80 random bits',
    used_at DATETIME(3) NULL,
    PRIMARY KEY (account_id, code_hash),
    CONSTRAINT recovery_code_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'activation',
    `
    code_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of 160 random bits',
    account_id BINARY(16) NOT NULL,
    issued_by BINARY(16) NOT NULL COMMENT 'person',
    expires_at DATETIME(3) NOT NULL,
    used_at DATETIME(3) NULL COMMENT 'used, or replaced by a later one',
    PRIMARY KEY (code_hash),
    KEY activation_account (account_id) COMMENT 'a later one ends those before',
    CONSTRAINT activation_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
  `,
    'write',
  );
}

async function programsAndIdentities(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'service_account',
    `
    id BINARY(16) NOT NULL,
    person_id BINARY(16) NOT NULL COMMENT 'its posts say what it sees; no account, no password',
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of 256 random bits',
    scopes VARCHAR(400) NOT NULL COMMENT 'JSON list',
    created_by BINARY(16) NOT NULL COMMENT 'person',
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    revoked_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY service_account_token (token_hash) COMMENT 'who is it, at every request',
    CONSTRAINT service_account_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'identity',
    `
    id BINARY(16) NOT NULL,
    issuer VARCHAR(255) NOT NULL,
    subject VARCHAR(255) NOT NULL,
    account_id BINARY(16) NOT NULL,
    linked_by BINARY(16) NOT NULL COMMENT 'person',
    linked_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3) NULL,
    groups_seen LONGTEXT NULL COMMENT 'JSON list, as of the last sign-in',
    PRIMARY KEY (id),
    KEY identity_subject (issuer, subject) COMMENT 'who signs in',
    KEY identity_account (account_id) COMMENT 'on the card of a person',
    CONSTRAINT identity_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'identity_attempt',
    `
    id BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie of the browser that began it',
    state VARCHAR(64) NOT NULL,
    nonce VARCHAR(64) NOT NULL,
    verifier VARCHAR(128) NOT NULL,
    return_to VARCHAR(500) NOT NULL COMMENT 'a path of the console',
    expires_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY identity_attempt_expiry (expires_at) COMMENT 'sweep'
  `,
    'write',
  );
  await createTable(
    runner,
    'group_post',
    `
    issuer VARCHAR(255) NOT NULL,
    group_name VARCHAR(200) NOT NULL,
    role VARCHAR(32) NOT NULL,
    organisation_id BINARY(16) NOT NULL,
    PRIMARY KEY (issuer, group_name, role, organisation_id) COMMENT 'what a group suggests; grants nothing',
    CONSTRAINT group_post_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id)
  `,
    'write',
  );
}
