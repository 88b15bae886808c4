import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's INVALID_ARGUMENT: the server understood the call and will never take it. */
const invalidArgument = 3;

export type Failure = { kind: 'retry' | 'park'; reason: string };

/** A message that can never be sent, whatever the state of Temporal. */
export class Unsendable extends Error {}

/**
 * What to do with a row that could not be sent. Only what would fail for ever is parked; a Temporal that is away,
 * overloaded, not yet set up or misconfigured heals, and the row waits for it.
 */
export function classify(error: unknown): Failure {
  if (error instanceof Unsendable) return { kind: 'park', reason: error.message };
  const cause = grpcCause(error);
  if (cause && isGrpcServiceError(cause)) {
    const code: number = cause.code;
    const reason = `${String(code)} ${cause.details}`;
    return { kind: code === invalidArgument ? 'park' : 'retry', reason };
  }
  return { kind: 'retry', reason: error instanceof Error ? `${error.name} ${error.message}` : 'unknown' };
}

function grpcCause(error: unknown): unknown {
  if (isGrpcServiceError(error)) return error;
  return error instanceof Error ? error.cause : undefined;
}
