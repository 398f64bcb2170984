import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { BulkTradesAnswer, RefusedTrade, TradeCommandAnswer } from '@singularity/contract';
import { Ledger } from '../event-store/ledger.js';
import type { RefusedCommand } from '../event-store/ledger.js';
import { ChangeTrades } from './bulk.commands.js';
import { ChangeTrade } from './trades.commands.js';
import { deskForMany, tradeDesk } from './trades.desk.js';

@CommandHandler(ChangeTrade)
export class ChangeTradeHandler implements ICommandHandler<ChangeTrade> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ asked, tradeId, command }: ChangeTrade): Promise<TradeCommandAnswer> {
    return this.ledger.handle(tradeDesk, { ...asked, streamId: tradeId, command });
  }
}

@CommandHandler(ChangeTrades)
export class ChangeTradesHandler implements ICommandHandler<ChangeTrades> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async execute({ asked, tradeIds, command }: ChangeTrades): Promise<BulkTradesAnswer> {
    const { accepted, refused, batchId, ledger } = await this.ledger.handleAll(deskForMany(command), {
      ...asked,
      commands: tradeIds.map((streamId) => ({ streamId, command })),
    });
    return { changed: accepted, refused: refused.map(toRefusedTrade), batchId, ledger };
  }
}

function toRefusedTrade({ streamId, refusal: { message, problems } }: RefusedCommand): RefusedTrade {
  return { id: streamId, message, ...(problems.length > 0 ? { errors: problems } : {}) };
}
