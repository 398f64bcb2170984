import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DaysAnswer, EquityAnswer, StatsAnswer } from '@singularity/contract';
import { equityOf, METRICS_VERSION, statisticsOf } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/asked.js';
import { readPortfolio } from './portfolio.js';
import type { DayBucket, PortfolioSlice } from './portfolio.js';
import { DaysView, EquityView, StatsView } from './stats.answers.js';
import { StatsQuery } from './stats.requests.js';

@ApiTags('statistics')
@Controller('api/user/stats')
export class StatsController {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  @Get()
  @ApiAnswer(StatsView)
  async summary(@MemberId() userId: string, @Query() query: StatsQuery): Promise<StatsAnswer> {
    const { version, slices } = await this.portfolio(userId, query);
    return { version, metrics: METRICS_VERSION, currencies: slices.map(toStatistics) };
  }

  /** Equity and drawdown at the end of each day on which something happened. */
  @Get('equity')
  @ApiAnswer(EquityView)
  async equity(@MemberId() userId: string, @Query() query: StatsQuery): Promise<EquityAnswer> {
    const { version, slices } = await this.portfolio(userId, query);
    return {
      version,
      currencies: slices.map(({ currency, days, base }) => ({ currency, points: equityOf(days, base) })),
    };
  }

  @Get('days')
  @ApiAnswer(DaysView)
  async days(@MemberId() userId: string, @Query() query: StatsQuery): Promise<DaysAnswer> {
    const { version, slices } = await this.portfolio(userId, query);
    return { version, currencies: slices.map(({ currency, days }) => ({ currency, days: days.map(toDay) })) };
  }

  private portfolio(
    userId: string,
    query: StatsQuery,
  ): Promise<{ version: number; slices: readonly PortfolioSlice[] }> {
    return this.tenants.readTenant(userId, async (tx) => ({
      version: (await readHead(tx)).version,
      slices: await readPortfolio(tx, query),
    }));
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
