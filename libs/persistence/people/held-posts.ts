import type { DeputyScope } from '../../contracts/deputies';
import { withDeputised, type OrganisationKind, type Post, type Role } from '../../contracts/posts';
import { idOf } from '../bytes';

/** A post as one statement tells it: one's own, or with the grant by which somebody stands in for its holder. */
export interface HeldPostRow {
  post_id: Buffer;
  role: Role;
  organisation_id: Buffer;
  kind: OrganisationKind;
  province: string | null;
  deputy_id: Buffer | null;
  principal_person: Buffer | null;
  principal_zh: string | null;
  principal_en: string | null;
  scope: DeputyScope['kind'] | null;
  call_id: Buffer | null;
  steps: string | null;
}

/** Columns of an own post, in the order of `deputisedColumns`; `p` is the post, `o` its organisation. */
export const ownColumns = `p.id AS post_id, p.role, p.organisation_id, o.kind, o.province, NULL AS deputy_id,
  NULL AS principal_person, NULL AS principal_zh, NULL AS principal_en, NULL AS scope, NULL AS call_id, NULL AS steps`;
export const deputisedColumns = `p.id, p.role, p.organisation_id, o.kind, o.province, d.id,
  d.principal_person, m.name_zh, m.name_en, d.scope, d.call_id, d.steps`;

/** Grants that stand with the post they are for; `day` is a date expression or a mark, used four times. */
export const deputisedTables = (of: string, day: string): string => `deputy d
  JOIN post p ON p.id = d.principal_post AND p.valid_from <= ${day} AND (p.valid_to IS NULL OR p.valid_to >= ${day})
  JOIN organisation o ON o.id = p.organisation_id
  JOIN person m ON m.id = d.principal_person
  LEFT JOIN deputy_revocation x ON x.deputy_id = d.id
  ${of} AND x.deputy_id IS NULL AND d.valid_from <= ${day} AND d.valid_to >= ${day}`;

export function scopeOf(row: {
  scope: DeputyScope['kind'] | null;
  call_id: Buffer | null;
  steps: string | null;
}): DeputyScope {
  if (row.scope === 'call' && row.call_id) return { kind: 'call', callId: idOf('call', row.call_id) };
  if (row.scope === 'steps') return { kind: 'steps', steps: JSON.parse(row.steps ?? '[]') as string[] };
  if (row.scope === 'post') return { kind: 'post' };
  throw new Error('a grant has a scope');
}

/** Own posts first, in the order of their ids, then those of others that count. */
export function heldPosts<R extends HeldPostRow, P extends Post>(
  rows: readonly R[],
  more: (row: R, post: Post) => P,
): P[] {
  const posts = [...rows].sort((a, b) => Buffer.compare(a.post_id, b.post_id)).map((row) => more(row, postOf(row)));
  return withDeputised(
    posts.filter((post) => post.onBehalfOf === undefined),
    posts.filter((post) => post.onBehalfOf !== undefined),
  );
}

function postOf(row: HeldPostRow): Post {
  const post: Post = {
    id: idOf('post', row.post_id),
    role: row.role,
    organisationId: idOf('organisation', row.organisation_id),
    organisationKind: row.kind,
    province: row.province,
  };
  if (!row.deputy_id || !row.principal_person) return post;
  return {
    ...post,
    onBehalfOf: {
      personId: idOf('person', row.principal_person),
      name: { zh: row.principal_zh ?? '', en: row.principal_en ?? '' },
      deputyId: idOf('deputy', row.deputy_id),
      scope: scopeOf(row),
    },
  };
}
