import { sha256 } from '@noble/hashes/sha2.js';
import type { Digests } from '../../../libs/domain/audit/event-chain';
import { sm3 } from './sm3';

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a browser reckons a file of a decision with: plain script, since a page on disk is not given all of its crypto. */
export const browserDigests: Digests = {
  sha256() {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), hex: () => hexOf(hash.digest()) };
  },
  digest(algorithm, bytes) {
    if (algorithm === 'sha256') return hexOf(sha256(bytes));
    return algorithm === 'sm3' ? sm3(bytes) : null;
  },
  async isSigned(publicKey, text, signature) {
    // Absent where the browser does not take a file for a secure place, whatever the types say.
    const subtle = (globalThis.crypto as { subtle?: SubtleCrypto } | undefined)?.subtle;
    if (!subtle) return null;
    const copy = (bytes: Uint8Array) => new Uint8Array(bytes);
    const key = await subtle.importKey('spki', copy(publicKey), 'Ed25519', false, ['verify']).catch(() => null);
    return key && subtle.verify('Ed25519', key, copy(signature), copy(text)).catch(() => null);
  },
};
