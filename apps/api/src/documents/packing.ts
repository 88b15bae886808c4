import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { FileStore } from '../../../../libs/platform/files/file-store';
import type { CasePackage } from '../../../../libs/views/documents/content';

/** The package as a ZIP, made while it is read: files are opened one after the other. A lost file breaks it off. */
export function pack(files: FileStore, found: CasePackage): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  zip.addBuffer(Buffer.from(`${JSON.stringify(found.manifest, null, 2)}\n`), 'manifest.json');
  for (const { entry, path, size } of found.entries) {
    // Stored as they are: PDF, images and archives are compressed already.
    zip.addReadStreamLazy(entry, { compress: false, size }, (opened) => {
      files.read(path).then(
        (stream) => {
          stream.on('error', (error) => out.destroy(error));
          out.on('close', () => stream.destroy());
          opened(null, stream);
        },
        (error: unknown) => {
          out.destroy(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
  zip.on('error', (error: Error) => out.destroy(error));
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}
