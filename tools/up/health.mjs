import { withProgress } from '../setup/progress.mjs';

/**
 * Waits until the API says it is ready.
 * @param {{url: string, say: import('../setup/progress.mjs').Say, signal: AbortSignal, timeoutMs?: number}} options
 *   `signal`: give up waiting, for its reason
 */
export async function waitUntilReady({ url, say, signal, timeoutMs = 120_000 }) {
  const until = Date.now() + timeoutMs;
  await withProgress({ say, what: 'API: getting ready', usually: '2–6 s' }, async (detail) => {
    for (;;) {
      const answer = await readiness(url);
      if (answer === 'ready') return;
      detail(answer);
      if (signal.aborted) throw signal.reason;
      if (Date.now() > until) throw new Error(`the API did not get ready within ${timeoutMs / 1000} s: ${answer}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
}

/**
 * @param {string} url
 * @returns {Promise<string>} "ready", or why not
 */
async function readiness(url) {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) });
    const text = await answer.text();
    return answer.status === 200 ? 'ready' : `answer ${answer.status} ${text.slice(0, 200)}`;
  } catch {
    return 'no answer yet';
  }
}
