import * as client from 'openid-client';
import type { OidcSettings } from './settings';

/** What must come back unchanged with the answer of the provider. */
export interface OutsideChecks {
  state: string;
  nonce: string;
  verifier: string;
}

/** An OpenID provider: authorization code with PKCE, asked for its addresses at first use. */
export class OidcProvider {
  private known: Promise<client.Configuration> | null = null;

  constructor(
    private readonly settings: OidcSettings,
    private readonly redirectUri: string,
  ) {}

  get issuer(): string {
    return this.settings.issuer;
  }

  async begin(): Promise<OutsideChecks & { url: string }> {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.redirectUri,
      scope: `openid ${this.settings.groupsClaim}`,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url: url.href, state, nonce, verifier };
  }

  /** Who came back. `query` is the callback's own. Throws where anything does not fit. */
  async finish(query: string, checks: OutsideChecks): Promise<{ subject: string; groups: string[] }> {
    const tokens = await client.authorizationCodeGrant(
      await this.configuration(),
      new URL(`${this.redirectUri}?${query}`),
      {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.verifier,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider sent no identity');
    const groups = claims[this.settings.groupsClaim];
    const named = Array.isArray(groups) ? groups.filter((one): one is string => typeof one === 'string') : [];
    return { subject: claims.sub, groups: named.slice(0, 100) };
  }

  /** A failure is not kept: the provider may be back for the next. */
  private configuration(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    this.known ??= client
      .discovery(new URL(issuer), clientId, undefined, client.ClientSecretPost(clientSecret), {
        timeout: 10,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- for tests; an environment of production without https is refused
        execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        this.known = null;
        throw error;
      });
    return this.known;
  }
}
