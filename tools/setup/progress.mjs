/**
 * @typedef {(line: string) => void} Say prints one line for a person
 */

/** @type {Say} */
export const silent = () => undefined;

/**
 * @param {string} prefix shown before each line, e.g. "set-up"
 * @param {NodeJS.WritableStream} [stream]
 * @returns {Say}
 */
export function sayWith(prefix, stream = process.stdout) {
  return (line) => {
    for (const part of line.split('\n')) stream.write(`[${prefix}] ${part}\n`);
  };
}

/**
 * @param {number} milliseconds
 * @returns {string} "0.8 s", "12 s" or "2 min 05 s"
 */
export function elapsedWords(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * Runs `work` and says what it is, how long it usually takes, that it is still going on, and when it is done.
 * `work` gets a function to name the detail shown with the next sign of life.
 * @template T
 * @param {{say: Say, what: string, usually: string, everyMs?: number}} options
 * @param {(detail: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress({ say, what, usually, everyMs = 5000 }, work) {
  const began = Date.now();
  let detail = '';
  say(`${what} … (usually ${usually})`);
  const timer = setInterval(() => {
    say(`${what} … ${elapsedWords(Date.now() - began)}${detail ? ` · ${detail}` : ''}`);
  }, everyMs);
  try {
    const result = await work((text) => {
      detail = text;
    });
    say(`${what}: done in ${elapsedWords(Date.now() - began)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
