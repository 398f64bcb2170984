import { Inject, Injectable } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import type { Receipt } from '@singularity/contract';
import type { LedgerEvent } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { KeyedMutex } from '../runtime/keyed-mutex.js';
import { newId } from '../runtime/new-id.js';
import { Aggregates } from './aggregates.js';
import { counted } from './command-metrics.js';
import type { BatchAnswer, BatchRequest, CommandRequest, RefusedCommand, StreamCommand } from './command-request.js';
import { findKnown, keepAnswer } from './commands.table.js';
import { decideAll } from './deciding.js';
import type { Batch, Standing, Step } from './deciding.js';
import { EventSealer } from './event-sealer.js';
import { advanceHead, insertEvents, lockHead } from './events.table.js';
import type { Head } from './events.table.js';
import { answerAgain } from './kept-answer.js';
import type { Answered, KeptAnswer } from './kept-answer.js';
import { LedgerAdvanced } from './ledger-advanced.js';
import { LedgerFollowers } from './ledger-followers.js';
import { readMemberSetup, statRulesOf } from './member-setup.js';
import { merged, projected } from './projection.js';
import type { Projection } from './projection.js';
import { ProjectionUpgrade } from './projection-upgrade.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { RowsAreNewer } from './refusals.js';
import { RowWriter } from './row-writer.js';
import { bytesOf, countUncounted } from './storage.table.js';
import { StorageQuota } from './storage-quota.js';
import type { StreamHandler } from './stream-handler.js';
import { readStreams } from './streams.table.js';

/** Commands whose events and rows are written together. Of more, each chunk is done before the next is read. */
const CHUNK = 500;

