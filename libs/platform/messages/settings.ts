import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { OutgoingChannel } from '../../contracts/deliveries';
import { notificationCodes, type NotificationCode } from '../../contracts/words/notifications';
import type { Channel } from './channel';
import { isAddress, MailChannel, type MailSettings } from './mail';
import { WebhookChannel, type WebhookSettings } from './webhook';

const code = z.enum(notificationCodes);

/** The variables about messages that leave the house; of a secret the value or the file that holds it. */
export const messageVariables = {
  MAIL_HOST: z.string().min(1).optional(),
  MAIL_PORT: z.coerce.number().int().min(1).max(65535).default(465),
  MAIL_SECURITY: z.enum(['tls', 'starttls', 'none']).default('tls'),
  MAIL_USER: z.string().min(1).optional(),
  MAIL_PASSWORD: z.string().min(1).optional(),
  MAIL_PASSWORD_FILE: z.string().min(1).optional(),
  MAIL_FROM: z.string().refine(isAddress, 'one plain address').optional(),
  MAIL_FROM_NAME: z.string().min(1).max(100).default('NMC'),
  WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  WEBHOOK_SECRET: z.string().min(1).optional(),
  WEBHOOK_SECRET_FILE: z.string().min(1).optional(),
  MESSAGES_AT_ONCE: z
    .string()
    .default('urged,order-issued,order-overdue,account-suspended,account-reinstated')
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(code.or(z.literal('none')))),
  MESSAGES_MARGIN_MINUTES: z.coerce.number().int().min(0).max(240).default(10),
  MESSAGES_GIVE_UP_HOURS: z.coerce.number().int().min(1).max(720).default(72),
};

type Given = z.infer<z.ZodObject<typeof messageVariables>>;

export interface MessageSettings {
  mail: MailSettings | null;
  webhook: WebhookSettings | null;
  /** What does not wait for the digest. */
  atOnce: NotificationCode[];
  marginMinutes: number;
  giveUpHours: number;
}

/** Settings of both channels; what is wrong with them is added to `problems`. */
export function readMessageSettings(
  given: Given,
  mode: 'training' | 'production',
  problems: string[],
): MessageSettings {
  return {
    mail: given.MAIL_HOST === undefined ? null : mailOf(given, given.MAIL_HOST, mode, problems),
    webhook: given.WEBHOOK_URL === undefined ? null : webhookOf(given, given.WEBHOOK_URL, mode, problems),
    atOnce: given.MESSAGES_AT_ONCE.filter((one) => one !== 'none'),
    marginMinutes: given.MESSAGES_MARGIN_MINUTES,
    giveUpHours: given.MESSAGES_GIVE_UP_HOURS,
  };
}

function mailOf(given: Given, host: string, mode: 'training' | 'production', problems: string[]): MailSettings {
  if (given.MAIL_FROM === undefined) problems.push('MAIL_FROM: needed where MAIL_HOST is given');
  const local = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
  if (mode === 'production' && given.MAIL_SECURITY === 'none' && !local)
    problems.push('MAIL_SECURITY: production mails in the clear to this machine only');
  const password = secretOf('MAIL_PASSWORD', given, problems);
  if (given.MAIL_USER !== undefined && password === null) problems.push('MAIL_PASSWORD: MAIL_USER has none');
  return {
    host,
    port: given.MAIL_PORT,
    security: given.MAIL_SECURITY,
    user: given.MAIL_USER ?? null,
    password,
    from: { name: given.MAIL_FROM_NAME, address: given.MAIL_FROM ?? '' },
  };
}

function webhookOf(given: Given, url: string, mode: 'training' | 'production', problems: string[]): WebhookSettings {
  if (mode === 'production' && !url.startsWith('https://')) problems.push('WEBHOOK_URL: production posts over https');
  const secret = secretOf('WEBHOOK_SECRET', given, problems) ?? '';
  if (secret.length < 32) problems.push('WEBHOOK_SECRET: at least 32 characters');
  return { url, secret };
}

function secretOf(name: 'MAIL_PASSWORD' | 'WEBHOOK_SECRET', given: Given, problems: string[]): string | null {
  const file = given[`${name}_FILE`];
  if (file === undefined) return given[name] ?? null;
  if (given[name] !== undefined) problems.push(`${name}: given twice, by value and by file`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push(`${name}_FILE: cannot be read`);
    return '';
  }
}

/** The ways out that are set up. */
export function openChannels(settings: MessageSettings): Channel[] {
  return [
    ...(settings.mail ? [new MailChannel(settings.mail)] : []),
    ...(settings.webhook ? [new WebhookChannel(settings.webhook)] : []),
  ];
}

export const channelKinds = (settings: MessageSettings): OutgoingChannel[] => [
  ...(settings.mail ? (['mail'] as const) : []),
  ...(settings.webhook ? (['webhook'] as const) : []),
];
