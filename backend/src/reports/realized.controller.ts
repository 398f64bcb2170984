import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { RealizedRow } from '@singularity/contract';
import { RealizedQuery, RealizedReportView } from '@singularity/contract/wire';
import { Tenants } from '../database/tenants.js';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { BYTE_ORDER_MARK, csvLine, freeText } from '../http/csv.js';
import { takeTime } from '../runtime/request-context.js';
import { RealizedTotals } from './realized-sums.js';
import { readRealized } from './realized.table.js';
import type { Place } from './realized.table.js';

/** So few that making a page keeps nobody else waiting, and that little is held for a client that is slow. */
const PAGE = 500;
const COLUMNS = [
  ...['day', 'account', 'currency', 'symbol', 'assetType', 'direction', 'strike', 'expiration', 'position'],
  ...['openedAt', 'closedAt', 'quantity', 'proceeds', 'cost', 'gross', 'fees', 'net', 'tradeId'],
] as const satisfies readonly (keyof RealizedRow)[];
const FREE_TEXT: readonly string[] = ['account', 'symbol'];

type Rows = AsyncIterable<readonly RealizedRow[]>;

@ApiTags('reports')
@Controller('api/user/reports/realized')
export class RealizedController {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  /**
   * What a year made real, a row for each exit, with the sums: as JSON, or as CSV for `format=csv` or `Accept: text/csv`.
   * Days are the accounts' own. It is no tax form: wash sales are not computed.
   */
  @Get()
  @ApiProduces('application/json', 'text/csv')
  @ApiAnswer(RealizedReportView)
  async realized(
    @MemberId() userId: string,
    @Query() query: RealizedQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    takeTime();
    // Each page in a transaction of its own; the first one before a byte is sent, so that what is wrong can be said.
    const read = (after: Place | null) => this.tenants.readTenant(userId, (tx) => readRealized(tx, query, after, PAGE));
    const first = await read(null);
    const rows = (async function* (): Rows {
      for (let page = first; ; page = await read(page.next)) {
        yield page.rows;
        if (page.next === null) return;
      }
    })();
    const format = query.format ?? (request.accepts(['json', 'csv']) === 'csv' ? 'csv' : 'json');
    if (format === 'csv') response.attachment(`singularity-realized-${query.year}.csv`);
    else response.type('application/json');
    await pipeline(format === 'csv' ? csvOf(rows) : jsonOf(query.year, rows), response);
  }
}

async function* csvOf(rows: Rows): AsyncGenerator<string, void> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS);
  for await (const page of rows) yield page.map((row) => csvLine(COLUMNS.map((column) => cell(row, column)))).join('');
}

function cell(row: RealizedRow, column: (typeof COLUMNS)[number]): string {
  const text = String(row[column] ?? '');
  return FREE_TEXT.includes(column) ? freeText(text) : text;
}

async function* jsonOf(year: number, rows: Rows): AsyncGenerator<string, void> {
  const totals = new RealizedTotals();
  yield `{"year":${year},"rows":[`;
  let separator = '';
  for await (const page of rows)
    for (const row of page) {
      totals.add(row);
      yield separator + JSON.stringify(row);
      separator = ',';
    }
  yield `],"currencies":${JSON.stringify(totals.currencies)}}`;
}
