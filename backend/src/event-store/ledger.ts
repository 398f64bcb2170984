import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Origin, Receipt } from '@singularity/contract';
import { Refusal } from '@singularity/domain';
import type { Decider, LedgerEvent } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from './clock.js';
import { findAnswer, keepAnswer } from './commands.table.js';
import { advanceHead, insertEvents, lockHead, readStream } from './events.table.js';
import type { Head } from './events.table.js';
import { seal } from './hash-chain.js';
import { AGGREGATE, emptyStream, foldStream, projected } from './projection.js';
import type { Aggregate, FoldedStream, Projection } from './projection.js';
import type { RecordedEvent } from './recorded-event.js';
import { CommandRefused, IdempotencyKeyReused, StreamVersionConflict } from './refusals.js';
import { RowWriter } from './row-writer.js';

/** What a capability brings so that its commands can be handled: the rules, what they must know, and how to answer. */
export interface Desk<State, Command, Event extends LedgerEvent, Facts, Answer> {
  readonly decider: Decider<State, Command, Event, Facts>;
  readonly projection: Projection<State>;
  /** Looked up under the ledger's lock. `past` holds the stream's events. */
  facts(
    tx: TenantTransaction,
    command: Command,
    stream: FoldedStream<State>,
    past: readonly RecordedEvent[],
  ): Promise<Facts>;
  answer(tx: TenantTransaction, stream: FoldedStream<State>): Answer | Promise<Answer>;
}

export interface CommandRequest<Command> {
  readonly userId: string;
  readonly command: Command;
  /** The stream that it is about; null where it begins a new one. */
  readonly streamId: string | null;
  readonly origin: Origin;
  /** The stream version that the client saw, from If-Match. */
  readonly expectedStreamVersion?: number | undefined;
  /** The client's key for this request, and the digest of what it asked. */
  readonly idempotency?: { readonly key: string; readonly requestDigest: string } | undefined;
}

/**
 * Runs every command there is, each in one transaction of one member: lock the head, load the stream, decide,
 * record the events, write the rows that follow from them, advance the head.
 */
@Injectable()
export class Ledger {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(RowWriter) private readonly writer: RowWriter,
    @Inject(AGGREGATE) private readonly aggregate: Aggregate,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The answer to a command, with the receipt of the ledger's head after it. A command that changes nothing records
   * nothing. Throws `CommandRefused`, `StreamVersionConflict` (a stale edit) or `IdempotencyKeyReused`.
   */
  handle<State, Command, Event extends LedgerEvent, Facts, Answer extends object>(
    desk: Desk<State, Command, Event, Facts, Answer>,
    request: CommandRequest<Command>,
  ): Promise<Answer & { ledger: Receipt }> {
    return this.tenants.withTenant(request.userId, (tx) => this.handleIn(tx, desk, request));
  }

  /** As `handle`, inside a transaction that is there already. */
  async handleIn<State, Command, Event extends LedgerEvent, Facts, Answer extends object>(
    tx: TenantTransaction,
    desk: Desk<State, Command, Event, Facts, Answer>,
    request: CommandRequest<Command>,
  ): Promise<Answer & { ledger: Receipt }> {
    const head = await lockHead(tx);
    const known = await this.knownAnswer(tx, request);
    if (known) return known as Answer & { ledger: Receipt };

    const before = await this.load(tx, desk.projection, request);
    const facts = await desk.facts(tx, request.command, before.stream, before.past);
    const decision = desk.decider.decide(request.command, before.stream.state, facts);
    if (decision instanceof Refusal) throw new CommandRefused(decision);

    const events = this.sealAll(head, { ...before.stream, streamType: desk.projection.streamType }, decision, request);
    const stream = foldStream(desk.projection, before.stream, events);
    if (events.length > 0) await this.record(tx, desk.projection, events, { before: before.stream, after: stream });
    const { version, hash } = events.at(-1) ?? head;
    const answer = { ...(await desk.answer(tx, stream)), ledger: { version, hash } };
    await this.keep(tx, request, head, answer);
    return answer;
  }

  private async knownAnswer(tx: TenantTransaction, { idempotency }: CommandRequest<unknown>): Promise<unknown> {
    const known = idempotency && (await findAnswer(tx, idempotency.key));
    if (known && known.requestDigest !== idempotency.requestDigest) throw new IdempotencyKeyReused();
    return known?.response;
  }

  private async load<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    { userId, streamId, expectedStreamVersion }: CommandRequest<unknown>,
  ): Promise<{ stream: FoldedStream<State>; past: readonly RecordedEvent[] }> {
    const past = streamId === null ? [] : await readStream(tx, projection.streamType, streamId);
    const stream = foldStream(projection, emptyStream(projection, userId, streamId ?? uuidv7()), past);
    const stale = expectedStreamVersion !== undefined && expectedStreamVersion !== stream.streamVersion;
    if (stale && stream.streamVersion > 0) throw new StreamVersionConflict(expectedStreamVersion, stream.streamVersion);
    return { stream, past };
  }

  private sealAll(
    head: Head,
    { streamType, streamId, streamVersion }: FoldedStream & Pick<Projection, 'streamType'>,
    decided: readonly LedgerEvent[],
    { userId, origin }: CommandRequest<unknown>,
  ): readonly RecordedEvent[] {
    const now = this.clock.now();
    const shared = {
      userId,
      streamType,
      streamId,
      origin,
      commandId: uuidv7(),
      batchId: null,
      undoes: null,
      // A clock that was set back must not turn the ledger's time around.
      recordedAt: now > head.recordedAt ? now : head.recordedAt,
    };
    let previous: string = head.hash;
    return decided.map((event, index) => {
      const place = { version: head.version + index + 1, streamVersion: streamVersion + index + 1 };
      const sealed = seal(previous, { ...shared, ...place }, event);
      previous = sealed.hash;
      return sealed;
    });
  }

  private async record<State>(
    tx: TenantTransaction,
    projection: Projection<State>,
    events: readonly RecordedEvent[],
    { before, after }: { before: FoldedStream<State>; after: FoldedStream<State> },
  ): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    await insertEvents(tx, events);
    await this.writer.replace(tx, projection.rows(before), projection.rows(after));
    await this.aggregate.update(tx, { before: projected(projection, before), after: projected(projection, after) });
    await advanceHead(tx, last);
  }

  private async keep(
    tx: TenantTransaction,
    { idempotency }: CommandRequest<unknown>,
    head: Head,
    answer: { ledger: Receipt },
  ): Promise<void> {
    if (!idempotency) return;
    const { version } = answer.ledger;
    await keepAnswer(tx, {
      ...idempotency,
      versions: version > head.version ? [head.version + 1, version] : null,
      response: answer,
      at: this.clock.now(),
    });
  }
}