/** What commands came to so far, and the head after them. */
interface Done<Answer> {
  head: Head;
  readonly accepted: Answer[];
  readonly refused: RefusedCommand[];
  /** The streams of commands that named none. */
  readonly begun: string[];
  readonly notes: string[];
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
  @Inject(LedgerFollowers) private readonly followers!: LedgerFollowers;
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
    return this.inTransaction(handler, request.userId, (tx) => this.handleIn(tx, handler, request));
  }

  /**
   * Many commands in one transaction, their events under one batch id. What one refuses does not stop the others; facts
   * are those of before the batch. Throws `StreamVersionConflict`, `IdempotencyKeyReused` or `StorageFull`, and then nothing is done.
   */
  handleAll<State, Command, Event extends LedgerEvent, Facts, Answer>(
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: BatchRequest<Command>,
  ): Promise<BatchAnswer<Answer>> {
    return this.inTransaction(handler, request.userId, (tx) => this.handleAllIn(tx, handler, request));
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
    const answer = await this.run(tx, handler, { ...request, batchId: request.batchId ?? newId() });
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

  /**
   * A transaction in which commands are handled, and what goes with them is kept. It is announced once it stands. The
   * handler says of which kind of stream the commands are.
   */
  async inTransaction<Answer extends { ledger: Receipt }>(
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

  private run<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: Batch<Command>,
  ): Promise<Answered<Answer>> {
    const { streamType } = handler.projection;
    const { commands } = request;
    return counted(tx, { streamType, commands }, (isRepeated) => this.answer(tx, handler, request, isRepeated));
  }

  /**
   * Runs the commands under the lock of the head, unless their answer is known from before, and keeps the answer. What
   * does not need each other's answers is asked together: all that stands, then what is written and what the aggregates
   * must read, then their rows, the head and the kept answer with the COMMIT.
   */
  private async answer<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    request: Batch<Command>,
    isRepeated: () => void,
  ): Promise<Answered<Answer>> {
    const { idempotency, commands, batchId } = request;
    const [locked, answered, first] = await Promise.all([
      // The first of them: the others must see what the last writer left.
      lockHead(tx),
      idempotency && findKnown(tx, idempotency),
      this.readStanding(tx, handler, commands.slice(0, CHUNK)),
    ]);
    if (locked.projectionVersion > PROJECTION_VERSION) throw new RowsAreNewer();
    if (answered) {
      isRepeated();
      return answerAgain(tx, handler, commands, answered.response);
    }
    if (idempotency) this.quota.admit(locked);

    const { head, accepted, refused, begun, notes } = await this.runChunks(tx, handler, request, {
      ...first,
      head: locked,
    });
    const ledger = { version: head.version, hash: head.hash };
    const versions = head.version > locked.version ? ([locked.version + 1, head.version] as const) : null;
    const response: KeptAnswer = { receipt: ledger, batchId, refused, begun, notes };
    if (idempotency) keepAnswer(tx, { ...idempotency, versions, response, at: this.clock.toRecord() });
    return { accepted, refused, batchId, ledger };
  }

  private async runChunks<State, Command, Event extends LedgerEvent, Facts, Answer>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, Answer>,
    { commands, ...asked }: Batch<Command>,
    standing: Standing,
  ): Promise<Done<Answer>> {
    const done: Done<Answer> = { head: standing.head, accepted: [], refused: [], begun: [], notes: [] };
    for (let start = 0; start < commands.length; start += CHUNK) {
      const chunk = commands.slice(start, start + CHUNK);
      if (start > 0) standing = { head: done.head, ...(await this.readStanding(tx, handler, chunk)) };
      const { steps, refused, begun } = await decideAll(this.sealer, handler, { ...asked, commands: chunk }, standing);
      done.head = await this.record(tx, handler.projection, steps, standing);
      done.refused.push(...refused);
      done.begun.push(...begun);
      for (const step of steps) {
        const note = handler.note?.(step, standing.known);
        if (note !== undefined) done.notes.push(note);
        done.accepted.push(handler.answer(step.after, note));
      }
    }
    return done;
  }

  private async readStanding<State, Command, Event extends LedgerEvent, Facts>(
    tx: TenantTransaction,
    handler: StreamHandler<State, Command, Event, Facts, unknown>,
    commands: readonly StreamCommand<Command>[],
  ): Promise<Omit<Standing, 'head'>> {
    const ids = commands.map(({ streamId }) => streamId).filter((id) => id !== null);
    const [setup, pasts, known] = await Promise.all([
      readMemberSetup(tx),
      readStreams(tx, handler.projection.streamType, ids, { at: lookedAt(handler, commands) }),
      handler.lookUp?.(tx, commands),
    ]);
    return { setup, pasts, known };
  }

  /**
   * Writes what the commands came to, each statement for all streams together: many commands cost hardly more statements
   * than one. Gives the head after it.
   */
  private async record<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    steps: readonly Step<State>[],
    standing: Pick<Standing, 'head' | 'setup'>,
  ): Promise<Head> {
    const { head } = standing;
    const changing = steps.filter(({ events }) => events.length > 0);
    const events = changing.flatMap((step) => step.events);
    const last = events.at(-1);
    if (!last) return head;
    this.quota.admit(head, bytesOf(events));
    const isCounted = head.countedVersion === head.version;
    if (!isCounted) countUncounted(tx);
    const [bytes] = await Promise.all([
      insertEvents(tx, events),
      this.project(tx, projection, changing, { ...standing, recordedAt: last.recordedAt }),
      head.consumers.length > 0 && this.followers.tellIn(tx, head.consumers),
    ]);
    advanceHead(tx, last, bytes);
    const { version, hash, recordedAt } = last;
    const countedVersion = isCounted ? version : head.countedVersion;
    return { ...head, version, hash, recordedAt, countedVersion, storedBytes: head.storedBytes + bytes };
  }

  /** The rows of the streams, and those that stand on many streams. */
  private async project<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    steps: readonly Step<State>[],
    { head, setup, recordedAt }: Pick<Standing, 'head' | 'setup'> & Pick<Head, 'recordedAt'>,
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
    await this.aggregates.follow(tx, changes, head, { rules: statRulesOf(setup), recordedAt });
  }
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
