import { Inject, Injectable, Logger } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { Origin, Receipt } from '@singularity/contract';
import { Refusal } from '@singularity/domain';
import type { Decider, Instant, LedgerEvent } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Aggregates } from './aggregates.js';
import { Clock, isOfTheFuture } from './clock.js';
import { findKnown, keepAnswer } from './commands.table.js';
import type { KeyedRequest } from './commands.table.js';
import { advanceHead, insertEvents, lockHead } from './events.table.js';
import { readStreams } from './streams.table.js';
import type { Head, LedgerEnd, PastEvent } from './events.table.js';
import { seal } from './hash-chain.js';
import { LedgerAdvanced } from './ledger-advanced.js';
import { answerAgain, answerFrom, isKeptAnswer } from './kept-answer.js';
import type { Answered } from './kept-answer.js';
import { emptyStream, foldStream, merged, projected } from './projection.js';
import type { FoldedStream, Projection } from './projection.js';
import type { Envelope, RecordedEvent } from './recorded-event.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { CommandRefused, RowsAreNewer, StreamVersionConflict } from './refusals.js';
import { RowWriter } from './row-writer.js';
import { bytesOf, countUncounted } from './storage.table.js';
import { StorageQuota } from './storage-quota.js';
import { ProjectionUpgrade } from './projection-upgrade.js';
import { KeyedMutex } from './keyed-mutex.js';

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
  readonly commands: readonly StreamCommand<Command>[];
}

interface Batch<Command> extends BatchRequest<Command> {
  readonly batchId: string | null;
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

/** What an accepted command made of its stream. */
interface Step<State> {
  readonly before: FoldedStream<State>;
  readonly events: readonly RecordedEvent[];
  readonly after: FoldedStream<State>;
}

interface Outcome<State> {
  /** The streams of commands that named none. */
  readonly begun: readonly string[];
  readonly steps: readonly Step<State>[];
  readonly refused: readonly RefusedCommand[];
  readonly head: LedgerEnd;
}

/**
 * Runs every command there is, each in one transaction of one member: lock the head, load the stream, decide,
 * record the events, write the rows that follow from them, advance the head.
 */
@Injectable()
export class Ledger {
  @Inject(EventBus) private readonly events!: EventBus;
  @Inject(StorageQuota) private readonly quota!: StorageQuota;
  @Inject(ProjectionUpgrade) private readonly projectionUpgrade!: ProjectionUpgrade;
  /** Whoever waits for their own ledger waits here, and does not hold a connection that others could use. */
  private readonly turns = new KeyedMutex();
  private readonly logger = new Logger(Ledger.name);
  /** Whose ledgers are ahead of now, as far as that was said. */
  private readonly ahead = new Set<string>();

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(RowWriter) private readonly writer: RowWriter,
    @Inject(Aggregates) private readonly aggregates: Aggregates,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The answer to a command, with the receipt of the ledger's head after it. A command that changes nothing records
   * nothing. Throws `CommandRefused`, `StreamVersionConflict` (a stale edit), `IdempotencyKeyReused` or `StorageFull`.
   */
  handle<State, Command, Event extends LedgerEvent, Facts, Answer extends object>(
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: CommandRequest<Command>,
  ): Promise<Answer & { ledger: Receipt }> {
    return this.commit(handler, request, (tx) => this.handleIn(tx, handler, request));
  }

  /** As `handle`, inside a transaction that is there already, whose end nobody is told of. */
  handleIn<State, Command, Event extends LedgerEvent, Facts, Answer extends object>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: CommandRequest<Command>,
  ): Promise<Answer & { ledger: Receipt }> {
    const asked = { ...request, commands: [request], batchId: null };
    return this.once(tx, handler, asked, ({ accepted, refused, ledger }) => {
      for (const { refusal } of refused) throw new CommandRefused(refusal);
      return { ...(accepted[0] as Answer), ledger };
    });
  }

  /**
   * Many commands in one transaction, their events under one batch id. What one refuses does not stop the others; facts
   * are those of before the batch. Throws `StreamVersionConflict`, `IdempotencyKeyReused` or `StorageFull`, and then nothing is done.
   */
  handleAll<State, Command, Event extends LedgerEvent, Facts, Answer>(
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: BatchRequest<Command>,
  ): Promise<BatchAnswer<Answer>> {
    return this.commit(handler, request, (tx) => this.handleAllIn(tx, handler, request));
  }

