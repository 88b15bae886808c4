import type { CaseFileReport, SignatureState } from '../../../../libs/domain/audit/verify-case-file';
import { verifyCaseFile } from '../../../../libs/domain/audit/verify-case-file';
import { readPublicKeys } from '../../../../libs/platform/signing/key-files';
import { FileSource, nodeDigests } from '../../../../libs/platform/zip/file-source';
import { keyIdOf } from '../../../../libs/views/audit/case-file/pack-case-file';
import { pathGiven } from './export';

export interface Verified {
  report: CaseFileReport;
  /** Intact, and where keys were given, signed with one of them. */
  trusted: boolean;
}

/** Verifies a file offline. Throws where the file or the keys cannot be read. */
export async function verifyFile(file: string, publicKeyFile?: string): Promise<Verified> {
  const keys = publicKeyFile === undefined ? null : keysOf(pathGiven(publicKeyFile));
  const source = new FileSource(pathGiven(file));
  try {
    const report = await verifyCaseFile(source, nodeDigests, { keys });
    const vouched = keys === null || (report.signature === 'good' && report.anchor?.signature !== 'unknown-key');
    return { report, trusted: report.intact && vouched };
  } finally {
    source.close();
  }
}

const keysOf = (file: string): Map<string, string> =>
  new Map(
    readPublicKeys(file).map((key) => [keyIdOf(key), key.export({ type: 'spki', format: 'der' }).toString('hex')]),
  );

const signatures: Record<SignatureState, string> = {
  good: 'good, with a key that is trusted',
  'unknown-key': 'fits the file, but its key is not among those that are trusted (--public-key)',
  wrong: 'WRONG: manifest or header are not those that were signed',
  unsigned: 'the file is UNSIGNED: whoever had it could have made all of it anew',
  unchecked: 'could not be checked',
};

/** What was found, a line each; the first fault first. */
export function linesOfReport(report: CaseFileReport): string[] {
  const { manifest, header, signature, faults, chain, anchor, entries, bytes } = report;
  const eventFault = chain?.fault;
  return [
    ...(manifest ? [`case ${manifest.case}, for the ${manifest.for}, as of ${manifest.asOf}`] : []),
    ...(header ? [`exported ${header.exportedAt} (${header.exportedBy.en}), key ${header.keyId ?? 'none'}`] : []),
    `signature: ${signatures[signature]}`,
    ...faults.map(({ kind, path, detail }, index) => {
      const first = index === 0 && faults.length > 1 ? ' (first of ' + String(faults.length) + ')' : '';
      return `${kind}: ${path === '' ? 'the ZIP' : path}: ${detail}${first}`;
    }),
    ...(chain
      ? [
          eventFault
            ? `events: ${eventFault.kind} at event ${String(eventFault.seq)}`
            : `events: ${String(chain.events)}, the chain is intact`,
        ]
      : []),
    ...(anchor
      ? [
          `anchor ${String(anchor.seq)} of ${anchor.at} over the first ${String(anchor.events)} events: ${anchor.state}, signature ${anchor.signature}`,
        ]
      : []),
    `${String(entries)} entries, ${String(bytes)} bytes looked at`,
  ];
}
