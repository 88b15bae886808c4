import {
  caseFilePaths,
  manifestFormat,
  sealScript,
  signatureFormat,
  signedText,
  type AnchorProof,
  type CaseFileManifest,
  type CaseFileSignature,
  type ChainEnd,
} from '../../contracts/case-file';
import { anchorText, bytesOfHex, faultOfChain, stateOfAnchor, type ChainFault, type Digests } from './event-chain';
import { listZip, ZipFault, type ByteSource, type ZipEntry } from './zip-listing';

export interface FileFault {
  kind: 'not-a-zip' | 'cut' | 'altered' | 'missing' | 'added';
  /** The entry; empty where it is about the whole. */
  path: string;
  detail: string;
}

/** `unknown-key`: right by the key it brings, which is not one that is trusted. `unchecked`: cannot be told here. */
export type SignatureState = 'good' | 'unknown-key' | 'wrong' | 'unsigned' | 'unchecked';

export interface CaseFileReport {
  manifest: CaseFileManifest | null;
  header: CaseFileSignature | null;
  signature: SignatureState;
  /** In the order of the file; the first is the one to look into. */
  faults: FileFault[];
  /** Null where the file does not hold the whole chain. */
  chain: { events: number; fault: ChainFault | null } | null;
  /** The anchor over the chain; null where there is none. */
  anchor: {
    seq: number;
    at: string;
    events: number;
    state: ReturnType<typeof stateOfAnchor>;
    signature: SignatureState;
  } | null;
  entries: number;
  bytes: number;
  intact: boolean;
}

export interface Trust {
  /** SPKI in hex of the keys that are trusted, by key id; null: none was given. */
  keys: ReadonlyMap<string, string> | null;
  onProgress?: (bytes: number) => void;
}

const piece = 1024 * 1024;
const unlisted = new Set<string>([caseFilePaths.manifest, caseFilePaths.signature, caseFilePaths.seal]);

/** Recomputes all that a file says of itself, entry by entry as a stream. Never throws for what is wrong with the file. */
export async function verifyCaseFile(source: ByteSource, digests: Digests, trust: Trust): Promise<CaseFileReport> {
  try {
    const bounded = within(source);
    return await new Verification(bounded, digests, trust).run(await listZip(bounded));
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    return reportOf({ faults: [{ kind: error.kind, path: error.path, detail: error.message }] });
  }
}

/** Offsets come from the file itself: those that lead out of it are a fault of it. */
const within = (source: ByteSource): ByteSource => ({
  size: source.size,
  read(start, length) {
    if (start < 0 || start + length > source.size) throw new ZipFault('altered', '', 'it points outside itself');
    return source.read(start, length);
  },
});

const reportOf = (found: Partial<CaseFileReport>): CaseFileReport => {
  const report = {
    ...{ manifest: null, header: null, signature: 'unchecked' as const, faults: [], chain: null, anchor: null },
    ...{ entries: 0, bytes: 0, intact: false },
    ...found,
  };
  return { ...report, intact: isIntact(report) };
};

/** What could not be told is not intact; what nobody vouches for is, as far as it goes. */
const isIntact = ({ manifest, signature, faults, chain, anchor }: CaseFileReport): boolean =>
  manifest !== null &&
  faults.length === 0 &&
  signature !== 'wrong' &&
  (chain === null || chain.fault === null) &&
  (anchor === null || (anchor.state === 'good' && anchor.signature !== 'wrong'));

