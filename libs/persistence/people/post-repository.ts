import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Role } from '../../contracts/posts';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface PostRecord {
  id: Id<'post'>;
  personId: Id<'person'>;
  organisationId: Id<'organisation'>;
  unitId: Id<'unit'> | null;
  role: Role;
  pool: string | null;
  from: LegalDate;
  /** Last day. */
  to: LegalDate | null;
}

export type ProposalState = 'open' | 'confirmed' | 'refused';
export interface PostProposal extends Omit<PostRecord, 'id'> {
  id: Id<'proposal'>;
  state: ProposalState;
  proposedBy: Id<'person'>;
  proposedAt: number;
}

interface Row {
  id: Buffer;
  person_id: Buffer;
  organisation_id: Buffer;
  unit_id: Buffer | null;
  role: Role;
  pool: string | null;
  valid_from: LegalDate;
  valid_to: LegalDate | null;
}

/** Posts, and what was proposed to become one. Posts end, they are never deleted. */
export class PostRepository {
  constructor(private readonly sql: Sql) {}

  async find(id: Id<'post'>): Promise<PostRecord | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM post WHERE id = ?', [bytesOf(id)]);
    return row && { id, ...fieldsOf(row) };
  }

  async ofPerson(person: Id<'person'>): Promise<PostRecord[]> {
    const rows = await this.sql.rows<Row>('SELECT * FROM post WHERE person_id = ? ORDER BY id', [bytesOf(person)]);
    return rows.map((row) => ({ id: idOf('post', row.id), ...fieldsOf(row) }));
  }

  async insert(post: PostRecord): Promise<void> {
    await this.sql.insert('post', [{ id: bytesOf(post.id), ...columnsOf(post) }]);
  }

  async change(post: Pick<PostRecord, 'id' | 'unitId' | 'pool' | 'to'>): Promise<void> {
    await this.sql.run('UPDATE post SET unit_id = ?, pool = ?, valid_to = ? WHERE id = ?', [
      bytesOrNull(post.unitId),
      post.pool,
      post.to,
      bytesOf(post.id),
    ]);
  }

  /** Open tasks that were taken through the post. */
  async heldTasks(id: Id<'post'>): Promise<number> {
    const row = await this.sql.row<{ held: number | string }>(
      `SELECT COUNT(*) AS held FROM task t JOIN post p ON p.person_id = t.holder_id
       WHERE p.id = ? AND t.holder_post_id = p.id AND t.state = 'open'`,
      [bytesOf(id)],
    );
    return Number(row?.held ?? 0);
  }

  async propose(proposal: PostProposal): Promise<void> {
    await this.sql.insert('post_proposal', [
      {
        id: bytesOf(proposal.id),
        ...columnsOf(proposal),
        state: proposal.state,
        proposed_by: bytesOf(proposal.proposedBy),
        proposed_at: toSql(proposal.proposedAt),
      },
    ]);
  }

  /** Locked: a proposal is decided once. */
  async lockProposal(id: Id<'proposal'>): Promise<PostProposal | undefined> {
    const row = await this.sql.row<Row & { state: ProposalState; proposed_by: Buffer; proposed_at: Date }>(
      'SELECT * FROM post_proposal WHERE id = ? FOR UPDATE',
      [bytesOf(id)],
    );
    return (
      row && {
        id,
        ...fieldsOf(row),
        state: row.state,
        proposedBy: idOf('person', row.proposed_by),
        proposedAt: row.proposed_at.getTime(),
      }
    );
  }

  async endProposal(
    id: Id<'proposal'>,
    state: 'confirmed' | 'refused',
    post: Id<'post'> | null,
    by: Id<'person'>,
    at: number,
  ): Promise<void> {
    await this.sql.run('UPDATE post_proposal SET state = ?, post_id = ?, ended_by = ?, ended_at = ? WHERE id = ?', [
      state,
      bytesOrNull(post),
      bytesOf(by),
      toSql(at),
      bytesOf(id),
    ]);
  }
}

const fieldsOf = (row: Row): Omit<PostRecord, 'id'> => ({
  personId: idOf('person', row.person_id),
  organisationId: idOf('organisation', row.organisation_id),
  unitId: idOrNull('unit', row.unit_id),
  role: row.role,
  pool: row.pool,
  from: row.valid_from,
  to: row.valid_to,
});

const columnsOf = (post: Omit<PostRecord, 'id'>) => ({
  person_id: bytesOf(post.personId),
  organisation_id: bytesOf(post.organisationId),
  unit_id: bytesOrNull(post.unitId),
  role: post.role,
  pool: post.pool,
  valid_from: post.from,
  valid_to: post.to,
});
