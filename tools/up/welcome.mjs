/**
 * @typedef {{zh: string, en: string}} Words
 * @typedef {{username: string, password: string, name: Words, role: string, organisation: {name: Words}}} TrainingAccount
 */

/** Enough people to move a case from a hospital to its designation; everybody else is on the sign-in page. */
const tour = [
  /^h41a\./,
  /^henan\./,
  /^expert\.henan1$/,
  /^nhc\.(handler1|checker|signatory|manager)$/,
  /^expert\.n01$/,
  /^ops\.system$/,
];

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
  const shown = tour.flatMap((name) => accounts.filter((account) => name.test(account.username)));
  const width = Math.max(...shown.map((account) => account.username.length));
  const rows = shown.map(
    (account) =>
      `    ${account.username.padEnd(width)}  ${account.name.zh} · ${account.name.en} (${account.organisation.name.zh})`,
  );
  const passwords = [...new Set(accounts.map((account) => account.password))].join(', ');
  const more = accounts.length - shown.length;
  return [
    `  Training accounts (password: ${passwords})`,
    ...rows,
    ...(more > 0 ? [`    … and ${more} more on the sign-in page`] : []),
  ];
}
