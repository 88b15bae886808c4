import type { Environment } from '../../../libs/platform/env';

export type ApiEnvironment = Environment;
export const environmentToken = Symbol('environment');
