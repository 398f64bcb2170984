import type { Decider, LedgerEvent } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { StreamCommand } from './command-request.js';
import type { PastEvent } from './events.table.js';
import type { MemberSetup } from './member-setup.js';
import type { FoldedStream, Projection } from './projection.js';

/** What facts are made of. */
export interface FactSources<State, Known = unknown> {
  readonly stream: FoldedStream<State>;
  /** The stream's events, as `readStreams` gives them. */
  readonly past: readonly PastEvent[];
  readonly setup: MemberSetup;
  /** What `lookUp` found. */
  readonly known: Known;
}

/** What a command did to its stream. */
export interface StreamStep<State> {
  readonly before: FoldedStream<State>;
  readonly after: FoldedStream<State>;
}

/** What a capability brings so that its commands can be handled: the rules, what they must know, and how to answer. */
export interface StreamHandler<State, Command, Event extends LedgerEvent, Facts, Answer, Known = unknown> {
  readonly decider: Decider<State, Command, Event, Facts>;
  readonly projection: Projection<State>;
  /** The version of its stream that a command is about, where it is about one: the facts then know what stood there. */
  looksAt(command: Command): number | null;
  /** Asks for what `facts` and `note` must know beyond the streams and the setup, under the ledger's lock. */
  lookUp?(tx: TenantTransaction, commands: readonly StreamCommand<Command>[]): Promise<Known>;
  facts(command: Command, sources: FactSources<State, Known>): Facts;
  /** Out of the stream alone, and the note: the answer of a command can be made again at any later time. */
  answer(stream: FoldedStream<State>, note: string | undefined): Answer;
  /** What an answer tells beside its stream, kept for later. To be short. */
  note?(step: StreamStep<State>, known: Known): string;
}