  /** As `handleAll`, inside a transaction that is there already. */
  handleAllIn<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: BatchRequest<Command>,
  ): Promise<BatchAnswer<Answer>> {
    return this.once(tx, handler, { ...request, batchId: uuidv7() }, (answer) => ({
      ...answer,
      batchId: answer.batchId ?? '',
    }));
  }

  /** A transaction of its own, announced once it stands. */
  private async commit<Answer extends { ledger: Receipt }>(
    { projection }: { readonly projection: Pick<Projection, 'streamType'> },
    { userId }: Asker,
    work: (tx: TenantTransaction) => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await this.turns.take(userId, () => this.tenants.withTenant(userId, work));
    this.events.publish(new LedgerAdvanced(userId, answer.ledger.version));
    // Other settings may have left the buckets of a long ledger behind.
    if (projection.streamType === 'user') this.projectionUpgrade.lookAgain(userId);
    return answer;
  }

  /** Runs the commands under the lock of the head, unless their answer is known from before, and keeps the answer. */
  private async once<State, Command, Event extends LedgerEvent, Facts, Answer, Sent>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: Batch<Command>,
    toSent: (answer: Answered<Answer>) => Sent,
  ): Promise<Sent> {
    const { idempotency, commands, batchId } = request;
    const head = await lockHead(tx);
    if (head.projectionVersion > PROJECTION_VERSION) throw new RowsAreNewer();
    const known = idempotency ? await findKnown(tx, idempotency) : null;
    if (isKeptAnswer(known?.response)) return toSent(await answerAgain(tx, handler, commands, known.response));
    if (known) return known.response as Sent;
    if (idempotency) this.quota.admit(head);
    const { steps, begun, refused, head: after } = await this.run(tx, handler, request, head);
    const streams = steps.map((step) => step.after);
    const { version, hash } = after;
    const kept = { receipt: { version, hash }, batchId, refused, begun, notes: await notesOf(tx, handler, streams) };
    const sent = toSent(answerFrom(handler, streams, kept));
    const versions = version > head.version ? ([head.version + 1, version] as const) : null;
    if (idempotency) await keepAnswer(tx, { ...idempotency, versions, response: kept, at: this.clock.toRecord() });
    return sent;
  }

  private async run<State, Command, Event extends LedgerEvent, Facts>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, unknown>,
    { userId, origin, batchId, commands }: Batch<Command>,
    locked: Head,
  ): Promise<Outcome<State>> {
    let head: LedgerEnd = locked;
    const { decider, projection } = handler;
    const ids = commands.map(({ streamId }) => streamId).filter((id) => id !== null);
    const pasts = await readStreams(tx, projection.streamType, ids, { at: lookedAt(handler, commands) });
    const steps: Step<State>[] = [];
    const refused: RefusedCommand[] = [];
    const begun: string[] = [];
    for (const asked of commands) {
      const streamId = asked.streamId ?? uuidv7();
      if (asked.streamId === null) begun.push(streamId);
      const past = pasts.get(streamId) ?? [];
      const before = foldStream(projection, emptyStream(projection, userId, streamId), past);
      refuseStale(asked.expectedStreamVersion, before.streamVersion);
      const facts = await handler.facts(tx, asked.command, before, past);
      const decision = decider.decide(asked.command, before.state, facts);
      if (decision instanceof Refusal) {
        refused.push({ streamId, refusal: decision });
        continue;
      }
      const envelope = { ...before, streamType: projection.streamType, origin, batchId, undoes: asked.undoes ?? null };
      const events = this.sealAll(head, envelope, decision);
      head = events.at(-1) ?? head;
      steps.push({ before, events, after: foldStream(projection, before, events) });
    }
    await this.record(tx, projection, steps, locked);
    return { steps, begun, refused, head };
  }

  private sealAll(
    head: LedgerEnd,
    {
      userId,
      streamType,
      streamId,
      streamVersion,
      origin,
      batchId,
      undoes,
    }: FoldedStream & Pick<Envelope, 'streamType' | 'origin' | 'batchId' | 'undoes'>,
    decided: readonly LedgerEvent[],
  ): readonly RecordedEvent[] {
    const shared = {
      userId,
      streamType,
      streamId,
      origin,
      commandId: uuidv7(),
      batchId,
      undoes,
      recordedAt: this.timeAfter(head.recordedAt, userId),
    };
    let previous: string = head.hash;
    return decided.map((event, index) => {
      const place = { version: head.version + index + 1, streamVersion: streamVersion + index + 1 };
      const sealed = seal(previous, { ...shared, ...place }, event);
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

  /** Each statement for all streams together: many commands cost hardly more statements than one. */
  private async record<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    steps: readonly Step<State>[],
    locked: Head,
  ): Promise<void> {
    const changing = steps.filter(({ events }) => events.length > 0);
    const events = changing.flatMap((step) => step.events);
    const last = events.at(-1);
    if (!last) return;
    this.quota.admit(locked, bytesOf(events));
    if (locked.countedVersion < locked.version) await countUncounted(tx);
    const bytes = await insertEvents(tx, events);
    await this.writer.replace(
      tx,
      merged(changing.flatMap(({ before }) => projection.rows(before))),
      merged(changing.flatMap(({ after }) => projection.rows(after))),
    );
    const changes = changing.map(({ before, after }) => ({
      before: projected(projection, before),
      after: projected(projection, after),
    }));
    await this.aggregates.follow(tx, changes, locked);
    await advanceHead(tx, last, bytes);
  }
}

async function notesOf<State>(
  tx: TenantTransaction,
  { note }: Pick<StreamHandler<State, never, never, never, unknown>, 'note'>,
  streams: readonly FoldedStream<State>[],
): Promise<readonly string[]> {
  const notes: string[] = [];
  if (note) for (const stream of streams) notes.push(await note(tx, stream));
  return notes;
}

/** By stream, the versions that commands are about. */
function lookedAt<Command>(
  handler: Pick<StreamHandler<never, Command, never, never, never>, 'looksAt'>,
  commands: readonly StreamCommand<Command>[],
): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  for (const { streamId, command } of commands) {
    const version = handler.looksAt(command);
    if (streamId !== null && version !== null) at.set(streamId, version);
  }
  return at;
}

function refuseStale(expected: number | undefined, current: number): void {
  if (expected !== undefined && expected !== current && current > 0) throw new StreamVersionConflict(expected, current);
}
