import type { Decider, LedgerEvent } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { PastEvent } from './events.table.js';
import type { FoldedStream, Projection } from './projection.js';

/** What a capability brings so that its commands can be handled: the rules, what they must know, and how to answer. */
export interface StreamHandler<State, Command, Event extends LedgerEvent, Facts, Answer> {
  readonly decider: Decider<State, Command, Event, Facts>;
  readonly projection: Projection<State>;
  /** The version of its stream that a command is about, where it is about one: the facts then know what stood there. */
  looksAt(command: Command): number | null;
  /** Looked up under the ledger's lock. `past` holds the stream's events, as `readStreams` gives them. */
  facts(
    tx: TenantTransaction,
    command: Command,
    stream: FoldedStream<State>,
    past: readonly PastEvent[],
  ): Promise<Facts>;
  /** Out of the stream alone, and the note: the answer of a command can be made again at any later time. */
  answer(stream: FoldedStream<State>, note: string | undefined): Answer;
  /** What an answer tells beside its stream, read once the rows are written and kept for later. To be short. */
  readonly note?: ((tx: TenantTransaction, stream: FoldedStream<State>) => Promise<string>) | undefined;
}
