import { DetailedError, Upload as TusUpload, type HttpResponse } from 'tus-js-client';
import type { DocumentView } from '../../../../libs/contracts/api/documents';
import { addressOf, headersOf, post, reportFailure } from './http';
import { ConnectionError, errorFrom, ProblemError } from './problem';

export interface Upload {
  caseId: string;
  file: File;
  title: string;
  /** Item of the programme's list, indicator, or the document this is a new version of. */
  purpose?: { slot?: string; indicator?: string; documentId?: string };
  /** Of the request that begins it; an upload found again keeps the one it began with. */
  key: string;
  /** Share sent so far, 0 to 1. */
  onProgress: (share: number) => void;
}

/** An upload under way. `done` stays open while it is paused. */
export interface Sending {
  done: Promise<DocumentView>;
  pause: () => Promise<void>;
  resume: () => void;
}

/** Small enough to be sent again from its beginning: it goes in one request. */
const inOneRequest = 1024 * 1024;
const worthAnotherTry = new Set(['upload-offset', 'upload-busy', 'too-many-requests']);

/** Sends a file over tus: pauses, goes on after a lost connection, and finds an upload that a closed page left behind. */
export function uploadDocument(upload: Upload): Sending {
  let settle: { resolve: (document: DocumentView) => void; reject: (error: unknown) => void } | undefined;
  const done = new Promise<DocumentView>((resolve, reject) => (settle = { resolve, reject }));
  const sending: TusUpload = new TusUpload(upload.file, {
    ...optionsOf(upload),
    onSuccess: ({ lastResponse }) => {
      documentOf(lastResponse, sending.url).then(
        (document) => settle?.resolve(document),
        (error: unknown) => settle?.reject(error),
      );
    },
    onError: (error) => settle?.reject(failureOf(error)),
  });
  const start = async (): Promise<void> => {
    const [left] = await sending.findPreviousUploads();
    if (left) sending.resumeFromPreviousUpload(left);
    sending.start();
  };
  start().catch((error: unknown) => settle?.reject(error));
  return { done, pause: () => sending.abort(), resume: () => sending.start() };
}

function optionsOf({ caseId, file, title, purpose = {}, key, onProgress }: Upload) {
  const meant = Object.entries({ caseId, title, filename: file.name, ...purpose }).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return {
    endpoint: new URL(addressOf('/uploads'), window.location.href).href,
    metadata: Object.fromEntries(meant),
    retryDelays: [0, 1_000, 3_000, 8_000, 20_000],
    uploadDataDuringCreation: file.size <= inOneRequest,
    removeFingerprintOnSuccess: true,
    fingerprint: () =>
      Promise.resolve(['mcr', ...meant.map(([, value]) => value), file.size, file.lastModified].join(' ')),
    // Asked anew each time: the token changes with the session.
    onBeforeRequest: (request: { getMethod: () => string; setHeader: (name: string, value: string) => void }) => {
      const begins = request.getMethod() === 'POST';
      const headers = headersOf(request.getMethod(), begins ? { key } : {});
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    },
    onProgress: (sent: number, total: number) => onProgress(total > 0 ? sent / total : 0),
    onShouldRetry: (error: Error | DetailedError) => {
      const failure = failureOf(error);
      if (failure instanceof ConnectionError) return true;
      return failure instanceof ProblemError && (failure.status >= 500 || worthAnotherTry.has(failure.code));
    },
  };
}

/** What the last answer says; where it was lost, the same is asked again. */
async function documentOf(last: HttpResponse, url: string | null): Promise<DocumentView> {
  const body = last.getBody();
  if (body) return JSON.parse(body) as DocumentView;
  return post<DocumentView>(`/uploads/${url?.split('/').at(-1) ?? ''}/finish`, {});
}

function failureOf(error: Error | DetailedError): unknown {
  if (!(error instanceof DetailedError)) return error;
  const answer = error.originalResponse;
  if (!answer) return new ConnectionError(null);
  const failure = errorFrom(answer.getStatus(), answer.getHeader('content-type') ?? null, answer.getBody());
  try {
    return reportFailure(failure);
  } catch (reported) {
    return reported;
  }
}

export const contentAddress = (caseId: string, documentId: string): string =>
  addressOf(`/cases/${caseId}/documents/${documentId}/content`);
export const versionAddress = (
  caseId: string,
  documentId: string,
  versionId: string,
  how: 'content' | 'preview',
): string => addressOf(`/cases/${caseId}/documents/${documentId}/versions/${versionId}/${how}`);
export const templateAddress = (caseId: string, sha256: string): string =>
  addressOf(`/cases/${caseId}/templates/${sha256}`);
export const packageAddress = (caseId: string): string => addressOf(`/cases/${caseId}/package`);
/** What went to the archive. */
export const transferPackageAddress = (caseId: string, fileId: string): string =>
  `/api/v1/cases/${caseId}/archive/files/${fileId}/package`;

/** The file of a decision, for an archive or for the applicant. */
export const caseFileAddress = (caseId: string, kind: 'archive' | 'applicant'): string =>
  `${addressOf(`/cases/${caseId}/file`)}?for=${kind}`;
