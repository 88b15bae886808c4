/**
 * A set-up step or a server that cannot go on, together with what a person can do about it.
 * `whatToDo` is printed below the message, one line each.
 */
export class SetupFailure extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string[]} [whatToDo] exact commands or changes that help
   */
  constructor(message, whatToDo = []) {
    super(message);
    this.name = 'SetupFailure';
    this.whatToDo = whatToDo;
  }
}

/**
 * @param {unknown} error
 * @returns {string} message and, for a SetupFailure, what to do
 */
export function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof SetupFailure)) return error.stack ?? error.message;
  return [error.message, ...error.whatToDo.map((line) => `  → ${line}`)].join('\n');
}
