import { setImmediate } from 'node:timers/promises';
import { Refusal } from '@singularity/domain';
import type { LedgerEvent } from '@singularity/domain';
import { newId } from '../runtime/new-id.js';
import type { BatchRequest, RefusedCommand, StreamCommand } from './command-request.js';
import type { EventSealer } from './event-sealer.js';
import type { Head, LedgerEnd, PastEvent } from './events.table.js';
import type { MemberSetup } from './member-setup.js';
import { emptyStream, foldStream } from './projection.js';
import type { RecordedEvent } from './recorded-event.js';
import { CommandRefused, StreamVersionConflict } from './refusals.js';
import type { FactSources, StreamHandler, StreamStep } from './stream-handler.js';

/** Commands that are decided in a row; then others have their turn. */
const IN_A_ROW = 50;

/** Many commands that share a batch id; or one by itself, which has none, and whose refusal is thrown. */
export interface Batch<Command> extends BatchRequest<Command> {
  readonly batchId: string | null;
}

/** What an accepted command made of its stream. */
export interface Step<State> extends StreamStep<State> {
  readonly events: readonly RecordedEvent[];
}

/** What stood before the commands. */
export interface Standing {
  readonly head: Head;
  readonly setup: MemberSetup;
  readonly pasts: ReadonlyMap<string, readonly PastEvent[]>;
  /** What the handler has looked up. */
  readonly known: unknown;
}

interface Outcome<State> {
  /** The streams of commands that named none. */
  readonly begun: readonly string[];
  readonly steps: readonly Step<State>[];
  readonly refused: readonly RefusedCommand[];
}

/** What each command makes of its stream; nothing is written yet. */
export async function decideAll<State, Command, Event extends LedgerEvent, Facts>(
  sealer: EventSealer,
  handler: StreamHandler<State, Command, Event, Facts, unknown>,
  { userId, origin, batchId, commands }: Batch<Command>,
  { head: locked, setup, pasts, known }: Standing,
): Promise<Outcome<State>> {
  const { projection } = handler;
  let head: LedgerEnd = locked;
  const steps: Step<State>[] = [];
  const refused: RefusedCommand[] = [];
  const begun: string[] = [];
  const record = (before: StreamStep<State>['before'], decided: readonly Event[], undoes: number | null) => {
    const source = { ...before, streamType: projection.streamType, origin, batchId, undoes };
    const events = sealer.sealAll(head, source, decided);
    head = events.at(-1) ?? head;
    steps.push({ before, events, after: foldStream(projection, before, events) });
  };
  for (const [index, asked] of commands.entries()) {
    if (index > 0 && index % IN_A_ROW === 0) await setImmediate();
    const streamId = asked.streamId ?? newId();
    if (asked.streamId === null) begun.push(streamId);
    const past = pasts.get(streamId) ?? [];
    const stream = foldStream(projection, emptyStream(projection, userId, streamId), past);
    const decision = decide(handler, asked, { stream, past, setup, known });
    if (!(decision instanceof Refusal)) record(stream, decision, asked.undoes ?? null);
    else if (batchId === null) throw new CommandRefused(decision);
    else refused.push({ streamId, refusal: decision });
  }
  return { steps, begun, refused };
}

/** Throws `StreamVersionConflict` where the client has seen another version of the stream. */
function decide<State, Command, Event extends LedgerEvent, Facts>(
  handler: StreamHandler<State, Command, Event, Facts, unknown>,
  { command, expectedStreamVersion: expected }: StreamCommand<Command>,
  sources: FactSources<State>,
): readonly Event[] | Refusal {
  const { state, streamVersion: current } = sources.stream;
  if (expected !== undefined && expected !== current && current > 0) throw new StreamVersionConflict(expected, current);
  return handler.decider.decide(command, state, handler.facts(command, sources));
}
