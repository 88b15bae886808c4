import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The public key lies beside the private one. */
export const publicKeyFileOf = (keyFile: string): string => `${keyFile}.pub`;

/** Makes an Ed25519 key for its owner alone, and its public key beside it. Throws where a file is there already. */
export function makeKeyFile(keyFile: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(keyFile), { recursive: true });
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(publicKeyFileOf(keyFile), publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
}

/** Throws for a file that holds no Ed25519 key; its content is never in the message. */
export function readSigningKey(keyFile: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPrivateKey(readFileSync(keyFile));
  } catch {
    throw new Error(`${keyFile}: there is no private key to be read`);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${keyFile}: the key is not an Ed25519 key`);
  return key;
}

const pem = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** All public keys of a file: after a change of keys the old one stays in it, for the anchors it signed. */
export function readPublicKeys(file: string): KeyObject[] {
  if (!existsSync(file)) throw new Error(`${file}: there is no file with a public key`);
  const keys = (readFileSync(file, 'utf8').match(pem) ?? []).map((text) => createPublicKey(text));
  if (keys.length === 0) throw new Error(`${file}: there is no public key in it`);
  return keys;
}
