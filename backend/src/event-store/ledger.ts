import { Inject, Injectable } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { Receipt } from '@singularity/contract';
import { Refusal } from '@singularity/domain';
import type { LedgerEvent } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { KeyedMutex } from '../runtime/keyed-mutex.js';
import { Aggregates } from './aggregates.js';
import type { BatchAnswer, BatchRequest, CommandRequest, RefusedCommand, StreamCommand } from './command-request.js';
import { findKnown, keepAnswer } from './commands.table.js';
import { EventSealer } from './event-sealer.js';
import { advanceHead, insertEvents, lockHead } from './events.table.js';
import type { Head, LedgerEnd, PastEvent } from './events.table.js';
import { answerAgain, answerFrom } from './kept-answer.js';
import type { Answered } from './kept-answer.js';
import { LedgerAdvanced } from './ledger-advanced.js';
import { readMemberSetup, statRulesOf } from './member-setup.js';
import type { MemberSetup } from './member-setup.js';
import { emptyStream, foldStream, merged, projected } from './projection.js';
import type { Projection } from './projection.js';
import { ProjectionUpgrade } from './projection-upgrade.js';
import { PROJECTION_VERSION } from './projection-version.js';
import type { RecordedEvent } from './recorded-event.js';
import { CommandRefused, RowsAreNewer, StreamVersionConflict } from './refusals.js';
import { RowWriter } from './row-writer.js';
import { bytesOf, countUncounted } from './storage.table.js';
import { StorageQuota } from './storage-quota.js';
import type { StreamHandler, StreamStep } from './stream-handler.js';
import { readStreams } from './streams.table.js';

/** Many commands that share a batch id; or one by itself, which has none, and whose refusal is thrown. */
interface Batch<Command> extends BatchRequest<Command> {
  readonly batchId: string | null;
}

/** What an accepted command made of its stream. */
interface Step<State> extends StreamStep<State> {
  readonly events: readonly RecordedEvent[];
}

/** What stood before the commands. */
interface Standing {
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
  readonly head: LedgerEnd;
}

/**
 * Runs every command there is, each in one transaction of one member: lock the head, load the stream, decide,
 * record the events, write the rows that follow from them, advance the head.
 */
