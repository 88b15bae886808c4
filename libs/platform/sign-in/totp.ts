import { Secret, TOTP } from 'otpauth';

const issuer = 'NMC Review';
const period = 30;

const generator = (key: Buffer, label: string): TOTP =>
  new TOTP({ issuer, label, digits: 6, period, secret: Secret.fromHex(key.toString('hex')) });

/** What an authenticator is given: the key to type and the otpauth address of it. */
export function enrolment(key: Buffer, label: string): { key: string; uri: string } {
  const totp = generator(key, label);
  return { key: totp.secret.base32, uri: totp.toString() };
}

/** The period a code belongs to, now or one before or after it; null where it belongs to none of them. */
export function periodOfCode(key: Buffer, code: string, at: number): number | null {
  const delta = generator(key, '').validate({ token: code, timestamp: at, window: 1 });
  return delta === null ? null : Math.floor(at / 1000 / period) + delta;
}
