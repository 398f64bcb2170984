import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DEFAULT_TRADE_COLUMNS } from '@singularity/contract';
import type { CsvColumn, TradePage } from '@singularity/contract';
import { TradeCsvQuery } from '@singularity/contract/wire';
import { ApiProblems } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { takeTime } from '../runtime/request-context.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import { csvHeader, csvRecord } from './trade-csv.js';
import { tradeQueries } from './trades.queries.js';

/** So few that making one keeps nobody else waiting, and that little is held for a client that is slow. */
const PAGE = 200;

type ReadPage = (cursor?: string) => Promise<TradePage>;

@ApiTags('trades')
@Controller('api/user/trades.csv')
export class CsvController {
  constructor(@Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner) {}

  /** The trades of a filter as a file for spreadsheets: UTF-8 with a byte order mark, RFC 4180. */
  @Get()
  @ApiProduces('text/csv')
  @ApiResponse({
    status: 200,
    description: 'A header line, then one line per trade.',
    schema: { type: 'string' },
  })
  @ApiProblems()
  async download(@MemberId() userId: string, @Query() query: TradeCsvQuery, @Res() response: Response): Promise<void> {
    takeTime();
    const { columns = DEFAULT_TRADE_COLUMNS, ...filter } = query;
    // Each page in a transaction of its own, so that a slow reader does not hold a connection.
    const read: ReadPage = (cursor) =>
      this.queries.ask(userId, tradeQueries.list, { ...filter, ...(cursor && { cursor }), limit: PAGE });
    // Read before the first byte is sent: what is wrong with the query can still be said.
    const first = await read();
    response.attachment('singularity-trades.csv');
    await pipeline(csvOf(first, read, columns), response);
  }
}

async function* csvOf(first: TradePage, read: ReadPage, columns: readonly CsvColumn[]): AsyncGenerator<string, void> {
  yield csvHeader(columns);
  for (let page = first; ; page = await read(page.nextCursor)) {
    yield page.items.map((trade) => csvRecord(trade, columns)).join('');
    if (page.nextCursor === null) return;
  }
}