@Injectable()
export class Ledger {
  @Inject(EventBus) private readonly events!: EventBus;
  @Inject(EventSealer) private readonly sealer!: EventSealer;
  @Inject(StorageQuota) private readonly quota!: StorageQuota;
  @Inject(ProjectionUpgrade) private readonly projectionUpgrade!: ProjectionUpgrade;
  /**
   * Whoever waits for their own ledger waits here, and not at its head's lock with a connection that others could use.
   * `WriteQueue` alone would not do: it lets the next request in when a client goes away, whose command still runs.
   */
  private readonly mutex = new KeyedMutex();

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
    return this.commit(handler, request.userId, (tx) => this.handleIn(tx, handler, request));
  }

  /**
   * Many commands in one transaction, their events under one batch id. What one refuses does not stop the others; facts
   * are those of before the batch. Throws `StreamVersionConflict`, `IdempotencyKeyReused` or `StorageFull`, and then nothing is done.
   */
  handleAll<State, Command, Event extends LedgerEvent, Facts, Answer>(
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: BatchRequest<Command>,
  ): Promise<BatchAnswer<Answer>> {
    return this.commit(handler, request.userId, (tx) => this.handleAllIn(tx, handler, request));
  }

  /** As `handle`, inside a transaction that is there already, whose end nobody is told of. */
  async handleIn<State, Command, Event extends LedgerEvent, Facts, Answer extends object>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: CommandRequest<Command>,
  ): Promise<Answer & { ledger: Receipt }> {
    const { accepted, ledger } = await this.run(tx, handler, { ...request, commands: [request], batchId: null });
    return { ...(accepted[0] as Answer), ledger };
  }

  /** As `handleAll`, inside a transaction that is there already. */
  async handleAllIn<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: BatchRequest<Command>,
  ): Promise<BatchAnswer<Answer>> {
    const answer = await this.run(tx, handler, { ...request, batchId: uuidv7() });
    return { ...answer, batchId: answer.batchId ?? '' };
  }

  /** As `handleAllIn`, but each by itself: without a batch id, and one that is refused is thrown. */
  handleEachIn<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: BatchRequest<Command>,
  ): Promise<Omit<BatchAnswer<Answer>, 'refused' | 'batchId'>> {
    return this.run(tx, handler, { ...request, batchId: null });
  }

  /** A transaction of its own, announced once it stands. */
  private async commit<Answer extends { ledger: Receipt }>(
    { projection }: { readonly projection: Pick<Projection, 'streamType'> },
    userId: string,
    work: (tx: TenantTransaction) => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await this.mutex.runExclusive(userId, () => this.tenants.withTenant(userId, work));
    this.events.publish(new LedgerAdvanced(userId, answer.ledger.version));
    // Other settings, or other trading days of an account, may have left the buckets of a long ledger behind.
    if (projection.streamType !== 'trade') this.projectionUpgrade.lookAgain(userId);
    return answer;
  }

  /**
   * Runs the commands under the lock of the head, unless their answer is known from before, and keeps the answer. What
   * does not need each other's answers is asked together: all that stands, then what is written and what the aggregates
   * must read, then their rows, the head and the kept answer with the COMMIT.
   */
  private async run<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: Batch<Command>,
  ): Promise<Answered<Answer>> {
    const { idempotency, commands, batchId } = request;
    const [head, answered, setup, pasts, known] = await Promise.all([
      // The first of them: the others must see what the last writer left.
      lockHead(tx),
      idempotency && findKnown(tx, idempotency),
      readMemberSetup(tx),
      readStreams(tx, handler.projection.streamType, idsOf(commands), { at: lookedAt(handler, commands) }),
      handler.lookUp?.(tx, commands),
    ]);
    if (head.projectionVersion > PROJECTION_VERSION) throw new RowsAreNewer();
    if (answered) return answerAgain(tx, handler, commands, answered.response);
    if (idempotency) this.quota.admit(head);
    const { steps, begun, refused, head: after } = this.decideAll(handler, request, { head, setup, pasts, known });
    await this.record(tx, handler.projection, steps, { head, setup });
    const { version, hash } = after;
    const notes = handler.note ? steps.map((step) => handler.note?.(step, known) ?? '') : [];
    const kept = { receipt: { version, hash }, batchId, refused, begun, notes };
    const versions = version > head.version ? ([head.version + 1, version] as const) : null;
    if (idempotency) keepAnswer(tx, { ...idempotency, versions, response: kept, at: this.clock.toRecord() });
    return answerFrom(
      handler,
      steps.map((step) => step.after),
      kept,
    );
  }

  /** What each command makes of its stream; nothing is written yet. */
  private decideAll<State, Command, Event extends LedgerEvent, Facts>(
    handler: StreamHandler<State, Command, Event, Facts, unknown>,
    { userId, origin, batchId, commands }: Batch<Command>,
    { head: locked, setup, pasts, known }: Standing,
  ): Outcome<State> {
    let head: LedgerEnd = locked;
    const { decider, projection } = handler;
    const steps: Step<State>[] = [];
    const refused: RefusedCommand[] = [];
    const begun: string[] = [];
    for (const asked of commands) {
      const streamId = asked.streamId ?? uuidv7();
      if (asked.streamId === null) begun.push(streamId);
      const past = pasts.get(streamId) ?? [];
      const before = foldStream(projection, emptyStream(projection, userId, streamId), past);
      refuseStale(asked.expectedStreamVersion, before.streamVersion);
      const facts = handler.facts(asked.command, { stream: before, past, setup, known });
      const decision = decider.decide(asked.command, before.state, facts);
      if (decision instanceof Refusal) {
        if (batchId === null) throw new CommandRefused(decision);
        refused.push({ streamId, refusal: decision });
        continue;
      }
      const source = { ...before, streamType: projection.streamType, origin, batchId, undoes: asked.undoes ?? null };
      const events = this.sealer.sealAll(head, source, decision);
      head = events.at(-1) ?? head;
      steps.push({ before, events, after: foldStream(projection, before, events) });
    }
    return { steps, begun, refused, head };
  }

  /** Each statement for all streams together: many commands cost hardly more statements than one. */
  private async record<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    steps: readonly Step<State>[],
    standing: Pick<Standing, 'head' | 'setup'>,
  ): Promise<void> {
    const { head } = standing;
    const changing = steps.filter(({ events }) => events.length > 0);
    const events = changing.flatMap((step) => step.events);
    const last = events.at(-1);
    if (!last) return;
    this.quota.admit(head, bytesOf(events));
    if (head.countedVersion < head.version) countUncounted(tx);
    const [bytes] = await Promise.all([insertEvents(tx, events), this.project(tx, projection, changing, standing)]);
    advanceHead(tx, last, bytes);
  }

  /** The rows of the streams, and those that stand on many streams. */
  private async project<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    steps: readonly Step<State>[],
    { head, setup }: Pick<Standing, 'head' | 'setup'>,
  ): Promise<void> {
    await this.writer.replace(
      tx,
      merged(steps.flatMap(({ before }) => projection.rows(before))),
      merged(steps.flatMap(({ after }) => projection.rows(after))),
    );
    const changes = steps.map(({ before, after }) => ({
      before: projected(projection, before),
      after: projected(projection, after),
    }));
    await this.aggregates.follow(tx, changes, head, statRulesOf(setup));
  }
}

function idsOf(commands: readonly StreamCommand<unknown>[]): readonly string[] {
  return commands.map(({ streamId }) => streamId).filter((id) => id !== null);
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
