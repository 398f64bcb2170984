import { AsyncResource } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { cutAnswers } from '../runtime/metrics.js';

/** After so long in which a client takes nothing of its answer it is cut; in milliseconds. */
export const STALLED_MS = 30_000;
/** Of all answers together that are waiting to be taken; in bytes. */
const MOST_UNREAD = 64 * 1024 * 1024;

const CUT = {
  stalled: 'A client took nothing of its answer for 30 s, and was cut.',
  'too-much': 'Too much was waiting to be taken: a client was cut.',
} as const;

interface Unread {
  readonly reader: string;
  readonly bytes: number;
  readonly cut: (why: keyof typeof CUT) => void;
}

/**
 * Keeps what clients have not taken yet from filling the memory, whatever it answers. Beyond a limit over all, the largest
 * answer is cut of the reader who has left most behind. To be used after compression, which holds bytes too.
 */
export class UnreadAnswers {
  private readonly logger = new Logger('http');
  private readonly unread = new Map<Response, Unread>();
  private bytes = 0;

  /** `readerOf` tells readers apart. */
  constructor(
    private readonly readerOf: (request: Request) => string,
    private readonly most = MOST_UNREAD,
  ) {}

  get standing(): { readonly answers: number; readonly bytes: number } {
    return { answers: this.unread.size, bytes: this.bytes };
  }

  readonly middleware: RequestHandler = (request, response, next) => {
    const { write, end } = response;
    const cut = AsyncResource.bind((why: keyof typeof CUT) => {
      cutAnswers.inc({ why });
      this.logger.warn(CUT[why]);
      this.taken(response);
      response.destroy();
    });
    const handOver = (chunk: unknown) => this.handOver(request, response, { bytes: lengthOf(chunk), cut });
    response.write = (...chunk: unknown[]) => {
      handOver(chunk[0]);
      const goesOn = Reflect.apply(write, response, chunk) as boolean;
      if (goesOn) this.taken(response);
      return goesOn;
    };
    response.end = (...chunk: unknown[]) => {
      handOver(chunk[0]);
      return Reflect.apply(end, response, chunk) as Response;
    };
    response.on('drain', () => this.taken(response));
    response.once('close', () => this.taken(response));
    // Where nothing is waiting to be taken, the client waits for us.
    response.on('timeout', () => {
      if (response.writableLength > 0) cut('stalled');
    });
    next();
  };

  private handOver(request: Request, response: Response, { bytes, cut }: Omit<Unread, 'reader'>): void {
    if (bytes === 0 || response.closed) return;
    const before = this.unread.get(response);
    const reader = before?.reader ?? this.readerOf(request);
    this.unread.set(response, { reader, bytes: (before?.bytes ?? 0) + bytes, cut });
    this.bytes += bytes;
    while (this.bytes > this.most) this.largest().cut('too-much');
  }

  private taken(response: Response): void {
    this.bytes -= this.unread.get(response)?.bytes ?? 0;
    this.unread.delete(response);
  }

  /** The largest answer of who has left most behind. */
  private largest(): Unread {
    const byReader = Map.groupBy(this.unread.values(), ({ reader }) => reader);
    const ofMost = largestBy([...byReader.values()], (of) => of.reduce((sum, { bytes }) => sum + bytes, 0));
    return largestBy(ofMost, ({ bytes }) => bytes);
  }
}

function largestBy<Item>(items: readonly Item[], size: (item: Item) => number): Item {
  return items.reduce((largest, item) => (size(item) > size(largest) ? item : largest));
}

function lengthOf(chunk: unknown): number {
  if (typeof chunk === 'string') return Buffer.byteLength(chunk);
  return chunk instanceof Uint8Array ? chunk.byteLength : 0;
}
