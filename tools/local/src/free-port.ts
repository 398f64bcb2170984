import { createServer } from 'node:net';

/** Whether a server could listen on this port of the loopback address right now. */
export function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') return false;
      throw error;
    },
  );
}

/** The first free port from `from` upwards, or any free one. */
export async function freePort(from?: number): Promise<number> {
  if (from === undefined) return listenOnce(0);
  for (let port = from; port <= 65_535; port++) if (await isFree(port)) return port;
  throw new Error(`There is no free port from ${from} upwards.`);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
