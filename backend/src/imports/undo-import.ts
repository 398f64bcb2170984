import { Inject, Injectable } from '@nestjs/common';
import type { Receipt, UndoImportAnswer } from '@singularity/contract';
import type { UndoCommand } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { RefusedCommand, StreamCommand } from '../event-store/command-request.js';
import { readBatch } from '../event-store/events.table.js';
import { Idempotency } from '../event-store/idempotency.js';
import { Ledger } from '../event-store/ledger.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { streamHandlerOf, STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';
import type { CommandContext } from '../http/command-context.js';
import { conflict, notFound } from '../http/problem.js';
import { newId } from '../runtime/new-id.js';
import { renewTime } from '../runtime/request-context.js';
import { importStreamHandler } from './imports.stream-handler.js';
import { findImport, markImport } from './imports.table.js';

const AT_ONCE = 500;

/** Takes imports back: every change that nothing later has touched. The rest is kept, and named. */
@Injectable()
export class UndoImport {
  @Inject(Idempotency) private readonly idempotency!: Idempotency;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
  ) {}

  undo({ idempotency, ...context }: CommandContext, id: string): Promise<UndoImportAnswer> {
    return this.idempotency.onceApart(context.userId, idempotency, () => this.takeBack(context, id));
  }

  private async takeBack({ userId }: CommandContext, id: string): Promise<UndoImportAnswer> {
    const events = await this.tenants.readTenant(userId, async (tx) => {
      const row = await findImport(tx, id);
      if (!row) throw notFound();
      if (row.status === 'importing') throw conflict('This import is under way.');
      if (row.status === 'previewed') throw conflict('This import was not carried out.');
      return readBatch(tx, id);
    });
    const kept: RefusedCommand[] = [];
    const batchId = newId();
    for (const chunk of chunksOf(events)) {
      kept.push(...(await this.undoSome(userId, batchId, chunk)));
      renewTime();
    }
    const { ledger } = await this.mark(userId, id);
    return {
      undone: events.length - kept.length,
      kept: kept.map(({ streamId, refusal: { message, problems } }) => ({
        id: streamId,
        message,
        ...(problems.length > 0 && { errors: problems }),
      })),
      ledger,
    };
  }

  private async undoSome(
    userId: string,
    batchId: string,
    events: readonly RecordedEvent[],
  ): Promise<readonly RefusedCommand[]> {
    const handler = { ...streamHandlerOf(this.handlers, 'trade'), answer: () => null, note: undefined };
    const commands = events.map(undoOf);
    return (await this.ledger.handleAll(handler, { userId, origin: 'undo', batchId, commands })).refused;
  }

  /** What it left waiting for other files waits no longer: only an import that stands is asked for it. */
  private mark(userId: string, id: string): Promise<{ ledger: Receipt }> {
    return this.ledger.inTransaction(importStreamHandler, userId, (tx) => {
      markImport(tx, id, 'undone');
      const command = { type: 'UndoImport' } as const;
      return this.ledger.handleIn(tx, importStreamHandler, { userId, origin: 'undo', streamId: id, command });
    });
  }
}

/** Newest first, each stream at most once in a chunk: an undo stands on what the one before it left. */
function* chunksOf(events: readonly RecordedEvent[]): Generator<readonly RecordedEvent[]> {
  let chunk: RecordedEvent[] = [];
  let streams = new Set<string>();
  for (const event of events) {
    if (chunk.length === AT_ONCE || streams.has(event.streamId)) {
      yield chunk;
      chunk = [];
      streams = new Set();
    }
    chunk.push(event);
    streams.add(event.streamId);
  }
  if (chunk.length > 0) yield chunk;
}

function undoOf({ streamId, streamVersion, version }: RecordedEvent): StreamCommand<UndoCommand> {
  return { streamId, command: { type: 'Undo', streamVersion }, undoes: version };
}
