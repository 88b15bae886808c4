import { v7 } from 'uuid';
import type { Database } from '../../../../libs/persistence/database';
import { keyIdOf } from '../../../../libs/persistence/events/anchor';
import { VerificationRepository } from '../../../../libs/persistence/events/verification-repository';
import { verifyAll, type Finding, type VerifyReport } from '../../../../libs/persistence/events/verify-all';
import { verifyAnchors, type AnchorFinding } from '../../../../libs/persistence/events/verify-anchors';
import { readPublicKeys } from '../../../../libs/platform/signing/key-files';
import { anchorFiles } from './anchor-files';

export interface VerificationWish {
  databaseUrl: string;
  /** File with the trusted public keys; null: no anchor can be checked. */
  publicKeyFile: string | null;
  /** Folder or file of exported anchors. */
  anchors?: string;
  /** ISO 8601: only what was written after the newest anchor of that instant. */
  since?: string;
  caseNumber?: string;
  machineNow: number;
  onProgress?: (events: number) => void;
}

export interface Verification extends VerifyReport {
  intact: boolean;
  anchors: number;
  lastAnchor: { seq: number; at: string } | null;
  anchorFindings: AnchorFinding[];
  /** Anchor from which on was looked; null: from the beginning. */
  sinceAnchor: number | null;
}

/** Verifies anchors, then chains against them, and keeps the result. Changes nothing else; needs public keys only. */
export async function verifyRecord(database: Database, wish: VerificationWish): Promise<Verification> {
  const files = wish.anchors === undefined ? new Map<number, never>() : anchorFiles(wish.anchors);
  const keys = wish.publicKeyFile === null ? [] : readPublicKeys(wish.publicKeyFile);
  const trusted = new Map(keys.map((key) => [keyIdOf(key), key]));
  const anchors = await database.read((sql) => verifyAnchors(sql, files, trusted));
  const since = wish.since === undefined ? undefined : anchors.newestAt(Date.parse(wish.since));
  const report = await verifyAll(wish.databaseUrl, {
    vouched: anchors.vouched,
    ...(since ? { afterAnchor: since.seq } : {}),
    ...(wish.caseNumber === undefined ? {} : { caseNumber: wish.caseNumber }),
    ...(wish.onProgress ? { onProgress: wish.onProgress } : {}),
  });
  const verification: Verification = {
    ...report,
    intact: report.findings.length === 0 && anchors.findings.length === 0,
    anchors: anchors.anchors,
    lastAnchor: anchors.last && { seq: anchors.last.seq, at: anchors.last.at },
    anchorFindings: anchors.findings,
    sinceAnchor: since?.seq ?? null,
  };
  await keep(database, verification, wish);
  return verification;
}

async function keep(database: Database, verification: Verification, wish: VerificationWish): Promise<void> {
  const { intact, findings, anchorFindings, ...counts } = verification;
  const report = {
    ...counts,
    caseNumber: wish.caseNumber ?? null,
    findings: findings.slice(0, 100),
    anchorFindings: anchorFindings.slice(0, 100),
  };
  await database.transaction((sql) =>
    new VerificationRepository(sql).insert({ id: v7().replaceAll('-', ''), at: wish.machineNow, intact, report }),
  );
}

const faults: Record<Finding['kind'], string> = {
  altered: 'was altered',
  missing: 'is missing',
  inserted: 'was inserted',
  swapped: 'was swapped with another',
  cut: 'and what follows was cut off',
  rewritten: 'is where the chain was rewritten',
  algorithm: 'names no known hash algorithm',
};
const anchorFaults: Record<AnchorFinding['fault'], string> = {
  'unknown-key': 'is signed with a key that is not trusted here',
  signature: 'has a wrong signature',
  link: 'does not follow the anchor before it',
  root: 'has a root that is not that of its heads',
  missing: 'follows a gap: the anchor before it is missing',
  differs: 'is another one in the database than in the exported file',
  'not-in-database': 'was exported and is not in the database any more',
};

/** What was found, one line each. */
export const linesOf = ({ findings, anchorFindings }: Verification): string[] => [
  ...anchorFindings.map(({ anchor, fault }) => `anchor ${String(anchor)} ${anchorFaults[fault]}`),
  ...findings.map(({ chain, number, seq, kind, detail }) => {
    const name = number === null ? chain.replace(/^proc_/, 'process proc_') : `case ${number}`;
    return `${name}: event ${String(seq)} ${faults[kind]} (${detail})`;
  }),
];
