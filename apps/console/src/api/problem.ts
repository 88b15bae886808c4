import type { Problem } from '../../../../libs/contracts/api/values';

/** A refusal the API answered with: status, code, words in the reader's language, errors by field. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly fields: NonNullable<Problem['fields']>;
  readonly facts: NonNullable<Problem['facts']>;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.fields = problem.fields ?? [];
    this.facts = problem.facts ?? {};
  }
}

/** No answer at all: the connection failed, or what came back was not the API's. */
export class ConnectionError extends Error {
  constructor(readonly status: number | null) {
    super(status === null ? 'no answer' : `unexpected answer ${String(status)}`);
    this.name = 'ConnectionError';
  }
}

/** Reads an unsuccessful answer; anything but problem+json means that something else answered in the API's place. */
export function errorFrom(status: number, contentType: string | null, body: string): ProblemError | ConnectionError {
  if (!contentType?.includes('json')) return new ConnectionError(status);
  try {
    const problem = JSON.parse(body) as Partial<Problem>;
    if (typeof problem.code !== 'string') return new ConnectionError(status);
    return new ProblemError({
      type: problem.type ?? 'about:blank',
      title: problem.title ?? problem.code,
      status: problem.status ?? status,
      code: problem.code,
      detail: problem.detail ?? '',
      requestId: problem.requestId ?? '',
      fields: problem.fields,
      facts: problem.facts,
    });
  } catch {
    return new ConnectionError(status);
  }
}
