import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Run } from './scenario.js';

/** A wire between two that do not know of it. */
export interface TcpProxy {
  readonly port: number;
  /** Looks at what the server answers; true cuts the connection, and the client never sees it. */
  cutAt: (answer: Buffer) => boolean;
  /** How much later the client sees what the server answers, in milliseconds. */
  delay: (answer: Buffer) => number;
  /** Ends every connection that there is. */
  cut(): void;
}

/** `target` is a port, asked for with each connection. `retelling` gives, for each connection, what the server gets to read in place of what the client has said. */
export async function startTcpProxy(
  run: Pick<Run, 'defer'>,
  target: number | (() => number),
  retelling: () => (asked: Buffer) => Buffer = () => (asked) => asked,
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(typeof target === 'number' ? target : target(), '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => sockets.delete(socket) && other.destroy());
    }
    const retell = retelling();
    client.pipe(new Transform({ transform: (asked: Buffer, _, done) => done(null, retell(asked)) })).pipe(upstream);
    void passOn(upstream, client, proxy);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const proxy: TcpProxy = { port: (server.address() as AddressInfo).port, cutAt: () => false, delay: () => 0, cut };
  run.defer(async () => {
    server.close();
    cut();
    return Promise.resolve();
  });
  return proxy;
}

/** In order, whatever the delay of each. */
async function passOn(upstream: Socket, client: Socket, proxy: TcpProxy): Promise<void> {
  try {
    for await (const answer of upstream as AsyncIterable<Buffer>) {
      if (proxy.cutAt(answer)) break;
      const delay = proxy.delay(answer);
      if (delay > 0) await setTimeout(delay);
      if (!client.write(answer)) await new Promise((resolve) => client.once('drain', resolve).once('close', resolve));
    }
  } catch {
    // The server has broken off, and so does the wire.
  }
  client.destroy();
  upstream.destroy();
}
