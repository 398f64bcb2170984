import { emptyStream, foldStream } from './projection.js';
import type { FoldedStream, Projection } from './projection.js';
import type { RecordedEvent } from './recorded-event.js';

/** A stream as its last event so far left it, and what it looks like to readers. */
export interface Stream {
  readonly projection: Projection;
  readonly stream: FoldedStream;
}

/** All streams of a ledger in the making: from its beginning, or from where an earlier fold ended, which stays as it is. */
export class LedgerFold {
  version: number;
  readonly streams: Map<string, Stream>;

  constructor(
    private readonly projections: readonly Projection[],
    earlier?: Pick<LedgerFold, 'version'> & { readonly streams: ReadonlyMap<string, Stream> },
  ) {
    this.version = earlier?.version ?? 0;
    this.streams = new Map(earlier?.streams);
  }

  add(event: RecordedEvent): void {
    if (event.version !== ++this.version) throw new Error(`Event ${this.version} is missing.`);
    const known = this.streams.get(event.streamId) ?? this.begin(event);
    this.streams.set(event.streamId, { ...known, stream: foldStream(known.projection, known.stream, [event]) });
  }

  private begin(event: RecordedEvent): Stream {
    const projection = this.projections.find(({ streamType }) => streamType === event.streamType);
    if (!projection) throw new Error(`Nothing here projects streams of type ${event.streamType}.`);
    return { projection, stream: emptyStream(projection, event.userId, event.streamId) };
  }
}
