import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Refused, refusals, type RefusalCode } from '../../../../libs/contracts/errors';
import type { Problem } from '../../../../libs/contracts/api/values';
import type { Words } from '../../../../libs/contracts/forms';
import { isDatabaseAway } from '../../../../libs/casework/office';
import type { Logger } from '../../../../libs/platform/log';
import { AttemptLog } from './attempt-log';
import { loggerToken } from './tokens';
import type { KnownRequest, Reply } from './endpoint';

export type Language = keyof Words;

/** The caller's language: Chinese unless English is asked for first. */
function languageOf(request: Pick<KnownRequest, 'headers'>): Language {
  const first = (request.headers['accept-language'] ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh';
}

/** A refusal as application/problem+json in the caller's language. */
export function problemOf(refused: Refused, request: Pick<KnownRequest, 'headers' | 'id'>): Problem {
  const { status, words } = refusals[refused.code];
  const language = languageOf(request);
  const { fields, facts } = refused.details;
  return {
    type: `urn:medical-center-review:problem:${refused.code}`,
    title: words[language],
    status,
    code: refused.code,
    detail: words[language],
    requestId: request.id,
    ...(fields
      ? { fields: fields.map(({ path, code, message }) => ({ path, code, message: message[language] })) }
      : {}),
    ...(facts ? { facts } : {}),
  };
}

/** What else can be thrown, as a refusal; undefined for a fault of ours. */
export function refusalOf(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error;
  if (isDatabaseAway(error)) return new Refused('unavailable');
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  const byStatus: Partial<Record<number, RefusalCode>> = {
    400: 'malformed-body',
    404: 'not-found',
    413: 'body-too-large',
    415: 'unsupported-media-type',
  };
  const code = typeof status === 'number' ? byStatus[status] : undefined;
  return code && new Refused(code);
}

const retrySeconds = 2;

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(loggerToken) private readonly log: Logger,
    @Inject(AttemptLog) private readonly attempts: AttemptLog,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<KnownRequest>();
    const reply = http.getResponse<Reply>();
    const refused = refusalOf(error);
    if (refused) this.attempts.note(request, refused);
    else this.log.error({ err: error, requestId: request.id, url: withoutSecrets(request.url) }, 'a request failed');
    sendProblem(reply, refused ? problemOf(refused, request) : faultOf(request));
  }
}

export function sendProblem(reply: Reply, problem: Problem): void {
  if (reply.sent) return;
  if (problem.status === 503) void reply.header('retry-after', String(retrySeconds));
  if (problem.status === 429) void reply.header('retry-after', String(problem.facts?.retryAfter ?? retrySeconds));
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function faultOf(request: KnownRequest): Problem {
  const words: Words = {
    zh: '系统内部错误，请稍后重试；如仍有问题请把请求编号告知管理员。',
    en: 'Something went wrong on our side. Try again; if it stays, tell the administrator the request id.',
  };
  const text = words[languageOf(request)];
  return { type: 'about:blank', title: text, status: 500, code: 'fault', detail: text, requestId: request.id };
}

/** The address of a calendar is its key: it is not written down. */
const withoutSecrets = (url: string): string => url.replace(/^\/feeds\/[^?]*/, '/feeds/[withheld]');