class Verification {
  private readonly faults: FileFault[] = [];
  private readonly byPath = new Map<string, ZipEntry>();
  private bytes = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly digests: Digests,
    private readonly trust: Trust,
  ) {}

  async run(entries: readonly ZipEntry[]): Promise<CaseFileReport> {
    for (const entry of entries) {
      if (this.byPath.has(entry.path)) this.fault('added', entry.path, 'it is there twice');
      this.byPath.set(entry.path, entry);
    }
    const manifestText = await this.text(caseFilePaths.manifest);
    const signatureText = await this.text(caseFilePaths.signature);
    const manifest = manifestText === null ? null : readManifest(manifestText);
    const header = signatureText === null ? null : readHeader(signatureText);
    if (manifestText !== null && !manifest) this.fault('altered', caseFilePaths.manifest, 'it is not readable');
    if (signatureText !== null && !header) this.fault('altered', caseFilePaths.signature, 'it is not readable');
    if (manifestText !== null && header && this.hashOf(manifestText) !== header.manifest)
      this.fault('altered', caseFilePaths.manifest, 'it is not the one that was exported');
    const signature = header ? await signatureOf(header, this.digests, this.trust) : 'unchecked';
    if (manifest) await this.entries(manifest);
    if (manifestText !== null && signatureText !== null) await this.seal(sealScript(manifestText, signatureText));
    const chained = await this.chain();
    const { faults, bytes } = this;
    return reportOf({ manifest, header, signature, faults, ...chained, entries: entries.length, bytes });
  }

  private fault(kind: FileFault['kind'], path: string, detail: string): void {
    this.faults.push({ kind, path, detail });
  }

  private hashOf(text: string): string {
    const hash = this.digests.sha256();
    hash.update(new TextEncoder().encode(text));
    return hash.hex();
  }

  private async text(path: string): Promise<string | null> {
    const entry = this.byPath.get(path);
    if (!entry) this.fault('missing', path, 'it is not there');
    return entry ? new TextDecoder().decode(await this.source.read(entry.start, entry.size)) : null;
  }

  private async entries(manifest: CaseFileManifest): Promise<void> {
    const listed = new Set<string>();
    for (const { path, size, sha256 } of manifest.entries) {
      listed.add(path);
      const entry = this.byPath.get(path);
      if (!entry) this.fault('missing', path, 'the manifest lists it');
      else if (entry.size !== size) this.fault('altered', path, `${entry.size} bytes instead of ${size}`);
      else if ((await this.hashEntry(entry)) !== sha256) this.fault('altered', path, 'its SHA-256 is another one');
    }
    for (const path of this.byPath.keys())
      if (!listed.has(path) && !unlisted.has(path)) this.fault('added', path, 'the manifest does not list it');
  }

  private async hashEntry({ start, size }: ZipEntry): Promise<string> {
    const hash = this.digests.sha256();
    for (let at = 0; at < size; at += piece) {
      const bytes = await this.source.read(start + at, Math.min(piece, size - at));
      hash.update(bytes);
      this.bytes += bytes.length;
      this.trust.onProgress?.(this.bytes);
    }
    return hash.hex();
  }

  /** What the page shows as manifest and signature is what the file has. */
  private async seal(expected: string): Promise<void> {
    const found = await this.text(caseFilePaths.seal);
    if (found !== null && found !== expected) this.fault('altered', caseFilePaths.seal, 'it shows another manifest');
  }

  private async chain(): Promise<Pick<CaseFileReport, 'chain' | 'anchor'>> {
    if (!this.byPath.has(caseFilePaths.chain) || !this.byPath.has(caseFilePaths.events))
      return { chain: null, anchor: null };
    const texts = {
      events: (await this.text(caseFilePaths.events)) ?? '',
      end: (await this.text(caseFilePaths.chain)) ?? '',
      anchor: this.byPath.has(caseFilePaths.anchor) ? await this.text(caseFilePaths.anchor) : null,
    };
    return checkChain(texts, this.digests, this.trust);
  }
}

/** Checks the chain of events, and the anchor over it where there is one. */
export async function checkChain(
  texts: { events: string; end: string; anchor: string | null },
  digests: Digests,
  trust: Pick<Trust, 'keys'>,
): Promise<Pick<CaseFileReport, 'chain' | 'anchor'>> {
  const lines = texts.events.split('\n').filter((line) => line !== '');
  const end = readJson(texts.end) as ChainEnd | null;
  if (!end) return { chain: { events: lines.length, fault: { seq: 0, kind: 'unreadable' } }, anchor: null };
  const chain = { events: lines.length, fault: faultOfChain(lines, end, digests) };
  if (texts.anchor === null) return { chain, anchor: null };
  const anchor = readJson(texts.anchor) as AnchorProof | null;
  if (!Array.isArray(anchor?.proof)) return { chain, anchor: null };
  const known = trust.keys?.get(anchor.keyId);
  const right =
    known === undefined
      ? null
      : await digests.isSigned(
          bytesOfHex(known),
          new TextEncoder().encode(anchorText(anchor)),
          bytesOfHex(anchor.signature),
        );
  const signature = known === undefined ? 'unknown-key' : right === null ? 'unchecked' : right ? 'good' : 'wrong';
  const { seq, at, head } = anchor;
  const state = stateOfAnchor(anchor, lines, end.chain, digests);
  return { chain, anchor: { seq, at, events: head.seq, state, signature } };
}

/** Who is trusted is told by a key from elsewhere; without one, only whether the file fits the key it brings. */
export async function signatureOf(
  header: CaseFileSignature,
  digests: Digests,
  { keys }: Pick<Trust, 'keys'>,
): Promise<SignatureState> {
  if (header.signature === null || header.publicKey === null || header.keyId === null) return 'unsigned';
  const trusted = keys?.get(header.keyId);
  const text = new TextEncoder().encode(signedText(header));
  const right = await digests.isSigned(bytesOfHex(trusted ?? header.publicKey), text, bytesOfHex(header.signature));
  if (right === null) return 'unchecked';
  if (!right) return 'wrong';
  return trusted === undefined ? 'unknown-key' : 'good';
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

export function readManifest(text: string): CaseFileManifest | null {
  const found = readJson(text) as CaseFileManifest | null;
  if (found?.format !== manifestFormat || !Array.isArray(found.entries)) return null;
  return found.entries.every((one) => typeof one.path === 'string' && typeof one.sha256 === 'string') ? found : null;
}

export function readHeader(text: string): CaseFileSignature | null {
  const found = readJson(text) as CaseFileSignature | null;
  return found?.format === signatureFormat && typeof found.manifest === 'string' ? found : null;
}
