import { v7 } from 'uuid';
import { hexOfId, idFromHex, idPrefixes, type Id, type IdKind } from '../contracts/ids';

/** BINARY(16) of an id. Throws for anything that is not one. */
export const bytesOf = (id: string): Buffer => Buffer.from(hexOfId(id), 'hex');
export const bytesOrNull = (id: string | null | undefined): Buffer | null => (id ? bytesOf(id) : null);

export const idOf = <K extends IdKind>(kind: K, bytes: Buffer): Id<K> => idFromHex(kind, bytes.toString('hex'));
export const idOrNull = <K extends IdKind>(kind: K, bytes: Buffer | null): Id<K> | null =>
  bytes ? idOf(kind, bytes) : null;

/** A new UUIDv7: ids of one process sort by the time they were made. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  return `${idPrefixes[kind]}_${v7().replaceAll('-', '')}` as Id<K>;
}
