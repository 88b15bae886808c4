import type { Words } from '../forms';

/** An expected refusal: status, and what to say and do about it in both languages. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 416 | 422 | 429 | 503;
  words: Words;
}
export const r = (status: Refusal['status'], zh: string, en: string): Refusal => ({ status, words: { zh, en } });
