import { bytesOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

/** What a verification looked at and found, for people who read it later. */
export interface StoredVerification {
  /** A version 7 id of its own, without a prefix of ours: nobody refers to it. */
  id: string;
  at: number;
  intact: boolean;
  report: Record<string, unknown>;
}

export class VerificationRepository {
  constructor(private readonly sql: Sql) {}

  async insert({ id, at, intact, report }: StoredVerification): Promise<void> {
    await this.sql.insert('audit_verification', [
      { id: bytesOf(id), at: toSql(at), intact, report: JSON.stringify(report) },
    ]);
  }
}
