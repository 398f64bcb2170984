import { Module } from '@nestjs/common';
import { HistoryController } from './history.controller.js';
import { LedgerController } from './ledger.controller.js';
import { UndoController } from './undo.controller.js';
import { UndoBatchHandler, UndoChangeHandler } from './undo.handlers.js';

@Module({
  controllers: [HistoryController, UndoController, LedgerController],
  providers: [UndoChangeHandler, UndoBatchHandler],
})
export class HistoryModule {}
