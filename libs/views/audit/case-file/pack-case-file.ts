import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  caseFilePaths,
  dataScript,
  manifestFormat,
  sealScript,
  signatureFormat,
  signedText,
  type CaseFileManifest,
  type CaseFileSignature,
  type ManifestEntry,
} from '../../../contracts/case-file';
import type { Words } from '../../../contracts/forms';
import { keyIdOf } from '../../../persistence/events/anchor';
import type { PageFiles } from '../../../platform/zip/page-files';
import { ZipWriter } from '../../../platform/zip/zip-writer';
import type { CaseFileContent } from './case-file';
import type { CaseFileEntry } from './entries';

export { keyIdOf };

export interface Packing {
  page: PageFiles;
  /** The key of the audit; null: the file says that it is unsigned. */
  key: KeyObject | null;
  exportedBy: Words;
  /** Machine instant. */
  exportedAt: number;
}

const pageTitles = {
  index: { zh: '阅读页面', en: 'Page to read it with' },
  script: { zh: '阅读页面：程序', en: 'Page: its script' },
  style: { zh: '阅读页面：样式', en: 'Page: its style' },
  data: { zh: '阅读页面：所载文本', en: 'Page: the texts it shows' },
};

/**
 * The file of a decision as a ZIP, made while it is read. A content that is not what the record says breaks it off: a
 * file that is signed is whole.
 */
export function packCaseFile(content: CaseFileContent, packing: Packing): Readable {
  const zip = new ZipWriter();
  new Packer(zip, content, packing).run().catch((error: unknown) => {
    zip.out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return zip.out;
}

class Packer {
  private readonly manifest: ManifestEntry[] = [];
  private readonly texts: Record<string, string> = {};

  constructor(
    private readonly zip: ZipWriter,
    private readonly content: CaseFileContent,
    private readonly packing: Packing,
  ) {}

  async run(): Promise<void> {
    const { page } = this.packing;
    this.pagePart('index', 'text/html', page.index);
    this.pagePart('script', 'text/javascript', page.script);
    this.pagePart('style', 'text/css', page.style);
    for await (const entry of this.content.entries) await this.add(entry);
    this.pagePart('data', 'text/javascript', Buffer.from(dataScript(this.texts)));
    this.close();
  }

  private pagePart(part: keyof typeof pageTitles, mediaType: string, bytes: Buffer): void {
    const path = caseFilePaths[part];
    const written = this.zip.addBytes(path, bytes);
    this.manifest.push({ path, title: pageTitles[part], mediaType, ...written, by: null, at: null });
  }

  private async add({ path, title, mediaType, by, at, recorded, content }: CaseFileEntry): Promise<void> {
    if (Buffer.isBuffer(content)) this.texts[path] = content.toString();
    const written = Buffer.isBuffer(content)
      ? this.zip.addBytes(path, content)
      : await this.zip.addStream(path, await content(), recorded?.size ?? 0);
    if (recorded && (recorded.sha256 !== written.sha256 || recorded.size !== written.size))
      throw new Error(`${path}: the store has other bytes than the record says`);
    this.manifest.push({ path, title, mediaType, size: written.size, sha256: written.sha256, by, at });
  }

  private close(): void {
    const { number, for: kind, bodies, asOf } = this.content;
    const manifest: CaseFileManifest = {
      ...{ format: manifestFormat, case: number, for: kind, bodies: [...bodies], asOf },
      entries: this.manifest,
    };
    const manifestText = `${JSON.stringify(manifest, null, 1)}\n`;
    const { sha256 } = this.zip.addBytes(caseFilePaths.manifest, Buffer.from(manifestText));
    const signatureText = `${JSON.stringify(this.sealed(sha256), null, 1)}\n`;
    this.zip.addBytes(caseFilePaths.signature, Buffer.from(signatureText));
    this.zip.addBytes(caseFilePaths.seal, Buffer.from(sealScript(manifestText, signatureText)));
    this.zip.end();
  }

  private sealed(manifest: string): CaseFileSignature {
    const { key, exportedBy, exportedAt } = this.packing;
    const unsigned: Omit<CaseFileSignature, 'signature'> = {
      format: signatureFormat,
      ...{ manifest, exportedAt: new Date(exportedAt).toISOString(), exportedBy },
      keyId: key && keyIdOf(key),
      publicKey: key && createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('hex'),
    };
    const signature = key && sign(null, Buffer.from(signedText(unsigned)), key).toString('hex');
    return { ...unsigned, signature };
  }
}
