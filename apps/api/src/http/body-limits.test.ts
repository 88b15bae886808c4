import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import fastifyFactory, { type FastifyInstance } from 'fastify';
import { limitBodies } from './body-limits';

describe('how long a body may take', () => {
  let fastify: FastifyInstance;
  let port: number;
  beforeAll(async () => {
    fastify = fastifyFactory();
    limitBodies(fastify, 60);
    fastify.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => done(null, payload));
    fastify.post('/api/v1/cases', () => ({ done: true }));
    fastify.post('/api/v1/slow-work', async () => {
      await cutOff();
      return { done: true };
    });
    fastify.patch('/api/v1/uploads/:id', async (request) => {
      let size = 0;
      for await (const part of request.body as AsyncIterable<Buffer>) size += part.length;
      return { size };
    });
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    ({ port } = fastify.server.address() as AddressInfo);
  });
  afterAll(() => fastify.close());

  const begin = (method: string, path: string, type: string, length: number, first: string): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${String(length)}\r\n\r\n${first}`,
    );
    return socket;
  };
  /** A form that is never finished, begun now: when it is cut, the time of all that began before is over. */
  const cutOff = async (): Promise<string> => {
    const socket = begin('POST', '/api/v1/cases', 'application/json', 20, '{"a"');
    socket.on('error', () => undefined);
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    await once(socket, 'close');
    return Buffer.concat(parts).toString();
  };
  const read = async (socket: Socket): Promise<string> => {
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return answer.toString();
  };

  it('cuts whoever sends a form byte by byte', async () => {
    expect(await cutOff()).not.toContain('200 OK');
  });

  it('lets a body that is here be worked on for longer', async () => {
    const body = '{"a":1}';
    expect(await read(begin('POST', '/api/v1/slow-work', 'application/json', body.length, body))).toContain('200 OK');
  });

  it('lets an upload take its time', async () => {
    const socket = begin('PATCH', '/api/v1/uploads/x', 'application/offset+octet-stream', 8, 'half');
    await cutOff();
    socket.write('rest');
    expect(await read(socket)).toContain('{"size":8}');
  });
});
