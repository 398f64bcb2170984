import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { BulkTradesAnswer } from '@singularity/contract';
import { Context } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { ApiBatch } from '../http/api-docs.js';
import { ChangeTrades, toBulkCommand } from './bulk.commands.js';
import { BulkTradesBody, BulkTradesView } from '@singularity/contract/wire';

@ApiTags('trades')
@Controller('api/user/trades/bulk')
export class BulkController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  /** Edits, deletes or restores many trades at once. Each is changed or refused by itself; If-Match says nothing here. */
  @Post()
  @HttpCode(200)
  @ApiBatch(BulkTradesView)
  change(@Context() context: CommandContext, @Body() body: BulkTradesBody): Promise<BulkTradesAnswer> {
    return this.commands.execute(new ChangeTrades(context, [...new Set(body.ids)], toBulkCommand(body)));
  }
}
