import type { Request, RequestHandler, Response } from 'express';
import { ProblemException } from './problem.js';
import { renewTime } from '../runtime/request-context.js';
import { REQUEST_LIMITS } from './request-limits.js';

/**
 * Has a body read by a reader of Express. With its last byte the time of the request begins anew: how long it took depends
 * on the client's line. Throws a 408 where it arrives more slowly than any line that can be worked with.
 */
export async function receiveBody(request: Request, response: Response, read: RequestHandler): Promise<void> {
  const { socket } = request;
  const [begun, before] = [performance.now(), socket.bytesRead];
  const isLate = () => performance.now() - begun > msFor(socket.bytesRead - before);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const timer = setInterval(() => isLate() && reject(tooSlow(response)), REQUEST_LIMITS.checkMs).unref();
  void read(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve(null)));
  try {
    await promise;
  } finally {
    clearInterval(timer);
  }
  renewTime();
}

/** What may have passed until so many bytes are there. */
function msFor(bytes: number): number {
  const { bodyMs, bodyBytesPerSecond } = REQUEST_LIMITS;
  return bodyMs + (bytes / bodyBytesPerSecond) * 1_000;
}

function tooSlow(response: Response): ProblemException {
  // The rest of the body would be taken for the next request.
  response.setHeader('Connection', 'close');
  return new ProblemException(408, 'about:blank', 'The request took too long to arrive.');
}
