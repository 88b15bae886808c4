import { Refused } from '../../../../libs/contracts/errors';
import type { FileStore } from '../../../../libs/platform/files/file-store';
import type { DocumentContent } from '../../../../libs/views/documents/content';
import { attachment, inlined } from '../http/attachment';
import type { KnownRequest, Reply } from '../http/endpoint';

/**
 * The one range a request asks for (RFC 9110), null for the whole: no range, several, another unit, or one of an older
 * content. Refused as `range-not-satisfiable`.
 */
export function rangeOf(
  { range, ifRange }: { range: string | undefined; ifRange: string | undefined },
  size: number,
  tag: string,
): { start: number; end: number } | null {
  const asked = /^bytes=(\d*)-(\d*)$/i.exec(range?.trim() ?? '');
  if (!asked || (ifRange !== undefined && ifRange !== tag)) return null;
  const [, from = '', to = ''] = asked;
  if (from === '' && to === '') return null;
  // One that ends before it begins is no range at all, also outside the content.
  if (from !== '' && to !== '' && Number(from) > Number(to)) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  if (start >= size) throw new Refused('range-not-satisfiable', { facts: { size } });
  return { start, end: from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

/** Sends a content, or the part of it that is asked for. `inline`: shown in a page that may do nothing at all. */
export async function give(
  files: FileStore,
  found: DocumentContent,
  request: KnownRequest,
  reply: Reply,
  inline = false,
): Promise<void> {
  const tag = `"${found.sha256}"`;
  void reply.header('accept-ranges', 'bytes');
  const { range: asked, 'if-range': ifRange } = request.headers;
  const range = partOf({ range: asked, ifRange: first(ifRange) }, found.size, tag, reply);
  const stream = await files.read(found.path, range ?? undefined);
  const length = range ? range.end - range.start + 1 : found.size;
  if (range) {
    void reply
      .status(206)
      .header('content-range', `bytes ${String(range.start)}-${String(range.end)}/${String(found.size)}`);
  }
  // Nothing in it runs or loads, also where a browser shows it by itself.
  if (inline) void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'self'; sandbox");
  await reply
    .header('content-type', found.mediaType)
    .header('content-length', String(length))
    .header('content-disposition', inline ? inlined(found.fileName) : attachment(found.fileName))
    .header('etag', tag)
    .header('x-content-sha256', found.sha256)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(stream);
}

function partOf(asked: Parameters<typeof rangeOf>[0], size: number, tag: string, reply: Reply) {
  try {
    return rangeOf(asked, size, tag);
  } catch (error) {
    void reply.header('content-range', `bytes */${String(size)}`);
    throw error;
  }
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
