import { Module } from '@nestjs/common';
import { HistoryController } from './history.controller.js';
import { LedgerController } from './ledger.controller.js';

@Module({ controllers: [HistoryController, LedgerController] })
export class HistoryModule {}
