import { existsSync } from 'node:fs';
import { elapsedWords } from '../setup/progress.mjs';
import { startServerProcess } from '../setup/server-process.mjs';

/**
 * Plays the training cases into a fresh stack, in the background, telling how it gets on.
 * @param {object} options
 * @param {string[] | null} options.command `--url` is added
 * @param {string} options.url
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.logFile
 * @param {import('../setup/progress.mjs').Say} options.say
 * @param {() => void} options.onBegin
 * @param {(pid: number) => void} options.onSpawn
 * @param {AbortSignal} options.signal
 * @returns {Promise<'done' | 'failed' | undefined>} undefined when there is no such program
 */
export async function playTrainingCases({ command, url, env, logFile, say, onBegin, onSpawn, signal }) {
  const program = command?.at(-1);
  if (command === null || program === undefined || !existsSync(program)) return undefined;
  onBegin();
  const began = Date.now();
  say('training cases: being played in the background (usually 20–60 s); you can sign in meanwhile');
  const [node = '', ...args] = command;
  const played = await startServerProcess(node, [...args, '--url', url], { logFile, env, onSpawn, graceMs: 5000 });
  const stop = () => void played.stop();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const timer = setInterval(() => say(`training cases … ${played.lastLines(1)[0] ?? ''}`), 10_000);
  const how = await played.exited;
  clearInterval(timer);
  signal.removeEventListener('abort', stop);
  if (signal.aborted) return undefined;
  if (how === 'exit code 0') {
    say(`training cases: ready after ${elapsedWords(Date.now() - began)}`);
    return 'done';
  }
  say([`training cases could not all be made (${how}); see ${logFile}`, ...played.lastLines(5)].join('\n    '));
  return 'failed';
}
