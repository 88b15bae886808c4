import type { Environment } from '../../../libs/platform/env';

/** Messages are the worker's to send. */
export type ApiEnvironment = Omit<Environment, 'messages'>;
export const environmentToken = Symbol('environment');
