import type { Request, Response } from 'express';
import type { LiveMessage, StreamType } from '@singularity/contract';
import type { RequestUser } from '../auth/session/session-user.js';

/** What a client is told of. */
export interface ChangedStream {
  readonly type: StreamType;
  readonly id: string;
}

/** Where a ledger ends, and the streams that changed, each with the version of its last change; null for too many. */
export interface Changes {
  readonly version: number;
  readonly streams: readonly (ChangedStream & { readonly version: number })[] | null;
}

/** How long a client that knows nothing better waits before it comes again; in milliseconds. */
const RETRY_MS = 5_000;

/** One client that listens: what it knows, and the way to tell it more. */
export class LiveStream {
  private readonly openedAt = performance.now();
  /** The client takes no more for now. What happens meanwhile is told together once it does. */
  private full = false;
  /** Whether what the client knows is from here: before, it may have seen another ledger, and know more than there is. */
  private told = false;

  /** `version` is what the client says that it knows; null where it knows none. */
  constructor(
    readonly request: Request,
    readonly user: Pick<RequestUser, 'memberId' | 'dbUserId'>,
    private readonly response: Response,
    private version: number | null,
  ) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      // Nobody on the way may keep it, put it together or compress it: each message goes through at once.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    this.write(`retry: ${RETRY_MS}\n\n`);
  }

  get ageMs(): number {
    return performance.now() - this.openedAt;
  }

  onGone(run: () => void): void {
    this.response.once('close', run);
  }

  onRoom(run: () => void): void {
    this.response.on('drain', () => {
      this.full = false;
      run();
    });
  }

  /** The version that the client knows. */
  get known(): number | null {
    return this.version;
  }

  /** Tells of what is newer than what the client knows. */
  tell({ version, streams }: Changes): void {
    const { known } = this;
    if (this.full || version === known || (this.told && version < (known ?? 0))) return;
    const message: LiveMessage = { version, streams: newerThan(known, { version, streams }) };
    this.told = true;
    this.version = version;
    this.write(`id: ${version}\ndata: ${JSON.stringify(message)}\n\n`);
  }

  /** Tells of something that changed without the ledger, which stays as the client knows it. */
  tellBeside(stream: ChangedStream): void {
    const { known } = this;
    if (this.full || known === null) return;
    this.write(`data: ${JSON.stringify({ version: known, streams: [stream] } satisfies LiveMessage)}\n\n`);
  }

  /** A sign of life, for those on the way who take silence for the end. False where the last one is not through yet. */
  beat(): boolean {
    if (this.full) return false;
    this.write(':\n\n');
    return true;
  }

  /** A client that takes nothing is not waited for. */
  end(): void {
    if (this.full) this.response.destroy();
    else this.response.end();
  }

  private write(text: string): void {
    if (!this.response.writableEnded && !this.response.write(text)) this.full = true;
  }
}

/** Null for everything: where the client knows nothing, has seen another ledger, or is too far behind. */
function newerThan(known: number | null, { version, streams }: Changes): LiveMessage['streams'] {
  if (known === null || known > version || !streams) return null;
  return streams.filter((stream) => stream.version > known).map(({ type, id }) => ({ type, id }));
}
