import { Module } from '@nestjs/common';
import { BulkController } from './bulk.controller.js';
import { TradeFilesController } from './trade-files.controller.js';
import { DeletedTradesController } from './deleted.controller.js';
import { TradesController } from './trades.controller.js';
import { ChangeTradeHandler, ChangeTradesHandler } from './trades.handlers.js';

@Module({
  controllers: [DeletedTradesController, TradesController, BulkController, TradeFilesController],
  providers: [ChangeTradeHandler, ChangeTradesHandler],
})
export class TradesModule {}
