import fc from 'fast-check';
import { bodyOfRole, organisationKinds, roles, type Role } from '../../contracts/posts';
import { conflictOf, isPostOf, type PostPeriod } from './granting';

const at = (organisation: string, role: Role, from: string, to: string | null = null): PostPeriod => ({
  organisationId: organisation,
  role,
  from,
  to,
});

describe('granting a post', () => {
  it('every post has a place, and posts that decide cases only at their own body', () => {
    for (const role of roles) expect(organisationKinds.some((kind) => isPostOf(role, kind))).toBe(true);
    for (const role of roles.filter((one) => bodyOfRole[one] !== null)) {
      expect(organisationKinds.filter((kind) => isPostOf(role, kind))).toHaveLength(1);
    }
    expect(isPostOf('national-handler', 'province')).toBe(false);
    expect(isPostOf('expert', 'nhc')).toBe(false);
  });

  it('the same post twice in the same days is refused; one after the other is not', () => {
    const held = [at('henan', 'provincial-handler', '2026-01-01', '2026-06-30')];
    expect(conflictOf(at('henan', 'provincial-handler', '2026-06-30'), held)).toBe('post-held');
    expect(conflictOf(at('henan', 'provincial-handler', '2026-07-01'), held)).toBeNull();
    expect(conflictOf(at('henan', 'provincial-checker', '2026-02-01'), held)).toBeNull();
    expect(conflictOf(at('beijing', 'provincial-handler', '2026-02-01'), held)).toBeNull();
  });

  it('an administrator holds no other post in the same days, whichever came first', () => {
    const admins = fc.constantFrom<Role>('system-admin', 'security-admin', 'auditor');
    const other = fc.constantFrom<Role>(...roles);
    fc.assert(
      fc.property(admins, other, fc.boolean(), (admin, role, first) => {
        fc.pre(admin !== role);
        const [one, two] = [at('nhc', admin, '2026-01-01'), at('nhc', role, '2026-03-01', '2026-04-01')];
        expect(first ? conflictOf(one, [two]) : conflictOf(two, [one])).toBe('posts-apart');
        expect(conflictOf(two, [{ ...one, to: '2026-02-28' }])).toBeNull();
      }),
    );
  });
});
