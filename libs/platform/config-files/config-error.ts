/** One thing that is wrong in a configuration file. Lines and columns start at 1. */
export interface ConfigProblem {
  file: string;
  line: number;
  column: number;
  /** Where in the value, as `deadlines[2].rule.days`; empty for the file itself. */
  path: string;
  message: string;
}

/** Every problem that was found, in one error: `file:line:column path: message`, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map((p) => {
      const where = `${p.file}:${p.line}:${p.column}`;
      return p.path === '' ? `${where} ${p.message}` : `${where} ${p.path}: ${p.message}`;
    });
    super(`${problems.length} problem${problems.length === 1 ? '' : 's'} in the configuration\n${lines.join('\n')}`);
  }
}
