import { randomBytes } from 'node:crypto';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import { requireEntitled } from '../../domain/people/entitlement';
import { isPostOf } from '../../domain/people/granting';
import { fieldError } from '../../contracts/field-errors';
import { newId } from '../../persistence/bytes';
import { AccountRepository } from '../../persistence/people/account-repository';
import { IdentityRepository } from '../../persistence/people/identity-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { SessionRepository } from '../../persistence/people/session-repository';
import { UnitRepository } from '../../persistence/people/unit-repository';
import type { OidcProvider } from '../../platform/sign-in/oidc';
import { actorFacts } from '../cases/case-work';
import { accountFor } from './accounts';
import { requireConfirmed } from './confirmed';
import { digestOf, type Caller, type SignIn } from './sign-in';

const attemptFor = 10 * 60_000;

/** A path of the console, or its first page: an address that leads elsewhere is not followed. */
export function returnPath(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > 400 || !/^\/(?![/\\])[^\\\u0000-\u0020]*$/.test(wanted)) return '/inbox';
  const here = 'http://console.invalid';
  const url = URL.parse(wanted, here);
  return url?.origin === here && !url.pathname.startsWith('/api/') ? url.pathname + url.search : '/inbox';
}

/** Sign-in by the provider of the house. It says who somebody is; accounts and posts stay this engine's own. */
export class OutsideSignIn {
  constructor(
    private readonly signIn: SignIn,
    private readonly provider: OidcProvider | null,
  ) {}

  get offered(): boolean {
    return this.provider !== null;
  }

  /** Refused: not-found where no provider is set. */
  require(): OidcProvider {
    if (!this.provider) throw new Refused('not-found');
    return this.provider;
  }

  /** Where to send the browser, and what its cookie keeps until it is back. Refused: not-found, outside-sign-in-failed. */
  async begin(wanted: string | undefined): Promise<{ url: string; token: string }> {
    const begun = await this.require()
      .begin()
      .catch(() => {
        throw new Refused('outside-sign-in-failed');
      });
    const token = randomBytes(32).toString('base64url');
    const { office } = this.signIn;
    const at = office.machineNow();
    const attempt = { ...begun, returnTo: returnPath(wanted) };
    await office.database.transaction((sql) =>
      new IdentityRepository(sql).putAttempt(digestOf(token), attempt, at, at + attemptFor),
    );
    return { url: begun.url, token };
  }

  /**
   * The browser is back: begins a session of the account the identity is linked to. Refused: outside-sign-in-failed,
   * identity-unknown.
   */
  async finish(cookie: string | undefined, query: string, caller: Caller) {
    const provider = this.require();
    const { office } = this.signIn;
    const id = digestOf(cookie ?? '');
    const attempt = await office.database.transaction((sql) =>
      new IdentityRepository(sql).takeAttempt(id, office.machineNow()),
    );
    if (!attempt) throw new Refused('outside-sign-in-failed');
    const { subject, groups } = await provider.finish(query, attempt).catch(() => {
      throw new Refused('outside-sign-in-failed');
    });
    const account = await office.database.transaction(async (sql) => {
      const identities = new IdentityRepository(sql);
      const identity = await identities.bySubject(provider.issuer, subject);
      if (identity) await identities.seenGroups(identity.id, groups);
      return identity && new AccountRepository(sql).find(identity.accountId);
    });
    if (!account) {
      await office.database.transaction((sql) =>
        this.signIn.write(sql, 'signInRefused', null, caller, { by: 'outside' }),
      );
      throw new Refused('identity-unknown');
    }
    return { ...(await this.signIn.open(account, caller, 'outside')), returnTo: attempt.returnTo };
  }

  /** Refused: not-entitled, step-up-needed, second-person, not-found, account-known, identity-linked, invalid-input. */
  async link(
    actor: Actor,
    input: { personId: Id<'person'>; subject: string; username: string },
  ): Promise<{ id: Id<'identity'> }> {
    const post = requireEntitled(actor, 'keep-accounts', { personId: input.personId });
    const { issuer } = this.require();
    requireConfirmed(actor);
    const { office } = this.signIn;
    const at = office.machineNow();
    const id = newId('identity');
    await office.database.transaction(async (sql) => {
      if (!(await new PersonRepository(sql).find(input.personId, true))) throw new Refused('not-found');
      const identities = new IdentityRepository(sql);
      // The gap is locked as well: two links of one subject at once meet here.
      if (await identities.bySubject(issuer, input.subject, true)) throw new Refused('identity-linked');
      const account = await accountFor(sql, input.personId, input.username, at);
      const { subject } = input;
      await identities.insert({ id, issuer, subject, accountId: account.id, linkedAt: at }, actor.personId);
      const payload = { actor: actorFacts(actor, post), identity: id, person: input.personId, issuer, subject };
      await office.log.write(sql, [{ type: 'identityLinked', payload }], at);
    });
    return { id };
  }

  /** Ends a link and every session of its account. Refused: not-entitled, not-found. */
  async unlink(actor: Actor, id: Id<'identity'>): Promise<{ id: Id<'identity'> }> {
    const post = requireEntitled(actor, 'keep-accounts', { personId: null });
    const { office } = this.signIn;
    const at = office.machineNow();
    await office.database.transaction(async (sql) => {
      const account = await new IdentityRepository(sql).end(id, at);
      if (!account) throw new Refused('not-found');
      await new SessionRepository(sql).endOthers(account, null);
      const payload = { actor: actorFacts(actor, post), identity: id };
      await office.log.write(sql, [{ type: 'identityEnded', payload }], at);
    });
    return { id };
  }

  /** What post a group suggests; two persons still grant it. Refused: not-entitled, not-found, invalid-input. */
  async suggest(
    actor: Actor,
    input: { group: string; role: Role; organisationId: Id<'organisation'> },
  ): Promise<{ group: string }> {
    const post = requireEntitled(actor, 'keep-accounts', { personId: null });
    const { issuer } = this.require();
    const { office } = this.signIn;
    await office.database.transaction(async (sql) => {
      const organisation = await new UnitRepository(sql).organisation(input.organisationId);
      if (!organisation) throw new Refused('not-found');
      if (!isPostOf(input.role, organisation.kind))
        throw new Refused('invalid-input', { fields: [fieldError('role', 'not-at-organisation')] });
      await new IdentityRepository(sql).putGroupPost(issuer, input.group, input.role, input.organisationId);
      const payload = { actor: actorFacts(actor, post), issuer, ...input };
      await office.log.write(sql, [{ type: 'groupPostsSet', payload }], office.machineNow());
    });
    return { group: input.group };
  }
}
