import type { Receipt, Refused } from '@singularity/contract';
import type { LedgerEvent } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { RefusedCommand, StreamCommand } from '../event-store/command-request.js';
import type { Ledger } from '../event-store/ledger.js';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { begunStreams } from './restore.table.js';
import type { RestoredStream } from './restored-streams.js';

/** Streams that are brought back in one transaction. */
const CHUNK = 500;

interface Brought {
  /** How many streams had not begun. */
  readonly begun: number;
  readonly ledger: Receipt;
}

/** Brings the streams of one archive back, all under one batch id. */
export class RestoringBatch {
  /** What no rule let in so far. */
  readonly refused: Refused[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly userId: string,
    private readonly batchId: string,
  ) {}

  /** Some hundred streams in a transaction. Those that have begun are left as they are, unless it says otherwise. */
  async bring<State, Command, Event extends LedgerEvent, Facts>(
    handler: StreamHandler<State, Command, Event, Facts, unknown>,
    streams: readonly RestoredStream<Command, Facts>[],
    { anew = true } = {},
  ): Promise<Brought> {
    const told = withFacts(quiet(handler), streams);
    let begun = 0;
    for (let start = 0; ; start += CHUNK) {
      const chunk = streams.slice(start, start + CHUNK).filter(({ commands }) => commands.length > 0);
      const brought = await this.ledger.inTransaction(told, this.userId, async (tx) =>
        this.bringSome(tx, told, anew ? await notBegun(tx, chunk) : chunk),
      );
      begun += brought.begun;
      this.tell(brought.refused, streams);
      if (start + CHUNK >= streams.length) return { begun, ledger: brought.ledger };
    }
  }

  /** In a transaction that is there already. */
  decide<State, Command, Event extends LedgerEvent, Facts>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, unknown>,
    commands: readonly StreamCommand<Command>[],
  ) {
    const { userId, batchId } = this;
    return this.ledger.handleAllIn(tx, handler, { userId, origin: 'import', batchId, commands });
  }

  /** The first command of each, then the second of those that have one: each stands on what the one before it left. */
  private async bringSome<State, Command, Event extends LedgerEvent, Facts>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, null>,
    streams: readonly RestoredStream<Command, Facts>[],
  ): Promise<Brought & { readonly refused: readonly RefusedCommand[] }> {
    const first = await this.decide(tx, handler, commandsAt(streams, 0));
    const never = new Set(first.refused.map(({ streamId }) => streamId));
    let left = streams.filter(({ streamId }) => !never.has(streamId));
    const begun = left.length;
    const refused = [...first.refused];
    let { ledger } = first;
    for (let place = 1; left.some(({ commands }) => commands.length > place); place++) {
      left = left.filter(({ commands }) => commands.length > place);
      const answer = await this.decide(tx, handler, commandsAt(left, place));
      refused.push(...answer.refused);
      ledger = answer.ledger;
    }
    return { begun, refused, ledger };
  }

  private tell(
    refused: readonly RefusedCommand[],
    streams: readonly Pick<RestoredStream<unknown, unknown>, 'streamId' | 'name'>[],
  ): void {
    if (refused.length === 0) return;
    const names = new Map(streams.map(({ streamId, name }) => [streamId, name]));
    for (const { streamId, refusal } of refused)
      this.refused.push({ id: streamId, message: `${names.get(streamId)}: ${refusal.message}` });
  }
}

function commandsAt<Command, Facts>(
  streams: readonly RestoredStream<Command, Facts>[],
  place: number,
): readonly StreamCommand<Command>[] {
  return streams.flatMap(({ streamId, commands: { [place]: step } }) =>
    step ? [{ streamId, command: step.command }] : [],
  );
}

async function notBegun<Stream extends { readonly streamId: string }>(
  tx: TenantTransaction,
  streams: readonly Stream[],
): Promise<readonly Stream[]> {
  const begun = await begunStreams(
    tx,
    streams.map(({ streamId }) => streamId),
  );
  return streams.filter(({ streamId }) => !begun.has(streamId));
}

function quiet<State, Command, Event extends LedgerEvent, Facts>(
  handler: StreamHandler<State, Command, Event, Facts, unknown>,
): StreamHandler<State, Command, Event, Facts, null> {
  const { note: _, ...rest } = handler;
  return { ...rest, answer: () => null };
}

/** What a stream must know from others is what the archive's own ledger said, where the commands say that. */
function withFacts<State, Command, Event extends LedgerEvent, Facts>(
  handler: StreamHandler<State, Command, Event, Facts, null>,
  streams: readonly RestoredStream<Command, Facts>[],
): StreamHandler<State, Command, Event, Facts, null> {
  const known = new Map(streams.flatMap(({ commands }) => commands.map(({ command, facts }) => [command, facts])));
  return {
    ...handler,
    facts: (command, sources) => ({ ...handler.facts(command, sources), ...known.get(command) }),
  };
}
