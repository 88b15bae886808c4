import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

/**
 * A real OpenID provider on a port of its own. The cookie `user` of the browser says who signs in there; the first line
 * on standard output is its address. Usage: node oidc-provider.mjs REDIRECT_URI
 */
const [redirectUri = ''] = process.argv.slice(2);
const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'review',
      client_secret: 'a-secret-of-the-test',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  claims: { openid: ['sub'], groups: ['groups'] },
  scopes: ['openid', 'groups'],
  conformIdTokenClaims: false,
  cookies: { keys: ['key-of-the-test'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, groups: ['handlers', 'staff'] }) }),
});

const answer = provider.callback();
server.on('request', (request, response) => {
  if (!request.url?.startsWith('/interaction/')) {
    answer(request, response);
    return;
  }
  finish(request, response).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function finish(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = /user=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody';
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
  grant.addOIDCScope('openid groups');
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
}

process.stdout.write(`${issuer}\n`);
