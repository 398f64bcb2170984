import { Command } from '@nestjs/cqrs';
import type { UndoAnswer, UndoBatchAnswer } from '@singularity/contract';
import type { CommandContext } from '../http/command-context.js';

/** Asks to take one version of the ledger back. */
export class UndoChange extends Command<UndoAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly version: number,
  ) {
    super();
  }
}

/** Asks to take back what one request did to many. What stands in the way of one does not stop the others. */
export class UndoBatch extends Command<UndoBatchAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly batchId: string,
  ) {
    super();
  }
}
