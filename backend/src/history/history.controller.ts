import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HistoryEntry, Page, StreamType } from '@singularity/contract';
import { HistoryListQuery, HistoryPageView, VersionPageQuery } from '@singularity/contract/wire';
import { dayStreamId } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { DayPipe } from '../http/day.pipe.js';
import { IdPipe } from '../http/id.pipe.js';
import { notFound } from '../http/problem.js';
import { readHistory, recordedIn } from './history.table.js';

/** Every change there ever was, with what stood before and after: also of trades that are deleted. */
@ApiTags('history')
@Controller('api/user')
export class HistoryController {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  @Get('history')
  @ApiAnswer(HistoryPageView)
  all(@MemberId() userId: string, @Query() query: HistoryListQuery): Promise<Page<HistoryEntry>> {
    const { type, accountId, tradeId, ...page } = query;
    return this.tenants.readTenant(userId, async (tx) =>
      readHistory(tx, page, {
        types: type,
        accountIds: accountId,
        ...(tradeId && { stream: { type: 'trade', id: tradeId } }),
        ...(await recordedIn(tx, query)),
      }),
    );
  }

  @Get('trades/:id/history')
  @ApiAnswer(HistoryPageView)
  ofTrade(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() query: VersionPageQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.ofStream(userId, { type: 'trade', id }, query);
  }

  @Get('accounts/:id/history')
  @ApiAnswer(HistoryPageView)
  ofAccount(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() query: VersionPageQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.ofStream(userId, { type: 'account', id }, query);
  }

  @Get('days/:day/history')
  @ApiAnswer(HistoryPageView)
  ofDay(
    @MemberId() userId: string,
    @Param('day', DayPipe) day: Day,
    @Query() query: VersionPageQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.ofStream(userId, { type: 'day', id: dayStreamId(day) }, query);
  }

  private async ofStream(
    userId: string,
    stream: { type: StreamType; id: string },
    query: VersionPageQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.tenants.readTenant(userId, async (tx) => {
      const page = await readHistory(tx, query, { stream });
      const first = query.cursor === undefined ? page : await readHistory(tx, { limit: 1 }, { stream });
      if (first.items.length === 0) throw notFound();
      return page;
    });
  }
}
