import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { BulkTradesAnswer, RefusedTrade, TradeCommandAnswer } from '@singularity/contract';
import { Ledger } from '../event-store/ledger.js';
import type { RefusedCommand } from '../event-store/command-request.js';
import { ChangeTrades } from './bulk.commands.js';
import { ChangeTrade } from './trades.commands.js';
import { handlerForMany, tradeStreamHandler } from './trades.stream-handler.js';

@CommandHandler(ChangeTrade)
export class ChangeTradeHandler implements ICommandHandler<ChangeTrade> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ context, tradeId, command }: ChangeTrade): Promise<TradeCommandAnswer> {
    return this.ledger.handle(tradeStreamHandler, { ...context, streamId: tradeId, command });
  }
}

@CommandHandler(ChangeTrades)
export class ChangeTradesHandler implements ICommandHandler<ChangeTrades> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async execute({ context, tradeIds, command }: ChangeTrades): Promise<BulkTradesAnswer> {
    const { accepted, refused, batchId, ledger } = await this.ledger.handleAll(handlerForMany(command), {
      ...context,
      commands: tradeIds.map((streamId) => ({ streamId, command })),
    });
    return { changed: accepted, refused: refused.map(toRefusedTrade), batchId, ledger };
  }
}

function toRefusedTrade({ streamId, refusal: { message, problems } }: RefusedCommand): RefusedTrade {
  return { id: streamId, message, ...(problems.length > 0 ? { errors: problems } : {}) };
}
