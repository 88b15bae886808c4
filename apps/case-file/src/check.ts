import { caseFilePaths } from '../../../libs/contracts/case-file';
import {
  checkChain,
  signatureOf,
  verifyCaseFile,
  type CaseFileReport,
  type FileFault,
  type SignatureState,
} from '../../../libs/domain/audit/verify-case-file';
import { browserDigests } from './digests';
import type { Brought } from './record';

/** What can be told of the page's own texts, without the ZIP. */
export interface ShownReport {
  texts: number;
  faults: FileFault[];
  signature: SignatureState;
  chain: CaseFileReport['chain'];
  anchor: CaseFileReport['anchor'];
  intact: boolean;
}

const nobody = { keys: null };

function hashOf(text: string): string {
  const hash = browserDigests.sha256();
  hash.update(new TextEncoder().encode(text));
  return hash.hex();
}

/** Holds the texts that are shown against the manifest, the manifest against the signature, and recomputes the chain. */
export async function checkShown({ texts, seal, manifest, header }: Brought): Promise<ShownReport> {
  const faults: FileFault[] = [];
  if (hashOf(seal.manifest) !== header.manifest)
    faults.push({ kind: 'altered', path: caseFilePaths.manifest, detail: '' });
  const listed = new Map(manifest.entries.map((entry) => [entry.path, entry]));
  for (const [path, text] of Object.entries(texts)) {
    const entry = listed.get(path);
    if (!entry) faults.push({ kind: 'added', path, detail: '' });
    else if (hashOf(text) !== entry.sha256) faults.push({ kind: 'altered', path, detail: '' });
  }
  for (const path of listed.keys())
    if (/^(record|rules|requests)\//.test(path) && !(path in texts)) faults.push({ kind: 'missing', path, detail: '' });
  const [events, end] = [texts[caseFilePaths.events], texts[caseFilePaths.chain]];
  const anchorText = texts[caseFilePaths.anchor] ?? null;
  const { chain, anchor } =
    events === undefined || end === undefined
      ? { chain: null, anchor: null }
      : await checkChain({ events, end, anchor: anchorText }, browserDigests, nobody);
  const signature = await signatureOf(header, browserDigests, nobody);
  const broken = chain?.fault != null || (anchor !== null && anchor.state !== 'good');
  const intact = faults.length === 0 && signature !== 'wrong' && !broken;
  return { texts: Object.keys(texts).length, faults, signature, chain, anchor, intact };
}

/** Verifies the ZIP that was chosen, piece by piece. */
export const checkZip = (file: File, onProgress: (bytes: number) => void): Promise<CaseFileReport> =>
  verifyCaseFile(
    {
      size: file.size,
      async read(start, length) {
        const bytes = new Uint8Array(await file.slice(start, start + length).arrayBuffer());
        if (start < 0 || bytes.length !== length) throw new Error('the file is shorter than it said');
        return bytes;
      },
    },
    browserDigests,
    { keys: null, onProgress },
  );
