import { Command } from '@nestjs/cqrs';
import type { UndoAnswer, UndoBatchAnswer } from '@singularity/contract';
import type { Asked } from '../http/asked.js';

/** Asks to take one version of the ledger back. */
export class UndoChange extends Command<UndoAnswer> {
  constructor(
    readonly asked: Asked,
    readonly version: number,
  ) {
    super();
  }
}

/** Asks to take back what one request did to many. What stands in the way of one does not stop the others. */
export class UndoBatch extends Command<UndoBatchAnswer> {
  constructor(
    readonly asked: Asked,
    readonly batchId: string,
  ) {
    super();
  }
}
