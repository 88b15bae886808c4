import type { Words } from './forms';
import type { Body } from './posts';

/** For whom a file of a decision is made: an archive keeps what a body has, the applicant what every party may see. */
export const caseFileKinds = ['archive', 'applicant'] as const;
export type CaseFileKind = (typeof caseFileKinds)[number];

/** Names of the entries that others look for. Everything but `manifest`, `signature` and `seal` stands in the manifest. */
export const caseFilePaths = {
  index: 'index.html',
  script: 'page/reader.js',
  style: 'page/reader.css',
  data: 'page/data.js',
  seal: 'page/seal.js',
  events: 'record/events.jsonl',
  chain: 'record/chain.json',
  anchor: 'record/anchor.json',
  manifest: 'manifest.json',
  signature: 'signature.json',
} as const;

export const manifestFormat = 'mcr-case-file/1';
export const signatureFormat = 'mcr-case-file-signature/1';

export interface ManifestEntry {
  path: string;
  title: Words;
  mediaType: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
  /** Who put it into the record, as far as the file may say; null for what the engine wrote. */
  by: Words | null;
  /** Legal instant at which it came into the record. */
  at: string | null;
}

/** What is in the file. The same record gives the same manifest, byte by byte. */
export interface CaseFileManifest {
  format: typeof manifestFormat;
  case: string;
  for: CaseFileKind;
  /** Bodies whose readers may see what is in it. */
  bodies: Body[];
  /** Legal instant of the last event: the record as it stood then. */
  asOf: string;
  entries: ManifestEntry[];
}

/** The export's own header: when, by whom, and the signature over it and the manifest. Null where it is unsigned. */
export interface CaseFileSignature {
  format: typeof signatureFormat;
  /** SHA-256 of manifest.json. */
  manifest: string;
  /** Machine instant. */
  exportedAt: string;
  exportedBy: Words;
  keyId: string | null;
  /** Ed25519 key, SPKI in hex: shows that nothing was changed, not who signed; for that the key must be known otherwise. */
  publicKey: string | null;
  signature: string | null;
}

/** The text that is signed. */
export const signedText = ({ manifest, exportedAt, exportedBy, keyId }: Omit<CaseFileSignature, 'signature'>): string =>
  JSON.stringify(['mcr-case-file', 1, manifest, exportedAt, exportedBy.zh, exportedBy.en, keyId]);

/** A line of `record/events.jsonl` in a file that has the whole chain. Digests and salt in hex. */
export interface ChainedEvent {
  seq: number;
  type: string;
  typeVersion: number;
  audience: string;
  at: string;
  /** The exact bytes that were digested. */
  payload: string;
  salt: string;
  payloadDigest: string;
  alg: string;
  prevHash: string;
  hash: string;
}

/** Where the chain ends. */
export interface ChainEnd {
  chain: string;
  events: number;
  head: string;
}

/** A signed anchor with the way from this chain to its root. */
export interface AnchorProof {
  format: 'mcr-anchor-proof/1';
  seq: number;
  at: string;
  alg: string;
  chains: number;
  root: string;
  previous: string;
  keyId: string;
  signature: string;
  head: { chain: string; seq: number; hash: string };
  proof: { side: 'left' | 'right'; hash: string }[];
}

/** What a page opened from disk loads as a script, since it may fetch nothing. */
export const dataScript = (texts: Record<string, string>): string =>
  `window.caseFileRecord = ${JSON.stringify(texts)};\n`;
export const sealScript = (manifest: string, signature: string): string =>
  `window.caseFileSeal = ${JSON.stringify({ manifest, signature })};\n`;
