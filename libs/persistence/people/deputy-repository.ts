import type { LegalDate } from '../../contracts/deadlines';
import type { DeputyScope } from '../../contracts/deputies';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import type { OrganisationKind, Role } from '../../contracts/posts';
import { bytesOf, bytesOrNull, idOf } from '../bytes';
import { fromSql, toSql } from '../instants';
import { marks, type Sql } from '../sql';
import { scopeOf } from './held-posts';

/** That somebody stands in for a post, from its first to its last day. */
export interface DeputyGrant {
  id: Id<'deputy'>;
  organisationId: Id<'organisation'>;
  principalPerson: Id<'person'>;
  principalPost: Id<'post'>;
  deputyPerson: Id<'person'>;
  validFrom: LegalDate;
  validTo: LegalDate;
  scope: DeputyScope;
  reason: string;
  grantedPerson: Id<'person'>;
  grantedPost: Id<'post'>;
  grantedAt: number;
}

export interface Revocation {
  byPerson: Id<'person'>;
  byPost: Id<'post'> | null;
  reason: string | null;
  at: number;
}

/** A post with its holder, as naming a deputy needs it. */
export interface HeldPost {
  id: Id<'post'>;
  personId: Id<'person'>;
  personName: Words;
  role: Role;
  organisationId: Id<'organisation'>;
  organisationKind: OrganisationKind;
  province: string | null;
  validFrom: LegalDate;
  validTo: LegalDate | null;
}

export interface GrantRead extends DeputyGrant {
  principalName: Words;
  deputyName: Words;
  role: Role;
  organisationName: Words;
  organisationKind: OrganisationKind;
  revocation: { at: number; reason: string | null } | null;
}

interface GrantRow {
  id: Buffer;
  organisation_id: Buffer;
  principal_person: Buffer;
  principal_post: Buffer;
  deputy_person: Buffer;
  valid_from: LegalDate;
  valid_to: LegalDate;
  scope: DeputyScope['kind'];
  call_id: Buffer | null;
  steps: string | null;
  reason: string;
  granted_person: Buffer;
  granted_post: Buffer;
  granted_at: Date;
}

interface PostRow {
  id: Buffer;
  person_id: Buffer;
  name_zh: string;
  name_en: string;
  role: Role;
  organisation_id: Buffer;
  kind: OrganisationKind;
  province: string | null;
  valid_from: LegalDate;
  valid_to: LegalDate | null;
}

const standing = 'NOT EXISTS (SELECT 1 FROM deputy_revocation x WHERE x.deputy_id = d.id)';

/** Grants and their revocations: added, never changed. */
export class DeputyRepository {
  constructor(private readonly sql: Sql) {}

  /** Holds everything that is decided about deputies of an organisation until the commit. */
  async lockOrganisation(id: Id<'organisation'>): Promise<void> {
    await this.sql.row('SELECT id FROM organisation WHERE id = ? FOR UPDATE', [bytesOf(id)]);
  }

  async insert(grant: DeputyGrant): Promise<void> {
    await this.sql.insert('deputy', [
      {
        id: bytesOf(grant.id),
        organisation_id: bytesOf(grant.organisationId),
        principal_person: bytesOf(grant.principalPerson),
        principal_post: bytesOf(grant.principalPost),
        deputy_person: bytesOf(grant.deputyPerson),
        valid_from: grant.validFrom,
        valid_to: grant.validTo,
        scope: grant.scope.kind,
        call_id: bytesOrNull(grant.scope.kind === 'call' ? grant.scope.callId : null),
        steps: grant.scope.kind === 'steps' ? JSON.stringify(grant.scope.steps) : null,
        reason: grant.reason,
        granted_person: bytesOf(grant.grantedPerson),
        granted_post: bytesOf(grant.grantedPost),
        granted_at: toSql(grant.grantedAt),
      },
    ]);
  }

  async revoke(id: Id<'deputy'>, revocation: Revocation): Promise<void> {
    await this.sql.insert('deputy_revocation', [
      {
        deputy_id: bytesOf(id),
        by_person: bytesOf(revocation.byPerson),
        by_post: bytesOrNull(revocation.byPost),
        reason: revocation.reason,
        at: toSql(revocation.at),
      },
    ]);
  }

  /** A grant with whether it was revoked. */
  async find(id: Id<'deputy'>): Promise<(DeputyGrant & { revoked: boolean }) | undefined> {
    const row = await this.sql.row<GrantRow & { revoked: number }>(
      `SELECT d.*, NOT (${standing}) AS revoked FROM deputy d WHERE d.id = ?`,
      [bytesOf(id)],
    );
    return row && { ...grantOf(row), revoked: row.revoked === 1 };
  }

  /** Grants of an organisation that stand on one of the days. */
  async standingIn(organisationId: Id<'organisation'>, from: string, to: string): Promise<DeputyGrant[]> {
    const rows = await this.sql.rows<GrantRow>(
      `SELECT d.* FROM deputy d WHERE d.organisation_id = ? AND d.valid_to >= ? AND d.valid_from <= ? AND ${standing}`,
      [bytesOf(organisationId), from, to],
    );
    return rows.map(grantOf);
  }

