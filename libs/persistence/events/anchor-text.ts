import * as z from 'zod';
import { chainAlgorithms } from './chain';
import type { AnchorWithHeads } from './anchor';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${String(bytes * 2)}}$`));
const file = z.strictObject({
  format: z.literal('mcr-anchor/1'),
  seq: z.number().int().min(1),
  at: z.iso.datetime({ precision: 3 }),
  alg: z.enum(chainAlgorithms),
  chains: z.number().int().min(0),
  root: hex(32),
  previous: hex(32),
  keyId: hex(8),
  signature: hex(64),
  heads: z.enum(['changed', 'all']),
  /** `chain events hash-of-the-last` */
  content: z.array(z.string().regex(/^(case|proc)_[0-9a-f]{32} \d{1,10} [0-9a-f]{64}$/)),
});

/** An anchor as it is exported: JSON, one head a line. */
export function anchorToText(anchor: AnchorWithHeads): string {
  const { seq, at, alg, chains, root, previous, keyId, signature, heads, content } = anchor;
  const hexed = { root: root.toString('hex'), previous: previous.toString('hex'), keyId };
  const lines = content.map((head) => `${head.chain} ${String(head.seq)} ${head.hash.toString('hex')}`);
  const shown = { format: 'mcr-anchor/1', seq, at, alg, chains, ...hexed, signature: signature.toString('hex'), heads };
  return `${JSON.stringify({ ...shown, content: lines }, null, 1)}\n`;
}

/** Throws for anything that is not an exported anchor. */
export function anchorFromText(text: string): AnchorWithHeads {
  const read = file.parse(JSON.parse(text));
  return {
    ...read,
    root: Buffer.from(read.root, 'hex'),
    previous: Buffer.from(read.previous, 'hex'),
    signature: Buffer.from(read.signature, 'hex'),
    content: read.content.map((line) => {
      const [chain = '', seq, hash = ''] = line.split(' ');
      return { chain, seq: Number(seq), hash: Buffer.from(hash, 'hex') };
    }),
  };
}
