import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError, environmentSchema, readEnv } from './env';
import { channelKinds } from './messages/settings';

const example = readFileSync(join(__dirname, '..', '..', 'config', 'environments', 'example.env'), 'utf8');
const lines = [...example.matchAll(/^(# )?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, comment, name, value]) => ({
  name: name ?? '',
  value: value ?? '',
  given: comment === undefined,
}));
const given = Object.fromEntries(lines.filter((line) => line.given).map((line) => [line.name, line.value]));
const safe: Record<string, string> = {
  ...given,
  DATABASE_URL: 'mysql://app:Zx8-quiet-harbour@127.0.0.1:3306/medical_center_review',
  DATABASE_MIGRATION_URL: 'mysql://migration:Kv3-other-harbour@127.0.0.1:3306/medical_center_review',
};

const problemsOf = (variables: NodeJS.ProcessEnv): string[] => {
  try {
    readEnv(variables);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  it('the example names every variable of the schema, and no other', () => {
    expect(lines.map((line) => line.name).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it('the example with secrets of one’s own is a production environment', () => {
    expect(readEnv(safe)).toEqual({
      mode: 'production',
      audit: {
        algorithm: 'sha256',
        signingKeyFile: '/run/secrets/audit-signing-key.pem',
        publicKeyFile: '/etc/medical-center-review/audit-keys.pem',
        anchorsDir: '/var/lib/medical-center-review/anchors',
        anchorMinutes: 60,
        breakGlassHours: 8,
      },
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'https://review.example.org',
      databaseUrl: safe.DATABASE_URL,
      migrationUrl: safe.DATABASE_MIGRATION_URL,
      temporalAddress: '127.0.0.1:7233',
      temporalNamespace: 'default',
      taskQueue: 'medical-center-review',
      filesDir: '/var/lib/medical-center-review/files',
      uploadLimit: 200 * 1024 * 1024,
      uploadKeepDays: 7,
      documentLimit: 2000,
      clamdAddress: 'unix:/run/clamav/clamd.ctl',
      logLevel: 'info',
      clockStart: null,
      signIn: {
        sessionHours: 10,
        idleMinutes: 60,
        stepUpMinutes: 5,
        secondFactor: 'required',
        credentialsKey: null,
        rateLimits: true,
        oidc: null,
      },
      trustProxy: 1,
      messages: {
        mail: null,
        webhook: null,
        atOnce: ['urged', 'order-issued', 'order-overdue', 'account-suspended', 'account-reinstated'],
        marginMinutes: 10,
        giveUpHours: 72,
      },
    });
  });

  it('the example as it stands is refused: its secrets are no secrets', () => {
    expect(problemsOf(given)).toEqual([
      'DATABASE_URL: the password is a default or too short',
      'DATABASE_MIGRATION_URL: the password is a default or too short',
    ]);
  });

  it('names every problem at once', () => {
    const found = problemsOf({
      MODE: 'test',
      PORT: '99999',
      PUBLIC_URL: 'nowhere',
      DATABASE_URL: 'postgres://x',
      UPLOAD_LIMIT_MB: '0',
      CLOCK_START: 'soon',
    });
    const named = found.map((problem) => problem.split(':')[0]);
    expect(named.sort()).toEqual([
      'CLOCK_START',
      'DATABASE_URL',
      'FILES_DIR',
      'MODE',
      'PORT',
      'PUBLIC_URL',
      'TEMPORAL_ADDRESS',
      'UPLOAD_LIMIT_MB',
    ]);
    expect(new EnvironmentError(found).message.split('\n')).toHaveLength(found.length + 1);
  });

  it('production refuses a movable clock, plain http, and short or default passwords, all at once', () => {
    const found = problemsOf({
      ...safe,
      CLOCK_START: '2026-01-05',
      PUBLIC_URL: 'http://review.example.org',
      DATABASE_URL: 'mysql://app:short@db/x',
    });
    expect(found.map((problem) => problem.split(':')[0])).toEqual(['CLOCK_START', 'PUBLIC_URL', 'DATABASE_URL']);
    for (const password of [
      'change-me-please',
      'my-password-here',
      'top-secret-value',
      'an-example-value',
      'changeme12345',
    ]) {
      expect([password, problemsOf({ ...safe, DATABASE_URL: `mysql://app:${password}@db:3306/x` })]).toEqual([
        password,
        ['DATABASE_URL: the password is a default or too short'],
      ]);
    }
  });

  it('training takes them, and an empty value counts as not given', () => {
    const training = { ...given, MODE: 'training', PUBLIC_URL: 'http://127.0.0.1:8080', CLOCK_START: '2026-01-05' };
    expect(readEnv(training)).toMatchObject({ mode: 'training', clockStart: '2026-01-05' });
    expect(readEnv({ ...training, CLOCK_START: '', PORT: '', DATABASE_MIGRATION_URL: '' })).toMatchObject({
      clockStart: null,
      port: 3000,
      migrationUrl: null,
    });
  });

  describe('of messages that leave the house', () => {
    const directory = mkdtempSync(join(tmpdir(), 'secrets-'));
    const file = (name: string, content: string): string => {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    };
    afterAll(() => {
      rmSync(directory, { recursive: true });
    });
    const named = (variables: NodeJS.ProcessEnv): (string | undefined)[] =>
      problemsOf({ ...safe, ...variables }).map((problem) => problem.split(':')[0]);

    it('takes secrets by value or from files', () => {
      const { messages } = readEnv({
        ...safe,
        MAIL_HOST: 'mail.example.org',
        MAIL_USER: 'review',
        MAIL_PASSWORD_FILE: file('mail', 'from a file\n'),
        MAIL_FROM: 'review@example.org',
        WEBHOOK_URL: 'https://gateway.example.org/messages',
        WEBHOOK_SECRET: 'x'.repeat(32),
        MESSAGES_AT_ONCE: 'urged, escalation',
        MESSAGES_MARGIN_MINUTES: '0',
      });
      expect(messages).toEqual({
        mail: {
          host: 'mail.example.org',
          port: 465,
          security: 'tls',
          user: 'review',
          password: 'from a file',
          from: { name: 'NMC', address: 'review@example.org' },
        },
        webhook: { url: 'https://gateway.example.org/messages', secret: 'x'.repeat(32) },
        atOnce: ['urged', 'escalation'],
        marginMinutes: 0,
        giveUpHours: 72,
      });
      expect(channelKinds(messages)).toEqual(['mail', 'webhook']);
      expect(readEnv({ ...safe, MESSAGES_AT_ONCE: 'none' }).messages.atOnce).toEqual([]);
    });

    it('names what is missing or wrong', () => {
      expect(named({ MAIL_HOST: 'mail.example.org', MAIL_USER: 'review' })).toEqual(['MAIL_FROM', 'MAIL_PASSWORD']);
      expect(named({ MAIL_FROM: 'a@example.org, b@example.org' })).toEqual(['MAIL_FROM']);
      expect(named({ MESSAGES_AT_ONCE: 'urged,whatever' })).toEqual(['MESSAGES_AT_ONCE.1']);
      expect(named({ WEBHOOK_URL: 'file:///etc/passwd' })).toEqual(['WEBHOOK_URL']);
      const webhook = { WEBHOOK_URL: 'https://gateway.example.org/' };
      expect(named(webhook)).toEqual(['WEBHOOK_SECRET']);
      expect(named({ ...webhook, WEBHOOK_SECRET: 'short' })).toEqual(['WEBHOOK_SECRET']);
      expect(named({ ...webhook, WEBHOOK_SECRET_FILE: join(directory, 'nothing') })).toEqual([
        'WEBHOOK_SECRET_FILE',
        'WEBHOOK_SECRET',
      ]);
      const both = { WEBHOOK_SECRET: 'x'.repeat(32), WEBHOOK_SECRET_FILE: file('hook', 'y'.repeat(32)) };
      expect(named({ ...webhook, ...both })).toEqual(['WEBHOOK_SECRET']);
    });

    it('production neither mails nor posts in the clear to another machine', () => {
      const plain = { MAIL_FROM: 'review@example.org', MAIL_SECURITY: 'none' };
      expect(named({ ...plain, MAIL_HOST: 'mail.example.org' })).toEqual(['MAIL_SECURITY']);
      expect(named({ ...plain, MAIL_HOST: '127.0.0.1' })).toEqual([]);
      expect(named({ ...plain, MAIL_HOST: 'localhost.example.org' })).toEqual(['MAIL_SECURITY']);
      expect(named({ WEBHOOK_URL: 'http://gateway.example.org/', WEBHOOK_SECRET: 'x'.repeat(32) })).toEqual([
        'WEBHOOK_URL',
      ]);
    });
  });
});
