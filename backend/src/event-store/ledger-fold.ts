import { GENESIS_HASH } from '@singularity/domain';
import type { PastEvent } from './events.table.js';
import { emptyStream, foldStream } from './projection.js';
import type { FoldedStream, Projection } from './projection.js';
import type { RecordedEvent } from './recorded-event.js';

/** A stream as its last event so far left it, and what it looks like to readers. */
export interface Stream {
  readonly projection: Projection;
  readonly stream: FoldedStream;
}

/** A stream after one more event, or after its first. */
export function withEvent(known: Stream | undefined, event: PastEvent, projections: readonly Projection[]): Stream {
  const { projection, stream } = known ?? begin(event, projections);
  return { projection, stream: foldStream(projection, stream, [event]) };
}

function begin({ streamType, userId, streamId }: PastEvent, projections: readonly Projection[]): Stream {
  const projection = projectionOf(streamType, projections);
  return { projection, stream: emptyStream(projection, userId, streamId) };
}

export function projectionOf(streamType: string, projections: readonly Projection[]): Projection {
  const projection = projections.find((other) => other.streamType === streamType);
  if (!projection) throw new Error(`Nothing here projects streams of type ${streamType}.`);
  return projection;
}

/** All streams of a ledger in the making: from its beginning, or from where an earlier fold ended, which stays as it is. */
export class LedgerFold {
  version: number;
  /** Of the last event that it took in: tells this history from any other. */
  hash: string;
  readonly streams: Map<string, Stream>;

  constructor(
    private readonly projections: readonly Projection[],
    earlier?: Pick<LedgerFold, 'version' | 'hash'> & { readonly streams: ReadonlyMap<string, Stream> },
  ) {
    this.version = earlier?.version ?? 0;
    this.hash = earlier?.hash ?? GENESIS_HASH;
    this.streams = new Map(earlier?.streams);
  }

  add(event: RecordedEvent): void {
    if (event.version !== ++this.version) throw new Error(`Event ${this.version} is missing.`);
    this.hash = event.hash;
    this.streams.set(event.streamId, withEvent(this.streams.get(event.streamId), event, this.projections));
  }
}
