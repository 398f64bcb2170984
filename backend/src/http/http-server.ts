import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ExpressAdapter } from '@nestjs/platform-express';
import { REQUEST_LIMITS } from './request-limits.js';
import { toProblem } from './problem.js';

/** What Node's parser does not let through, by its codes; anything else is a 400. */
const REFUSED: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The request headers are too long.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The chunk extensions of the request are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};
const MALFORMED = [400, 'The request cannot be read.'] as const;

/** Nest's Express, on a server of ours. */
export class HttpAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = createHttpServer(this.getInstance<RequestListener>());
  }
}

/**
 * Node's server, which cuts what is slow when it is due, and says of what never becomes a request what is wrong with it, as
 * the app does of all else.
 */
export function createHttpServer(listener: RequestListener): Server {
  const { headersMs, requestMs, checkMs } = REQUEST_LIMITS;
  const limits = { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs };
  const server = createServer(limits, listener);
  const answering = new WeakMap<Duplex, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }: IncomingMessage, response) => {
    const answers = answering.get(socket) ?? new Set();
    answering.set(socket, answers.add(response));
    response.once('close', () => answers.delete(response));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What is being answered on this connection must not be mixed up with the answer to something else.
    const isBegun = [...(answering.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    if (!socket.writable || isBegun) return void socket.destroy();
    const [status, detail] = REFUSED[error.code ?? ''] ?? MALFORMED;
    const { title, headers, body } = refusal(status, detail);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'), () => socket.destroy());
  });
  server.on('checkExpectation', (_request, response) => {
    const { headers, body } = refusal(417, 'Expect must be 100-continue.');
    response.writeHead(417, headers).end(body);
  });
  return server;
}

function refusal(status: number, detail: string) {
  const problem = toProblem(status, 'about:blank', detail);
  const body = JSON.stringify(problem);
  const headers = {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  };
  return { title: problem.title, headers, body };
}
