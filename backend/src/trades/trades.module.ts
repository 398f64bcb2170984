import { Module } from '@nestjs/common';
import { TradesController } from './trades.controller.js';
import { ChangeTradeHandler } from './trades.handlers.js';

@Module({ controllers: [TradesController], providers: [ChangeTradeHandler] })
export class TradesModule {}
