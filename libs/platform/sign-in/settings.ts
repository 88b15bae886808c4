import { readFileSync } from 'node:fs';
import * as z from 'zod';

const minutes = (from: number) => z.coerce.number().int().min(from).max(1440);

/** The variables about sign-in; of a secret the value or the file that holds it. */
export const signInVariables = {
  SESSION_HOURS: z.coerce.number().int().min(1).default(12),
  SESSION_IDLE_MINUTES: minutes(1).default(60),
  STEP_UP_MINUTES: minutes(0).optional(),
  SECOND_FACTOR: z.enum(['required', 'offered']).optional(),
  CREDENTIALS_KEY: z.string().min(1).optional(),
  CREDENTIALS_KEY_FILE: z.string().min(1).optional(),
  RATE_LIMITS: z.enum(['on', 'off']).optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
};

type Given = z.infer<z.ZodObject<typeof signInVariables>>;

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  groupsClaim: string;
}

export interface SignInSettings {
  sessionHours: number;
  idleMinutes: number;
  /** Minutes for which a confirmation counts for signing; 0: none is asked for. */
  stepUpMinutes: number;
  /** Whether signatories and administrators must set a second step before they do anything else. */
  secondFactor: 'required' | 'offered';
  /** 32 bytes that keys of second steps are sealed with; null: none can be set. */
  credentialsKey: Buffer | null;
  rateLimits: boolean;
  oidc: OidcSettings | null;
}

/** Training has no secrets to keep: its key is known, and protects nothing. */
const trainingKey = Buffer.alloc(32, 'training');

/** Settings of sign-in; what is wrong with them is added to `problems`. In production what protects is on unless set otherwise. */
export function readSignInSettings(given: Given, mode: 'training' | 'production', problems: string[]): SignInSettings {
  const production = mode === 'production';
  return {
    sessionHours: given.SESSION_HOURS,
    idleMinutes: given.SESSION_IDLE_MINUTES,
    stepUpMinutes: given.STEP_UP_MINUTES ?? (production ? 5 : 0),
    secondFactor: given.SECOND_FACTOR ?? (production ? 'required' : 'offered'),
    credentialsKey: keyOf(given, problems) ?? (production ? null : trainingKey),
    rateLimits: given.RATE_LIMITS === undefined ? production : given.RATE_LIMITS === 'on',
    oidc: given.OIDC_ISSUER === undefined ? null : oidcOf(given, given.OIDC_ISSUER, production, problems),
  };
}

function keyOf(given: Given, problems: string[]): Buffer | null {
  const text = secretOf(given, 'CREDENTIALS_KEY', problems);
  if (text === null) return null;
  const key = Buffer.from(text, 'base64');
  if (key.length === 32 && key.toString('base64') === text) return key;
  problems.push('CREDENTIALS_KEY: 32 random bytes in base64 (openssl rand -base64 32)');
  return null;
}

function oidcOf(given: Given, issuer: string, production: boolean, problems: string[]): OidcSettings {
  if (production && !issuer.startsWith('https://')) problems.push('OIDC_ISSUER: production needs https');
  if (given.OIDC_CLIENT_ID === undefined) problems.push('OIDC_CLIENT_ID: needed where OIDC_ISSUER is given');
  const clientSecret = secretOf(given, 'OIDC_CLIENT_SECRET', problems);
  if (clientSecret === null) problems.push('OIDC_CLIENT_SECRET: needed where OIDC_ISSUER is given');
  return {
    issuer,
    clientId: given.OIDC_CLIENT_ID ?? '',
    clientSecret: clientSecret ?? '',
    groupsClaim: given.OIDC_GROUPS_CLAIM,
  };
}

function secretOf(given: Given, name: 'CREDENTIALS_KEY' | 'OIDC_CLIENT_SECRET', problems: string[]): string | null {
  const value = given[name];
  const file = given[`${name}_FILE`];
  if (value !== undefined && file !== undefined) problems.push(`${name}: give the value or ${name}_FILE, not both`);
  if (value !== undefined || file === undefined) return value ?? null;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push(`${name}_FILE: cannot be read`);
    return null;
  }
}
