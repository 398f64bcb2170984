import type { Origin, Receipt } from '@singularity/contract';
import type { Refusal } from '@singularity/domain';
import type { KeyedRequest } from './commands.table.js';

/** Who asks, and from where. */
interface Asker {
  readonly userId: string;
  readonly origin: Origin;
  readonly idempotency?: KeyedRequest | undefined;
}

/** A command and what it is about. */
export interface StreamCommand<Command> {
  readonly command: Command;
  /** The stream that it is about; null where it begins a new one. */
  readonly streamId: string | null;
  /** The stream version that the client saw, from If-Match. */
  readonly expectedStreamVersion?: number | undefined;
  /** The version of the ledger that it takes back. */
  readonly undoes?: number | undefined;
}

export interface CommandRequest<Command> extends Asker, StreamCommand<Command> {}

/** Many commands at once, each about another stream. */
export interface BatchRequest<Command> extends Asker {
  /** What the recorded events are to share, where that is known before: an import goes over several batches. */
  readonly batchId?: string | null;
  readonly commands: readonly StreamCommand<Command>[];
}

export interface RefusedCommand {
  readonly streamId: string;
  readonly refusal: Refusal;
}

/** The answers of what was accepted, also where nothing had to change, and what was refused and why. */
export interface BatchAnswer<Answer> {
  readonly accepted: readonly Answer[];
  readonly refused: readonly RefusedCommand[];
  /** What the recorded events share. */
  readonly batchId: string;
  readonly ledger: Receipt;
}
