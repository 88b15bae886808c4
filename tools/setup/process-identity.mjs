import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process that can be told from a later one with the same number.
 * @typedef {{pid: number, startTime: string}} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {string | undefined} when the process began, in the words of the system; undefined when it is gone
 */
export function startTimeOf(pid) {
  if (process.platform !== 'linux') return startTimeFromPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name may hold spaces and brackets, so fields are counted from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string | undefined}
 */
function startTimeFromPs(pid) {
  try {
    const words = execFileSync('ps', ['-o', 'lstart=,stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return words === '' || /Z\S*$/.test(words) ? undefined : words.replace(/\s+\S+$/, '');
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid of a process that runs
 * @returns {ProcessIdentity}
 */
export function identify(pid) {
  return { pid, startTime: startTimeOf(pid) ?? 'gone' };
}

/**
 * @param {ProcessIdentity} identity
 * @returns {boolean}
 */
export function isRunning({ pid, startTime }) {
  return startTimeOf(pid) === startTime;
}

/**
 * Stops a process that this one did not start: politely, then for good. Never touches a process that merely
 * has the same number.
 * @param {ProcessIdentity} identity
 * @param {{graceMs?: number}} [options]
 * @returns {Promise<'was gone' | 'stopped' | 'killed'>}
 */
export async function stopProcess(identity, { graceMs = 20_000 } = {}) {
  if (!isRunning(identity)) return 'was gone';
  send(identity, 'SIGTERM');
  if (await gone(identity, graceMs)) return 'stopped';
  send(identity, 'SIGKILL');
  await gone(identity, 5000);
  return 'killed';
}

/**
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} signal
 */
function send(identity, signal) {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

/**
 * @param {ProcessIdentity} identity
 * @param {number} withinMs
 * @returns {Promise<boolean>}
 */
async function gone(identity, withinMs) {
  const until = Date.now() + withinMs;
  while (isRunning(identity)) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
