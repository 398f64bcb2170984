import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import pg from 'pg';

/** PostgreSQL's frontend/backend protocol, version 3: a startup packet and a request for TLS have no type, all else has. */
const LENGTH = 4;
const TYPE = 1;
const TLS_REQUEST = 80_877_103;
const TERMINATE = 'X'.charCodeAt(0);
const READY = 'Z'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);

/** What PgBouncer answers to a startup packet with options, unless it was told to pass over them. */
const REFUSAL = errorOf('08P01', 'unsupported startup parameter: options');
const AUTHENTICATED = Buffer.from('520000000800000000', 'hex');
const READY_IDLE = Buffer.from('5a0000000549', 'hex');

/**
 * A pooler in transaction mode, as far as its clients notice: each transaction is had on whichever connection is free, the
 * one that was left last first. Whoever comes is let in, and all work with the rights and options of `config`; where it
 * does not take options, who has some is refused.
 */
export async function startTransactionPooler(
  config: pg.ClientConfig,
  { size = 8, takesOptions = true } = {},
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const servers = await Promise.all(Array.from({ length: size }, () => connected(config)));
  const idle = servers.map(({ stream }) => stream);
  const clients = new Set<Socket>();
  const listener = createServer((client) => {
    clients.add(client);
    serve(client, idle, takesOptions);
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      for (const client of clients) client.destroy();
      for (const { stream } of servers) stream.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Signed in by pg, and from then on nothing but its socket. */
async function connected(config: pg.ClientConfig): Promise<{ readonly stream: Socket }> {
  const client = new pg.Client(config);
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners();
  stream.on('error', () => undefined);
  return { stream };
}

function serve(client: Socket, idle: Socket[], takesOptions: boolean): void {
  let [begun, waiting] = [false, Buffer.alloc(0)];
  let server: Socket | null = null;
  const goBack = () => {
    if (server) idle.push(server.removeAllListeners('data'));
    server = null;
  };
  const take = () => {
    const taken = idle.pop();
    if (!taken) throw new Error('No connection is free.');
    server = taken;
    let heard = Buffer.alloc(0);
    taken.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      const { messages, rest } = messagesIn(heard, TYPE);
      heard = rest;
      client.write(Buffer.concat(messages));
      const last = messages.at(-1);
      if (last?.[0] === READY && last.at(-1) === IDLE) goBack();
    });
    return taken;
  };
  client.on('error', () => undefined);
  client.on('close', goBack);
  client.on('data', (chunk: Buffer) => {
    const { messages, rest } = messagesIn(Buffer.concat([waiting, chunk]), begun ? TYPE : 0);
    waiting = rest;
    for (const message of messages) {
      if (!begun && message.readInt32BE(LENGTH) === TLS_REQUEST) client.write('N');
      else if (!begun && !takesOptions && message.includes('options\0')) client.end(REFUSAL);
      else if (!begun) {
        begun = true;
        client.write(Buffer.concat([AUTHENTICATED, READY_IDLE]));
      } else if (message[0] === TERMINATE) client.end();
      else (server ?? take()).write(message);
    }
  });
}

function errorOf(code: string, text: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${text}\0\0`);
  const head = Buffer.from('E0000');
  head.writeInt32BE(LENGTH + fields.length, TYPE);
  return Buffer.concat([head, fields]);
}

/** The whole messages, each with its length after so many bytes, and what is left. */
function messagesIn(
  bytes: Buffer,
  before: number,
): { readonly messages: Buffer[]; readonly rest: Buffer<ArrayBuffer> } {
  const messages: Buffer[] = [];
  let at = 0;
  while (bytes.length - at >= before + LENGTH) {
    const length = before + bytes.readInt32BE(at + before);
    if (bytes.length - at < length) break;
    messages.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { messages, rest: Buffer.from(bytes.subarray(at)) };
}
