import type { Readable } from 'node:stream';
import type { Words } from '../../../contracts/forms';

/** One entry of the file of a decision. */
export interface CaseFileEntry {
  path: string;
  title: Words;
  mediaType: string;
  /** Who put it into the record; null for what the engine wrote, or whose name the file does not tell. */
  by: Words | null;
  /** Legal instant at which it came into the record. */
  at: string | null;
  /** What the record says of its bytes: they are held against it while they go out. */
  recorded: { sha256: string; size: number } | null;
  /** The whole content, where it is short; else it is read as a stream. */
  content: Buffer | (() => Promise<Readable>);
}

/** A short text of the record. */
export const textEntry = (path: string, title: Words, text: string): CaseFileEntry => ({
  path,
  title,
  mediaType: path.endsWith('.jsonl') ? 'application/jsonl' : 'application/json',
  by: null,
  at: null,
  recorded: null,
  content: Buffer.from(text),
});

/** One value to a file, laid out for people too. */
export const jsonEntry = (path: string, title: Words, value: unknown): CaseFileEntry =>
  textEntry(path, title, `${JSON.stringify(value, null, 1)}\n`);
