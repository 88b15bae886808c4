import { Office } from '../../../libs/casework/office';
import type { DeliveryChannel, DeliveryState } from '../../../libs/contracts/deliveries';
import type { Id } from '../../../libs/contracts/ids';
import { bytesOf } from '../../../libs/persistence/bytes';
import { NotificationRepository } from '../../../libs/persistence/deadlines/notification-repository';
import { actorNamed } from '../actors';
import type { CasePlayer } from '../case-player';
import type { Desk } from '../record';

/** An office whose machine clock can be moved on without moving the desk's. */
export class OutgoingOffice {
  private skew = 0;
  readonly office: Office;

  constructor(private readonly desk: Desk) {
    this.office = new Office(desk.office.database, () => desk.clock.machineNow() + this.skew);
  }

  later(milliseconds: number): void {
    this.skew += milliseconds;
  }

  /** Gives a training account an address and a language. */
  async reach(username: string, email: string | null, language: 'zh' | 'en' | null = null): Promise<void> {
    await this.desk.office.database.read((sql) =>
      sql.run(
        'UPDATE person p JOIN account a ON a.person_id = p.id SET p.email = ?, p.language = ? WHERE a.username = ?',
        [email, language, username],
      ),
    );
  }

  /** Tells an account something about a case, as a command does in its commit. */
  async tell(player: CasePlayer, username: string, code: string, params: Record<string, string> = {}): Promise<void> {
    const { personId } = await actorNamed(this.office, username);
    const at = await this.desk.clock.legal();
    await this.office.database.transaction((sql) =>
      new NotificationRepository(sql).add([
        { personId, caseId: player.caseId, code, params: { number: player.number, ...params }, at },
      ]),
    );
  }

  /** Deliveries in the order they were made. */
  async deliveries(username?: string): Promise<DeliveryFacts[]> {
    return this.desk.office.database.read((sql) =>
      sql.rows<DeliveryFacts>(
        `SELECT a.username, d.channel, d.state, d.attempts, d.last_error AS error, d.digest_of AS digestOf,
                (SELECT COUNT(*) FROM delivery_notification l WHERE l.delivery_id = d.id) AS carried
         FROM delivery d JOIN account a ON a.person_id = d.person_id ${username === undefined ? '' : 'WHERE a.username = ?'}
         ORDER BY d.id`,
        username === undefined ? [] : [username],
      ),
    );
  }

  /** Nothing is on its way any more, nothing waits to be gathered, and the clock is the desk's again. */
  async clear(): Promise<void> {
    this.skew = 0;
    await this.desk.office.database.transaction(async (sql) => {
      await sql.run('DELETE FROM delivery');
      await sql.run('UPDATE notification SET gathered_at = at WHERE gathered_at IS NULL');
    });
  }

  async ungathered(caseId: Id<'case'>): Promise<number> {
    const row = await this.desk.office.database.read((sql) =>
      sql.row<{ n: number }>('SELECT COUNT(*) AS n FROM notification WHERE case_id = ? AND gathered_at IS NULL', [
        bytesOf(caseId),
      ]),
    );
    return row?.n ?? 0;
  }
}

export interface DeliveryFacts {
  username: string;
  channel: DeliveryChannel;
  state: DeliveryState;
  attempts: number;
  error: string | null;
  digestOf: string | null;
  carried: number;
}
