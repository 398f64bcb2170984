import { Module } from '@nestjs/common';
import { BulkController } from './bulk.controller.js';
import { CsvController } from './csv.controller.js';
import { DeletedTradesController } from './deleted.controller.js';
import { TradesController } from './trades.controller.js';
import { ChangeTradeHandler, ChangeTradesHandler } from './trades.handlers.js';

@Module({
  controllers: [DeletedTradesController, TradesController, BulkController, CsvController],
  providers: [ChangeTradeHandler, ChangeTradesHandler],
})
export class TradesModule {}
