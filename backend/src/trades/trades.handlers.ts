import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { TradeCommandAnswer } from '@singularity/contract';
import { Ledger } from '../event-store/ledger.js';
import { ChangeTrade } from './trades.commands.js';
import { tradeDesk } from './trades.desk.js';

@CommandHandler(ChangeTrade)
export class ChangeTradeHandler implements ICommandHandler<ChangeTrade> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ asked, tradeId, command }: ChangeTrade): Promise<TradeCommandAnswer> {
    return this.ledger.handle(tradeDesk, { ...asked, streamId: tradeId, command });
  }
}
