/**
 * @typedef {{username: string, password: string, post?: string, organisation?: string}} TrainingAccount
 */

/**
 * Prints where the console is and, in training, who can sign in.
 * @param {{url: string, training: boolean, dataDir: string, logs: string}} stack
 */
export async function printWelcome({ url, training, dataDir, logs }) {
  const lines = ['', `  Console   ${url}`, `  API       ${url}/docs`, `  Data      ${dataDir}`, `  Logs      ${logs}`];
  if (training) lines.push('', ...accountLines(await trainingAccounts(url)));
  lines.push('', '  Ctrl-C stops everything.', '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

/**
 * @param {string} url
 * @returns {Promise<TrainingAccount[]>} empty when the API does not tell
 */
async function trainingAccounts(url) {
  try {
    const answer = await fetch(`${url}/api/v1/training/accounts`, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) return [];
    const { items } = /** @type {{items?: TrainingAccount[]}} */ (await answer.json());
    return items ?? [];
  } catch {
    return [];
  }
}

/**
 * @param {TrainingAccount[]} accounts
 * @returns {string[]}
 */
function accountLines(accounts) {
  if (accounts.length === 0) return ['  Training mode. The accounts are listed on the sign-in page.'];
  const shown = accounts.slice(0, 40);
  const width = (/** @type {'username' | 'password'} */ key) => Math.max(...shown.map((each) => each[key].length));
  const rows = shown.map((account) => {
    const who = [account.post, account.organisation].filter(Boolean).join(' · ');
    return `    ${account.username.padEnd(width('username'))}  ${account.password.padEnd(width('password'))}  ${who}`;
  });
  const more = accounts.length - shown.length;
  return ['  Training accounts', ...rows, ...(more > 0 ? [`    … and ${more} more on the sign-in page`] : [])];
}
