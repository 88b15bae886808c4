import { EventEmitter, once } from 'node:events';
import { SetupFailure } from '../setup/failure.mjs';
import { elapsedWords } from '../setup/progress.mjs';

/**
 * What a running child offers its supervisor.
 * @typedef {Pick<import('../setup/server-process.mjs').ServerProcess,
 *   'pid' | 'exited' | 'isRunning' | 'lastLines' | 'stop' | 'kill'>} Handle
 */

/**
 * @typedef {object} SupervisedOptions
 * @property {string} name
 * @property {(signal: AbortSignal) => Promise<Handle>} start starts it anew; the signal says that it is not wanted any more
 * @property {import('../setup/progress.mjs').Say} say
 * @property {number} [maxDeaths] so many within `windowMs` and it is given up
 * @property {number} [windowMs]
 * @property {number} [firstDelayMs] before the first restart; doubled with every death within the window
 */

/**
 * One child that is started again, with back-off, whenever it dies. Emits `running` (pid), `died` (reason) and,
 * once, `given-up` (reason).
 */
export class Supervised extends EventEmitter {
  /** @type {Handle | undefined} */
  handle;
  /** @type {'starting' | 'running' | 'waiting' | 'stopped' | 'given-up'} */
  state = 'starting';
  deaths = 0;
  lastReason = '';
  #options;
  #stopping = new AbortController();
  /** @type {number[]} */
  #recentDeaths = [];
  /** @type {Promise<void> | undefined} */
  #loop;

  /** @param {SupervisedOptions} options */
  constructor(options) {
    super();
    this.#options = { maxDeaths: 5, windowMs: 60_000, firstDelayMs: 250, ...options };
  }

  get name() {
    return this.#options.name;
  }

  /** @returns {Promise<void>} resolves when it runs for the first time; fails when it is given up before */
  start() {
    const first = new Promise((resolve, reject) => {
      this.once('running', () => resolve(undefined));
      this.once('given-up', (/** @type {Error | string} */ reason) =>
        reject(reason instanceof Error ? reason : new Error(reason)),
      );
      this.once('stopped', () => reject(new Error(`${this.name} was stopped while starting`)));
    });
    this.#loop = this.#keepRunning();
    return first.then(() => undefined);
  }

  /** Ends it and does not start it again. */
  async stop() {
    this.#stopping.abort();
    await this.handle?.stop();
    await this.#loop;
  }

  /**
   * @param {number} [notPid] a process that is known to be dead or dying
   * @returns {Promise<number>} the number of the process once it runs
   */
  async running(notPid) {
    while (this.state !== 'given-up' && this.state !== 'stopped') {
      if (this.handle?.isRunning() && this.handle.pid !== notPid) return this.handle.pid;
      await once(this, 'changed');
    }
    throw new Error(`${this.name} does not run any more (${this.state}: ${this.lastReason})`);
  }

  async #keepRunning() {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.state = 'starting';
      const reason = await this.#oneLife(signal);
      this.handle = undefined;
      if (this.#stopping.signal.aborted) break;
      const delay = this.#noteDeath(reason);
      if (delay === undefined) return;
      this.state = 'waiting';
      await pause(delay, signal);
    }
    this.state = 'stopped';
    this.emit('stopped');
    this.emit('changed');
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<string | SetupFailure>} why it does not run any more
   */
  async #oneLife(signal) {
    try {
      const handle = await this.#options.start(signal);
      this.handle = handle;
      // Told to stop while it was starting: nobody else knows of it yet.
      if (signal.aborted) await handle.stop();
      this.state = 'running';
      this.emit('running', handle.pid);
      this.emit('changed');
      const how = await handle.exited;
      return [how, ...handle.lastLines(8).map((line) => `    ${line}`)].join('\n');
    } catch (error) {
      return error instanceof SetupFailure ? error : error instanceof Error ? error.message : String(error);
    }
  }

  /**
   * @param {string | SetupFailure} reason
   * @returns {number | undefined} milliseconds to wait before the next start; undefined when it is given up
   */
  #noteDeath(reason) {
    const { say, maxDeaths, windowMs, firstDelayMs } = this.#options;
    const now = Date.now();
    this.#recentDeaths = [...this.#recentDeaths.filter((at) => now - at < windowMs), now];
    this.deaths += 1;
    this.lastReason = reason instanceof SetupFailure ? reason.message : reason;
    this.emit('died', this.lastReason);
    const often = this.#recentDeaths.length;
    if (reason instanceof SetupFailure || often >= maxDeaths) {
      this.state = 'given-up';
      const times = often >= maxDeaths ? `, ${often} times within ${elapsedWords(windowMs)}` : '';
      say(`${this.name} died${times} and is given up: ${this.lastReason}`);
      this.emit('given-up', reason instanceof SetupFailure ? reason : `${this.name} died${times}: ${this.lastReason}`);
      this.emit('changed');
      return undefined;
    }
    const delay = Math.min(firstDelayMs * 2 ** (often - 1), 10_000);
    say(`${this.name} died (death ${this.deaths}), started again in ${elapsedWords(delay)}: ${this.lastReason}`);
    return delay;
  }
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal ends the pause early
 */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(undefined);
    }
    signal.addEventListener('abort', done);
  });
}
