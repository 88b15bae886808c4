import { crc32, deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** The signature every virus scanner finds and that does nothing (EICAR test file), never written out in one piece. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** An honest ZIP of these files. */
export async function zipOf(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export interface Forgery {
  /** Size the headers speak of. */
  saysSize?: number;
  /** Unix mode of the entry. */
  mode?: number;
  /** General purpose bits; 1 is encrypted. */
  flags?: number;
}

/** A ZIP of one entry whose headers say what they are told to: what honest programs refuse to write. */
export function forgedZip(name: string, content: Buffer, forgery: Forgery = {}): Buffer {
  const packed = deflateRawSync(content);
  const raw = Buffer.from(name, 'utf8');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE((forgery.flags ?? 0) | 0x800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(forgery.saysSize ?? content.length, 18);
  common.writeUInt16LE(raw.length, 22);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, raw, packed]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((forgery.mode ?? 0o100644) << 16) >>> 0, 6);
  const central = Buffer.concat([Buffer.from('504b01021403', 'hex'), common, tail, raw]);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
