import * as z from 'zod';
import { publicKeyFileOf } from './key-files';

/** The variables about the audit: hash algorithm, keys and anchors. */
export const auditVariables = {
  AUDIT_ALGORITHM: z.enum(['sha256', 'sm3']).default('sha256'),
  AUDIT_SIGNING_KEY_FILE: z.string().min(1).optional(),
  AUDIT_PUBLIC_KEY_FILE: z.string().min(1).optional(),
  AUDIT_ANCHORS_DIR: z.string().min(1).optional(),
  AUDIT_ANCHOR_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(60),
  AUDIT_BREAK_GLASS_HOURS: z.coerce.number().int().min(1).max(72).default(8),
};

type Given = z.infer<z.ZodObject<typeof auditVariables>>;

export interface AuditSettings {
  /** What new events are linked with. */
  algorithm: 'sha256' | 'sm3';
  /** Private key of the anchors; null: none are made. */
  signingKeyFile: string | null;
  /** Public keys that a verification trusts. */
  publicKeyFile: string | null;
  /** Where anchors are exported to; null: nowhere. */
  anchorsDir: string | null;
  anchorMinutes: number;
  /** Emergency access to a case lasts at most so long. */
  breakGlassHours: number;
}

export const readAuditSettings = (given: Given): AuditSettings => {
  const signingKeyFile = given.AUDIT_SIGNING_KEY_FILE ?? null;
  return {
    algorithm: given.AUDIT_ALGORITHM,
    signingKeyFile,
    publicKeyFile: given.AUDIT_PUBLIC_KEY_FILE ?? (signingKeyFile && publicKeyFileOf(signingKeyFile)),
    anchorsDir: given.AUDIT_ANCHORS_DIR ?? null,
    anchorMinutes: given.AUDIT_ANCHOR_MINUTES,
    breakGlassHours: given.AUDIT_BREAK_GLASS_HOURS,
  };
};
