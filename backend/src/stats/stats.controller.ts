import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  ExplainAnswer,
  SetupsAnswer,
  StatsAnswer,
} from '@singularity/contract';
import {
  AccountFiguresAnswerView,
  AsOfQuery,
  BreakdownAsOfQuery,
  BreakdownView,
  DaysView,
  EquityView,
  ExplainAsOfQuery,
  ExplainView,
  PointsAsOfQuery,
  SetupsView,
  StatsAsOfQuery,
  StatsView,
} from '@singularity/contract/wire';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import { statsQueries } from './stats.queries.js';

@ApiTags('statistics')
@Controller('api/user/stats')
export class StatsController {
  constructor(@Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner) {}

  @Get()
  @ApiAnswer(StatsView)
  summary(@MemberId() userId: string, @Query() query: StatsAsOfQuery): Promise<StatsAnswer> {
    return this.queries.ask(userId, statsQueries.summary, query);
  }

  /**
   * Equity and drawdown at the ends of days on which something happened: of all days, or, where they are many, of those
   * that tell the course.
   */
  @Get('equity')
  @ApiAnswer(EquityView)
  equity(@MemberId() userId: string, @Query() query: PointsAsOfQuery): Promise<EquityAnswer> {
    return this.queries.ask(userId, statsQueries.equity, query);
  }

  /** What each day came to; or, where days are many, each month or year. */
  @Get('days')
  @ApiAnswer(DaysView)
  days(@MemberId() userId: string, @Query() query: PointsAsOfQuery): Promise<DaysAnswer> {
    return this.queries.ask(userId, statsQueries.days, query);
  }

  /** What trades came to by symbol, weekday, hour and so on. A trade counts under each of its tags. */
  @Get('breakdown')
  @ApiAnswer(BreakdownView)
  breakdown(@MemberId() userId: string, @Query() query: BreakdownAsOfQuery): Promise<BreakdownAnswer> {
    return this.queries.ask(userId, statsQueries.breakdown, query);
  }

  /** The statistics of each tag, which names a setup. A trade counts under each of its tags, one without under none. */
  @Get('setups')
  @ApiAnswer(SetupsView)
  setups(@MemberId() userId: string, @Query() query: StatsAsOfQuery): Promise<SetupsAnswer> {
    return this.queries.ask(userId, statsQueries.setups, query);
  }

  /** What one figure is made of: the numbers of its formula, and each trade that counts with what it adds. */
  @Get('explain')
  @ApiAnswer(ExplainView)
  explain(@MemberId() userId: string, @Query() query: ExplainAsOfQuery): Promise<ExplainAnswer> {
    return this.queries.ask(userId, statsQueries.explanation, query);
  }

  /** Figures for the cards of the accounts, closed accounts included. */
  @Get('accounts')
  @ApiAnswer(AccountFiguresAnswerView)
  accounts(@MemberId() userId: string, @Query() query: AsOfQuery): Promise<AccountFiguresAnswer> {
    return this.queries.ask(userId, statsQueries.accountFigures, query);
  }
}
