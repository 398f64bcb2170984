import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Instant, LedgerEvent } from '@singularity/domain';
import { Clock, isOfTheFuture } from '../runtime/clock.js';
import { newId } from '../runtime/new-id.js';
import type { LedgerEnd } from './events.table.js';
import { seal } from './hash-chain.js';
import type { FoldedStream } from './projection.js';
import type { Envelope, RecordedEvent } from './recorded-event.js';

/** The stream that a command is about, and what all its events say of the command. */
type Source = FoldedStream & Pick<Envelope, 'streamType' | 'origin' | 'batchId' | 'undoes'>;

/** Gives decided events their versions, their time and their hashes, as the next ones of a ledger. */
@Injectable()
export class EventSealer {
  private readonly logger = new Logger(EventSealer.name);
  /** Whose ledgers are ahead of now, as far as that was said. */
  private readonly ahead = new Set<string>();

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  sealAll(head: LedgerEnd, source: Source, decided: readonly LedgerEvent[]): readonly RecordedEvent[] {
    const { userId, streamType, streamId, streamVersion, origin, batchId, undoes } = source;
    const shared = {
      ...{ userId, streamType, streamId, origin, batchId, undoes },
      commandId: newId(),
      recordedAt: this.timeAfter(head.recordedAt, userId),
    };
    let previous: string = head.hash;
    return decided.map((event, index) => {
      const versions = { version: head.version + index + 1, streamVersion: streamVersion + index + 1 };
      const sealed = seal(previous, { ...shared, ...versions }, event);
      previous = sealed.hash;
      return sealed;
    });
  }

  /** Now; but a ledger's time never turns around, not even where a clock that was ahead has written to it. */
  private timeAfter(last: Instant, userId: string): Instant {
    const now = this.clock.toRecord();
    if (now >= last) return now;
    if (isOfTheFuture(last, now) && !this.ahead.has(userId))
      this.logger.warn(`The ledger of ${userId} was written to by a clock that was ahead: it goes on at ${last}.`);
    this.ahead.add(userId);
    return last;
  }
}