  /** Grants on a post that stand on that day. */
  async ofPost(post: Id<'post'>, today: string): Promise<DeputyGrant[]> {
    const rows = await this.sql.rows<GrantRow>(
      `SELECT d.* FROM deputy d WHERE d.principal_post = ? AND d.valid_from <= ? AND d.valid_to >= ? AND ${standing} ORDER BY d.id`,
      [bytesOf(post), today, today],
    );
    return rows.map(grantOf);
  }

  /** Grants of these people that stand on that day. */
  async ofPeople(people: readonly Id<'person'>[], today: string): Promise<DeputyGrant[]> {
    if (people.length === 0) return [];
    const rows = await this.sql.rows<GrantRow>(
      `SELECT d.* FROM deputy d WHERE d.principal_person IN (${marks(people.length)})
         AND d.valid_from <= ? AND d.valid_to >= ? AND ${standing} ORDER BY d.id`,
      [...people.map(bytesOf), today, today],
    );
    return rows.map(grantOf);
  }

  async post(id: Id<'post'>): Promise<HeldPost | undefined> {
    return (await this.posts('p.id = ?', [bytesOf(id)]))[0];
  }

  /** Posts of an organisation that are held on or after that day. */
  async postsOf(organisations: readonly Id<'organisation'>[], today: string): Promise<HeldPost[]> {
    if (organisations.length === 0) return [];
    return this.posts(
      `p.organisation_id IN (${marks(organisations.length)}) AND (p.valid_to IS NULL OR p.valid_to >= ?)`,
      [...organisations.map(bytesOf), today],
    );
  }

  private async posts(where: string, params: (Buffer | string)[]): Promise<HeldPost[]> {
    const rows = await this.sql.rows<PostRow>(
      `SELECT p.id, p.person_id, n.name_zh, n.name_en, p.role, p.organisation_id, o.kind, o.province, p.valid_from, p.valid_to
       FROM post p JOIN person n ON n.id = p.person_id JOIN organisation o ON o.id = p.organisation_id
       WHERE ${where} ORDER BY p.role, n.name_zh, p.id`,
      params,
    );
    return rows.map((row) => ({
      id: idOf('post', row.id),
      personId: idOf('person', row.person_id),
      personName: { zh: row.name_zh, en: row.name_en },
      role: row.role,
      organisationId: idOf('organisation', row.organisation_id),
      organisationKind: row.kind,
      province: row.province,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }));
  }

  /** Grants that concern a person, and all of the organisations, that were not over before that day; newest first. */
  async readFor(
    person: Id<'person'>,
    organisations: readonly Id<'organisation'>[],
    since: string,
  ): Promise<GrantRead[]> {
    const inside = organisations.length > 0 ? `OR d.organisation_id IN (${marks(organisations.length)})` : '';
    const rows = await this.sql.rows<
      GrantRow & {
        principal_zh: string;
        principal_en: string;
        deputy_zh: string;
        deputy_en: string;
        role: Role;
        kind: OrganisationKind;
        org_zh: string;
        org_en: string;
        revoked_at: Date | null;
        revoked_reason: string | null;
      }
    >(
      `SELECT d.*, m.name_zh AS principal_zh, m.name_en AS principal_en, n.name_zh AS deputy_zh, n.name_en AS deputy_en,
              p.role, o.kind, o.name_zh AS org_zh, o.name_en AS org_en, x.at AS revoked_at, x.reason AS revoked_reason
       FROM deputy d JOIN person m ON m.id = d.principal_person JOIN person n ON n.id = d.deputy_person
       JOIN post p ON p.id = d.principal_post JOIN organisation o ON o.id = d.organisation_id
       LEFT JOIN deputy_revocation x ON x.deputy_id = d.id
       WHERE d.valid_to >= ? AND (d.principal_person = ? OR d.deputy_person = ? ${inside}) ORDER BY d.id DESC`,
      [since, bytesOf(person), bytesOf(person), ...organisations.map(bytesOf)],
    );
    return rows.map((row) => ({
      ...grantOf(row),
      principalName: { zh: row.principal_zh, en: row.principal_en },
      deputyName: { zh: row.deputy_zh, en: row.deputy_en },
      role: row.role,
      organisationName: { zh: row.org_zh, en: row.org_en },
      organisationKind: row.kind,
      revocation: row.revoked_at ? { at: fromSql(row.revoked_at), reason: row.revoked_reason } : null,
    }));
  }
}

function grantOf(row: GrantRow): DeputyGrant {
  return {
    id: idOf('deputy', row.id),
    organisationId: idOf('organisation', row.organisation_id),
    principalPerson: idOf('person', row.principal_person),
    principalPost: idOf('post', row.principal_post),
    deputyPerson: idOf('person', row.deputy_person),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    scope: scopeOf(row),
    reason: row.reason,
    grantedPerson: idOf('person', row.granted_person),
    grantedPost: idOf('post', row.granted_post),
    grantedAt: fromSql(row.granted_at),
  };
}
