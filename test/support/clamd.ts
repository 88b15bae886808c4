import { createServer, type AddressInfo, type Socket } from 'node:net';
import * as yauzl from 'yauzl';
import { eicar } from './archives';

export interface TestClamd {
  address: string;
  /** Contents that came whole. */
  scans: number;
  /** Contents that came whole and have no answer yet. */
  looking: number;
  /**
   * `down` closes every connection before an answer, as a scanner that has no memory left; `slow` answers when it is
   * `up` again; `small` takes no content of any size.
   */
  mood: 'up' | 'down' | 'slow' | 'small';
  close(): Promise<void>;
}

/** A peer that speaks clamd's INSTREAM and looks into archives inside archives; it knows one signature. */
export async function openClamd(): Promise<TestClamd> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    answer(socket).catch(() => socket.destroy());
  });
  const clamd: TestClamd = {
    address: '',
    scans: 0,
    looking: 0,
    mood: 'up',
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  async function answer(socket: Socket): Promise<void> {
    const content = await received(socket, () => clamd.mood === 'down');
    clamd.scans += 1;
    clamd.looking += 1;
    while (clamd.mood === 'slow') await new Promise((resolve) => setTimeout(resolve, 5));
    clamd.looking -= 1;
    if (clamd.mood === 'small') {
      socket.end('INSTREAM size limit exceeded. ERROR\0');
      return;
    }
    socket.end(`stream: ${(await infected(content)) ? 'Eicar-Test-Signature FOUND' : 'OK'}\0`);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clamd.address = `tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return clamd;
}

/** The chunks of `zINSTREAM`: four bytes of length before each, a length of nothing at the end. */
async function received(socket: Socket, down: () => boolean): Promise<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let begun = false;
  const chunks: Buffer[] = [];
  for await (const part of socket.iterator({ destroyOnReturn: false })) {
    if (down()) throw new Error('down');
    held = Buffer.concat([held, part as Buffer]);
    if (!begun) {
      const command = 'zINSTREAM\0';
      if (held.length < command.length) continue;
      if (held.subarray(0, command.length).toString() !== command) throw new Error('UNKNOWN COMMAND');
      held = held.subarray(command.length);
      begun = true;
    }
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const length = held.readUInt32BE(0);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(held.subarray(4, 4 + length));
      held = held.subarray(4 + length);
    }
  }
  throw new Error('broken off');
}

async function infected(content: Buffer): Promise<boolean> {
  if (content.includes(eicar)) return true;
  if (content.readUInt32LE(0) !== 0x04034b50) return false;
  const zip = await yauzl.fromBufferPromise(content);
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    if (await infected(Buffer.concat(parts))) return true;
  }
  return false;
}
