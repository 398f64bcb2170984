import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { TradeAnswer, TradeCommandAnswer, TradePage, TradeTotals } from '@singularity/contract';
import {
  AddTradeBody,
  AsOfQuery,
  CloseTradeBody,
  EditExecutionBody,
  EditTradeBody,
  ExecutionBody,
  RevertTradeBody,
  TradeCommandView,
  TradeListAsOfQuery,
  TradePageView,
  TradeTotalsQuery,
  TradeTotalsView,
  TradeView,
} from '@singularity/contract/wire';
import type { TradeCommand } from '@singularity/domain';
import { Context, MemberId } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { ApiAnswer, ApiCommand } from '../http/api-docs.js';
import { IdPipe } from '../http/id.pipe.js';
import { notFound } from '../http/problem.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import {
  ChangeTrade,
  toAddExecution,
  toAddTrade,
  toCloseTrade,
  toEditExecution,
  toEditTrade,
} from './trades.commands.js';
import { tradeQueries } from './trades.queries.js';

@ApiTags('trades')
@Controller()
export class TradesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner,
  ) {}

  /** The member's trades. `/api/trades` is its short old name. */
  @Get(['api/user/trades', 'api/trades'])
  @ApiAnswer(TradePageView)
  list(@MemberId() userId: string, @Query() query: TradeListAsOfQuery): Promise<TradePage> {
    return this.queries.ask(userId, tradeQueries.list, query);
  }

  /** What the trades of a filter come to, however many pages they are. */
  @Get('api/user/trades/totals')
  @ApiAnswer(TradeTotalsView)
  totals(@MemberId() userId: string, @Query() query: TradeTotalsQuery): Promise<TradeTotals> {
    return this.queries.ask(userId, tradeQueries.totals, query);
  }

  @Post('api/user/trades')
  @ApiCommand(TradeCommandView, 201)
  add(@Context() context: CommandContext, @Body() body: AddTradeBody): Promise<TradeCommandAnswer> {
    return this.change(context, null, toAddTrade(body));
  }

  @Get('api/user/trades/:id')
  @ApiAnswer(TradeView)
  async get(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() asOf: AsOfQuery,
  ): Promise<TradeAnswer> {
    const trade = await this.queries.ask(userId, tradeQueries.one, { ...asOf, id });
    if (!trade) throw notFound();
    return trade;
  }

  @Patch('api/user/trades/:id')
  @ApiCommand(TradeCommandView)
  edit(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: EditTradeBody,
  ): Promise<TradeCommandAnswer> {
    return this.change(context, id, toEditTrade(body));
  }

  /** Answers with the trade as it was; it can be restored. */
  @Delete('api/user/trades/:id')
  @ApiCommand(TradeCommandView)
  delete(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<TradeCommandAnswer> {
    return this.change(context, id, { type: 'DeleteTrade' });
  }

  @Post('api/user/trades/:id/restore')
  @HttpCode(200)
  @ApiCommand(TradeCommandView)
  restore(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<TradeCommandAnswer> {
    return this.change(context, id, { type: 'RestoreTrade' });
  }

  /** Closes what is still open of a trade. */
  @Post('api/user/trades/:id/close')
  @HttpCode(200)
  @ApiCommand(TradeCommandView)
  close(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: CloseTradeBody,
  ): Promise<TradeCommandAnswer> {
    return this.change(context, id, toCloseTrade(body));
  }

  /** Makes a trade say again what it said at a version of its history. */
  @Post('api/user/trades/:id/revert')
  @HttpCode(200)
  @ApiCommand(TradeCommandView)
  revert(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: RevertTradeBody,
  ): Promise<TradeCommandAnswer> {
    return this.change(context, id, { type: 'RevertTrade', toStreamVersion: body.toStreamVersion });
  }

  @Post('api/user/trades/:id/executions')
  @ApiCommand(TradeCommandView, 201)
  addExecution(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ExecutionBody,
  ): Promise<TradeCommandAnswer> {
    return this.change(context, id, toAddExecution(body));
  }

  @Patch('api/user/trades/:id/executions/:executionId')
  @ApiCommand(TradeCommandView)
  editExecution(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Param('executionId', IdPipe) executionId: string,
    @Body() body: EditExecutionBody,
  ): Promise<TradeCommandAnswer> {
    return this.change(context, id, toEditExecution(executionId, body));
  }

  @Delete('api/user/trades/:id/executions/:executionId')
  @ApiCommand(TradeCommandView)
  removeExecution(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Param('executionId', IdPipe) executionId: string,
  ): Promise<TradeCommandAnswer> {
    return this.change(context, id, { type: 'RemoveExecution', executionId });
  }

  private change(context: CommandContext, tradeId: string | null, command: TradeCommand): Promise<TradeCommandAnswer> {
    return this.commands.execute(new ChangeTrade(context, tradeId, command));
  }
}
