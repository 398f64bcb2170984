import { Readable, pipeline } from 'node:stream';
import type { NextFunction, Request, Response } from 'express';
import { withoutOne, turnedAround } from './fault-items.js';

/** What goes wrong with an answer. */
export type FaultKind =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | { readonly kind: 'delay'; readonly millis: number }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** Half of the answer, as if it were all. */
  | { readonly kind: 'half' }
  /** A page for people, with status 200. */
  | { readonly kind: 'html' }
  /** 50 MB of JSON. */
  | { readonly kind: 'huge' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The answer that the same path had last, once more, whatever the query. */
  | { readonly kind: 'repeat' }
  /** One item of the longest list is left out. */
  | { readonly kind: 'omit' }
  /** The longest list is turned around. */
  | { readonly kind: 'reorder' };

export type Fault = FaultKind & {
  readonly broker: string;
  /** A part of the path below the broker's prefix; all paths where left out. */
  readonly path?: string;
  /** For how many requests; 1 where left out. */
  readonly times?: number;
  /** How many fitting requests are let through before; 0 where left out. */
  readonly after?: number;
};

interface Pending {
  readonly fault: Fault;
  skip: number;
  left: number;
}

const HUGE_BYTES = 50 * 1024 * 1024;

export class Faults {
  private pending: Pending[] = [];
  private readonly lastAnswers = new Map<string, string>();

  add(fault: Fault): void {
    this.pending.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.pending = [];
  }

  /** Those that have not happened often enough yet. */
  waiting(): readonly Fault[] {
    return this.pending.map(({ fault }) => fault);
  }

  /** Stands before the routes of a broker: answers in their place, or changes what they answer. */
  before(broker: string) {
    return (request: Request, response: Response, next: NextFunction): void => {
      const path = request.url.split('?')[0] ?? '';
      const fault = this.take(broker, path);
      const place = `${broker} ${request.method} ${path}`;
      if (fault && answered(fault, response)) return;
      this.watch(place, fault, response);
      if (fault?.kind === 'delay') setTimeout(next, fault.millis);
      else next();
    };
  }

  private take(broker: string, path: string): Fault | undefined {
    const found = this.pending.find(({ fault }) => fault.broker === broker && path.includes(fault.path ?? ''));
    if (!found) return undefined;
    if (found.skip > 0) {
      found.skip--;
      return undefined;
    }
    if (--found.left <= 0) this.pending = this.pending.filter((other) => other !== found);
    return found.fault;
  }

  /** Lets the answer through, changed, and remembers it. */
  private watch(place: string, fault: Fault | undefined, response: Response): void {
    const send = response.send.bind(response);
    response.send = (body?: unknown) => {
      response.send = send;
      if (typeof body !== 'string') return send(body);
      const said = changed(body, fault, this.lastAnswers.get(place));
      this.lastAnswers.set(place, said);
      if (fault?.kind === 'cut') return cut(said, response);
      return send(said);
    };
  }
}

/** Whether the fault has answered in place of the dialect. */
function answered(fault: Fault, response: Response): boolean {
  if (fault.kind === 'status') {
    if (fault.retryAfter !== undefined) response.set('Retry-After', fault.retryAfter);
    response
      .status(fault.status)
      .type('text')
      .send(fault.body ?? '');
  } else if (fault.kind === 'html') {
    response.type('html').send('<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>');
  } else if (fault.kind === 'redirect') {
    response.redirect(302, fault.to);
  } else if (fault.kind === 'huge') {
    // Without its length, so that only who counts what comes in can stop in time.
    pipeline(Readable.from(hugeAnswer()), response.type('json'), () => undefined);
  } else return false;
  return true;
}

function changed(body: string, fault: Fault | undefined, last: string | undefined): string {
  if (fault?.kind === 'repeat') return last ?? body;
  if (fault?.kind === 'half') return body.slice(0, body.length / 2);
  if (fault?.kind === 'omit') return withoutOne(body);
  return fault?.kind === 'reorder' ? turnedAround(body) : body;
}

function* hugeAnswer(): Generator<Buffer> {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  for (let sent = 0; sent < HUGE_BYTES; sent += chunk.length) yield chunk;
  yield Buffer.from('{}');
}

/** Promises the whole answer, sends half of it and hangs up. */
function cut(body: string, response: Response): Response {
  const bytes = Buffer.from(body);
  response.set('Content-Length', String(bytes.length));
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  return response;
}
