import type { DocumentView } from '../../../../libs/contracts/api/cases';
import { addressOf, headersOf, reportFailure } from './http';
import { ConnectionError, errorFrom, ProblemError } from './problem';

export interface Upload {
  caseId: string;
  file: File;
  title: string;
  key: string;
  /** Share sent so far, 0 to 1. */
  onProgress: (share: number) => void;
  signal?: AbortSignal;
}

/** Streams a file to a case. XMLHttpRequest, because fetch does not report how much has been sent. */
export function uploadDocument({ caseId, file, title, key, onProgress, signal }: Upload): Promise<DocumentView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(`/cases/${caseId}/documents`, { title, fileName: file.name }));
    for (const [name, value] of Object.entries(headersOf('POST', { key }))) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as DocumentView);
        return;
      }
      refuse(errorFrom(request.status, request.getResponseHeader('content-type'), request.responseText));
    };
    request.onerror = () => refuse(new ConnectionError(null));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    const refuse = (error: ProblemError | ConnectionError): void => {
      try {
        reportFailure(error);
      } catch (failure) {
        reject(failure instanceof Error ? failure : error);
      }
    };
    request.send(file);
  });
}

export const contentAddress = (caseId: string, documentId: string): string =>
  addressOf(`/cases/${caseId}/documents/${documentId}/content`);
