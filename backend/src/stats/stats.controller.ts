import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  StatsAnswer,
} from '@singularity/contract';
import { equityOf, METRICS_VERSION, statisticsOf } from '@singularity/domain';
import type { DayBucket } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/asked.js';
import { readAccountFigures } from './account-figures.table.js';
import { readBreakdown } from './breakdown.js';
import { readPortfolio } from './portfolio.js';
import type { PortfolioSlice } from './portfolio.js';
import { AccountFiguresAnswerView, BreakdownView, DaysView, EquityView, StatsView } from './stats.answers.js';
import { BreakdownQuery, StatsQuery } from './stats.requests.js';

@ApiTags('statistics')
@Controller('api/user/stats')
export class StatsController {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  @Get()
  @ApiAnswer(StatsView)
  async summary(@MemberId() userId: string, @Query() query: StatsQuery): Promise<StatsAnswer> {
    const [version, slices] = await this.read(userId, (tx) => readPortfolio(tx, query));
    return { version, metrics: METRICS_VERSION, currencies: slices.map(toStatistics) };
  }

  /** Equity and drawdown at the end of each day on which something happened. */
  @Get('equity')
  @ApiAnswer(EquityView)
  async equity(@MemberId() userId: string, @Query() query: StatsQuery): Promise<EquityAnswer> {
    const [version, slices] = await this.read(userId, (tx) => readPortfolio(tx, query));
    return {
      version,
      currencies: slices.map(({ currency, days, base }) => ({ currency, points: equityOf(days, base) })),
    };
  }

  @Get('days')
  @ApiAnswer(DaysView)
  async days(@MemberId() userId: string, @Query() query: StatsQuery): Promise<DaysAnswer> {
    const [version, slices] = await this.read(userId, (tx) => readPortfolio(tx, query));
    return { version, currencies: slices.map(({ currency, days }) => ({ currency, days: days.map(toDay) })) };
  }

  /** What trades came to by symbol, weekday, hour and so on. A trade counts under each of its tags. */
  @Get('breakdown')
  @ApiAnswer(BreakdownView)
  async breakdown(@MemberId() userId: string, @Query() query: BreakdownQuery): Promise<BreakdownAnswer> {
    const [version, currencies] = await this.read(userId, (tx) => readBreakdown(tx, query));
    return { version, metrics: METRICS_VERSION, by: query.by, currencies };
  }

  /** Figures for the cards of the accounts, closed accounts included. */
  @Get('accounts')
  @ApiAnswer(AccountFiguresAnswerView)
  async accounts(@MemberId() userId: string): Promise<AccountFiguresAnswer> {
    const [version, accounts] = await this.read(userId, readAccountFigures);
    return { version, metrics: METRICS_VERSION, accounts };
  }

  /** Something about a ledger, with the version of it that this is about. */
  private read<Result>(
    userId: string,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<readonly [version: number, result: Result]> {
    return this.tenants.readTenant(userId, async (tx) => [(await readHead(tx)).version, await work(tx)]);
  }
}

function toStatistics({ currency, base, whole, totalAccounts, totalBalance, openTrades }: PortfolioSlice) {
  const statistics = statisticsOf(whole, base);
  return {
    currency,
    totalAccounts,
    totalBalance,
    totalTrades: openTrades + statistics.closedTrades,
    openTrades,
    ...statistics,
  };
}

function toDay({ day, bucket: { net, gross, fees, closed, wins, losses } }: DayBucket) {
  return { day, netPnl: net, grossPnl: gross, fees, closedTrades: closed, wins, losses };
}
