import type { Sql } from '../sql';

/** Leases by which one of several workers does what only one should. The database's clock decides for all. */
export class LeaseRepository {
  constructor(private readonly sql: Sql) {}

  /** Takes or renews the lease for `ms`; false while another holder's is running. */
  async take(name: string, holder: string, ms: number): Promise<boolean> {
    const until = `TIMESTAMPADD(MICROSECOND, ${String(Math.trunc(ms) * 1000)}, UTC_TIMESTAMP(3))`;
    const renewed = await this.sql.run(
      `UPDATE lease SET holder = ?, until = ${until} WHERE name = ? AND (holder = ? OR until < UTC_TIMESTAMP(3))`,
      [holder, name, holder],
    );
    if (renewed > 0) return true;
    const made = await this.sql.run(`INSERT IGNORE INTO lease (name, holder, until) VALUES (?, ?, ${until})`, [
      name,
      holder,
    ]);
    return made > 0;
  }

  /** Gives the lease up, so that the next worker need not wait for its end. */
  async release(name: string, holder: string): Promise<void> {
    await this.sql.run('UPDATE lease SET until = UTC_TIMESTAMP(3) WHERE name = ? AND holder = ?', [name, holder]);
  }
}
