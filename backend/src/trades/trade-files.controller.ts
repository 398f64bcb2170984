import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DEFAULT_TRADE_COLUMNS } from '@singularity/contract';
import type { CsvColumn, ListedTrade, TradePage } from '@singularity/contract';
import { ListedTradeView, TradeCsvQuery, TradeFileQuery } from '@singularity/contract/wire';
import { ApiProblems } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { takeTime } from '../runtime/request-context.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import { csvHeader, csvRecord } from './trade-csv.js';
import { tradeQueries } from './trades.queries.js';

/** So few that making one keeps nobody else waiting, and that little is held for a client that is slow. */
const PAGE = 200;

type ReadPage = (cursor?: string) => Promise<TradePage>;
type Pages = AsyncGenerator<readonly ListedTrade[], void>;

@ApiTags('trades')
@Controller('api/user')
export class TradeFilesController {
  constructor(@Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner) {}

  /** The trades of a filter as a file for spreadsheets: UTF-8 with a byte order mark, RFC 4180. */
  @Get('trades.csv')
  @ApiProduces('text/csv')
  @ApiResponse({
    status: 200,
    description: 'A header line, then one line per trade.',
    schema: { type: 'string' },
  })
  @ApiProblems()
  async csv(@MemberId() userId: string, @Query() query: TradeCsvQuery, @Res() response: Response): Promise<void> {
    const { columns = DEFAULT_TRADE_COLUMNS, ...filter } = query;
    const pages = await this.pagesOf(userId, filter);
    response.attachment('singularity-trades.csv');
    await pipeline(csvOf(pages, columns), response);
  }

  /** The same trades as one list, each as the list of trades has it. */
  @Get('trades.json')
  @ApiResponse({ status: 200, type: [ListedTradeView] })
  @ApiProblems()
  async json(@MemberId() userId: string, @Query() query: TradeFileQuery, @Res() response: Response): Promise<void> {
    const pages = await this.pagesOf(userId, query);
    response.attachment('singularity-trades.json');
    await pipeline(jsonOf(pages), response);
  }

  /** The first page is read before the first byte is sent: what is wrong with the query can still be said. */
  private async pagesOf(userId: string, filter: TradeFileQuery): Promise<Pages> {
    takeTime();
    // Each page in a transaction of its own, so that a slow reader does not hold a connection.
    const read: ReadPage = (cursor) =>
      this.queries.ask(userId, tradeQueries.list, { ...filter, ...(cursor && { cursor }), limit: PAGE });
    return pagesFrom(await read(), read);
  }
}

async function* pagesFrom(first: TradePage, read: ReadPage): Pages {
  for (let page = first; ; page = await read(page.nextCursor)) {
    yield page.items;
    if (page.nextCursor === null) return;
  }
}

async function* csvOf(pages: Pages, columns: readonly CsvColumn[]): AsyncGenerator<string, void> {
  yield csvHeader(columns);
  for await (const page of pages) yield page.map((trade) => csvRecord(trade, columns)).join('');
}

async function* jsonOf(pages: Pages): AsyncGenerator<string, void> {
  let separator = '[';
  for await (const page of pages)
    for (const trade of page) {
      yield separator + JSON.stringify(trade);
      separator = ',\n';
    }
  yield separator === '[' ? '[]' : ']';
}
