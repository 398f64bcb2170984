import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { UndoAnswer, UndoBatchAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import { streamHandlerOf, STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';
import { readBatch, readEvent } from '../event-store/events.table.js';
import { Ledger } from '../event-store/ledger.js';
import type { StreamCommand } from '../event-store/command-request.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import type { UndoCommand } from '@singularity/domain';
import { notFound } from '../http/problem.js';
import { UndoBatch, UndoChange } from './undo.commands.js';

@CommandHandler(UndoChange)
export class UndoChangeHandler implements ICommandHandler<UndoChange> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
  ) {}

  async execute({ context, version }: UndoChange): Promise<UndoAnswer> {
    const event = await this.tenants.readTenant(context.userId, (tx) => readEvent(tx, version));
    if (!event) throw notFound();
    const { streamType: type, streamId: id } = event;
    const answer = ({ streamVersion }: { streamVersion: number }) => ({
      undone: version,
      stream: { type, id },
      streamVersion,
    });
    const handler = { ...streamHandlerOf(this.handlers, type), answer, note: undefined };
    const undo = await this.ledger.handle(handler, { ...context, ...undoOf(event), origin: 'undo' });
    const newest = await this.tenants.readTenant(context.userId, (tx) => readEvent(tx, undo.ledger.version));
    return { ...undo, undoneBy: newest?.undoes === version ? newest.version : null };
  }
}

@CommandHandler(UndoBatch)
export class UndoBatchHandler implements ICommandHandler<UndoBatch> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
  ) {}

  async execute({ context, batchId }: UndoBatch): Promise<UndoBatchAnswer> {
    const events = await this.tenants.readTenant(context.userId, (tx) => readBatch(tx, batchId));
    const [first] = events;
    if (!first) throw notFound();
    const answer = ({ streamId }: { streamId: string }) => streamId;
    // One request goes to one handler, and each stream got one event of it.
    const handler = { ...streamHandlerOf(this.handlers, first.streamType), answer, note: undefined };
    const {
      accepted,
      refused,
      batchId: undoing,
      ledger,
    } = await this.ledger.handleAll(handler, {
      ...context,
      origin: 'undo',
      commands: events.map(undoOf),
    });
    return {
      undone: accepted,
      refused: refused.map(({ streamId, refusal: { message, problems } }) => ({
        id: streamId,
        message,
        ...(problems.length > 0 && { errors: problems }),
      })),
      batchId: undoing,
      ledger,
    };
  }
}

function undoOf({ streamId, streamVersion, version }: RecordedEvent): StreamCommand<UndoCommand> {
  return { streamId, command: { type: 'Undo', streamVersion }, undoes: version };
}
