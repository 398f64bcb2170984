import { TRADE_COLUMNS } from '@singularity/contract';
import type { TradeAnswer } from '@singularity/contract';
import { profitOf } from '@singularity/domain';
import type { Position } from '@singularity/domain';
import { BYTE_ORDER_MARK, csvLine, freeText } from '../http/csv.js';
import { fileOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import type { Snapshot } from '../past/snapshot.js';
import { csvHeader, csvRecord } from './trade-csv.js';
import { tradeQueries } from './trades.queries.js';

/** So few that packing keeps nobody else waiting. */
const PAGE = 250;

/** With what their trades are of, so that the file says by itself what was bought and sold: the import reads it. */
const EXECUTION_COLUMNS = [
  ...['tradeId', 'symbol', 'id', 'type', 'at', 'quantity', 'price', 'fees'],
  ...['assetType', 'direction', 'side', 'strike', 'expiration', 'multiplier', 'currency'],
];
const REALIZATION_COLUMNS = [
  ...['tradeId', 'symbol', 'executionId', 'accountId', 'currency', 'at', 'quantity'],
  ...['grossPnl', 'fees', 'netPnl'],
];

export const tradeExport: readonly ExportPart[] = [
  fileOf('trades.json', 'Your trades with their fills and all figures, as the API returns them.', tradesAsJson),
  linesOf('trades.csv', 'The same trades for spreadsheets, one row each.', csvHeader(TRADE_COLUMNS), (trade) => [
    csvRecord(trade, TRADE_COLUMNS),
  ]),
  linesOf(
    'executions.csv',
    'Every fill of these trades.',
    BYTE_ORDER_MARK + csvLine(EXECUTION_COLUMNS),
    executionLines,
  ),
  linesOf(
    'realizations.csv',
    'The P&L that each exit realized, by day.',
    BYTE_ORDER_MARK + csvLine(REALIZATION_COLUMNS),
    realizationLines,
  ),
];

async function* pages(snapshot: Snapshot): AsyncIterable<readonly TradeAnswer[]> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await snapshot.ask(tradeQueries.list, {
      sort: 'entryAt',
      order: 'asc',
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    yield page.items;
    cursor = page.nextCursor;
  }
}

async function* tradesAsJson(snapshot: Snapshot): AsyncIterable<string> {
  let before = '[\n';
  for await (const page of pages(snapshot)) {
    if (page.length === 0) continue;
    yield before + page.map((trade) => JSON.stringify(trade)).join(',\n');
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

function linesOf(
  name: string,
  about: string,
  header: string,
  lines: (trade: TradeAnswer) => readonly string[],
): ExportPart {
  return fileOf(name, about, async function* (snapshot) {
    yield header;
    for await (const page of pages(snapshot)) yield page.flatMap(lines).join('');
  });
}

function executionLines({ id: tradeId, symbol, executions, ...trade }: TradeAnswer): readonly string[] {
  const { assetType, direction, side, strike, expiration, multiplier, currency } = trade;
  return executions.map(({ id, type, at, quantity, price, fees }) =>
    csvLine([
      ...[tradeId, freeText(symbol), id, type, at, quantity, price, fees],
      ...[assetType, direction, side, strike, expiration, multiplier, currency],
    ]),
  );
}

function realizationLines(trade: TradeAnswer): readonly string[] {
  const { id, symbol, accountId, currency } = trade;
  // An answer has its decimals and moments as plain texts.
  const { realizations } = profitOf(trade as unknown as Position);
  return realizations.map(({ executionId, at, quantity, gross, fees, net }) =>
    csvLine([id, freeText(symbol), executionId, accountId, currency, at, quantity, gross, fees, net]),
  );
}
