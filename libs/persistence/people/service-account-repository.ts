import type { Id } from '../../contracts/ids';
import type { ServiceScope } from '../../contracts/service-scopes';
import { bytesOf, idOf } from '../bytes';
import { fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface ServiceAccount {
  id: Id<'serviceAccount'>;
  personId: Id<'person'>;
  name: { zh: string; en: string };
  scopes: ServiceScope[];
  createdAt: number;
  expiresAt: number;
  revokedAt: number | null;
}

interface Row {
  id: Buffer;
  person_id: Buffer;
  name_zh: string;
  name_en: string;
  scopes: string;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}
const columns = `s.id, s.person_id, n.name_zh, n.name_en, s.scopes, s.created_at, s.expires_at, s.revoked_at
  FROM service_account s JOIN person n ON n.id = s.person_id`;

const accountOf = (row: Row): ServiceAccount => ({
  id: idOf('serviceAccount', row.id),
  personId: idOf('person', row.person_id),
  name: { zh: row.name_zh, en: row.name_en },
  scopes: JSON.parse(row.scopes) as ServiceScope[],
  createdAt: row.created_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  revokedAt: fromSqlOrNull(row.revoked_at),
});

/** Programs that read: a person of their own, a token stored as its hash, an end. */
export class ServiceAccountRepository {
  constructor(private readonly sql: Sql) {}

  async insert(
    account: Omit<ServiceAccount, 'name' | 'revokedAt'>,
    tokenHash: Buffer,
    by: Id<'person'>,
  ): Promise<void> {
    await this.sql.insert('service_account', [
      {
        id: bytesOf(account.id),
        person_id: bytesOf(account.personId),
        token_hash: tokenHash,
        scopes: JSON.stringify(account.scopes),
        created_by: bytesOf(by),
        created_at: toSql(account.createdAt),
        expires_at: toSql(account.expiresAt),
      },
    ]);
  }

  /** The account behind a token that is neither revoked nor over. */
  async byToken(tokenHash: Buffer, at: number): Promise<ServiceAccount | undefined> {
    const row = await this.sql.row<Row>(
      `SELECT ${columns} WHERE s.token_hash = ? AND s.revoked_at IS NULL AND s.expires_at > ?`,
      [tokenHash, toSql(at)],
    );
    return row && accountOf(row);
  }

  async all(): Promise<ServiceAccount[]> {
    return (await this.sql.rows<Row>(`SELECT ${columns} ORDER BY s.id DESC LIMIT 500`)).map(accountOf);
  }

  /** False where there is none, or it was revoked before. */
  async revoke(id: Id<'serviceAccount'>, at: number): Promise<boolean> {
    const touched = await this.sql.run(
      'UPDATE service_account SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
      [toSql(at), bytesOf(id)],
    );
    return touched === 1;
  }
}
