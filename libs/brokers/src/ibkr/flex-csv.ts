import { Columns } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import type { Reader } from '../reader.js';
import type { Row, Source } from '../source/source.js';
import { Executions } from './executions.js';
import { saidInRow, timeSaid } from './said.js';
import type { Said } from './said.js';

/** What tells the rows of a table of trades. */
type IsHeader = (columns: Columns) => boolean;

const LINES_LOOKED_AT = 40;
/** What reports stand between: begin and end of file, account and section, and messages. */
const WRAPPER = new Set(['BOF', 'BOA', 'BOS', 'EOS', 'EOA', 'EOF', 'MSG']);
/** What the heads of sections have in common. */
const OF_ANY_SECTION = ['Quantity', 'ClientAccountID', 'CurrencyPrimary', 'AccountAlias', 'AssetClass'];
const WHEN = ['DateTime', 'Date/Time', 'TradeDate'];

const ofTrades: IsHeader = (columns) =>
  columns.has('Quantity', 'TradePrice') && WHEN.some((column) => columns.has(column));
const ofConfirmations: IsHeader = (columns) =>
  !columns.has('TradePrice') &&
  columns.has('Symbol', 'Buy/Sell', 'Quantity', 'Price', 'Commission') &&
  columns.has('UnderlyingSymbol') &&
  WHEN.some((column) => columns.has(column));

/**
 * "Trades" of an activity Flex query, as CSV. Which columns there are the trader has chosen; its documentation is the Flex
 * Query guide. Rows of executions are read; where a query has orders alone, those. Times are those of the account's
 * statement, without a zone. `FifoPnlRealized` is after commissions.
 */
export const ibkrFlex = flexReader('flex', 'Interactive Brokers Flex query (CSV)', ofTrades);

/** "Trade confirmations" as a Flex query in CSV: as the trades of an activity query, but without realized P&L. */
export const ibkrConfirmations = flexReader(
  'confirmations',
  'Interactive Brokers confirmations (CSV)',
  ofConfirmations,
);

function flexReader(kind: string, name: string, isHeader: IsHeader): Reader {
  return {
    platform: 'ibkr',
    kind,
    name,
    recognises: (source) => source.kind === 'rows' && isKnown(source, isHeader),
    read(source, draft, options) {
      if (source.kind !== 'rows') return;
      const { trades, others } = split(source.rows, isHeader);
      const moments = new Moments(
        trades.map(({ said }) => timeSaid(said)),
        { order: 'either', timeZone: null },
        options,
      );
      const level = levelOf(trades.map(({ said }) => said));
      const executions = new Executions(draft, moments);
      for (const row of others) draft.row(row, () => draft.skip('Other section of the report'));
      for (const { row, said } of trades) {
        if (said('levelOfDetail') === '' || said('levelOfDetail').toUpperCase() === level)
          executions.read(row.line, said);
        else draft.row(row, () => draft.skip('Summary of executions'));
      }
      executions.done();
    },
  };
}

/** Where a query has executions and orders, the orders are sums of the executions. */
export function levelOf(trades: readonly Said[]): string {
  const levels = new Set(trades.map((said) => said('levelOfDetail').toUpperCase()));
  return levels.has('EXECUTION') || !levels.has('ORDER') ? 'EXECUTION' : 'ORDER';
}

function isKnown({ rows }: Extract<Source, { kind: 'rows' }>, isHeader: IsHeader): boolean {
  return rows.slice(0, LINES_LOOKED_AT).some((row) => {
    const columns = headerIn(row);
    return columns !== null && isHeader(columns);
  });
}

/** The rows of trades, and those of other sections. Heads come again for each account. */
function split(rows: readonly Row[], isHeader: IsHeader) {
  const trades: { readonly row: Row; readonly said: Said }[] = [];
  const others: Row[] = [];
  let columns: Columns | null = null;
  let begun = false;
  for (const row of rows) {
    if (WRAPPER.has(row.cells[0] ?? '')) continue;
    const header = headerIn(row);
    if (header) {
      columns = isHeader(header) ? header : null;
      begun = true;
    } else if (columns) trades.push({ row, said: saidInRow(columns, row) });
    else if (begun) others.push(row);
  }
  return { trades, others };
}

/** The columns, if a row names some: in any row of a report, and always as they are written here. */
function headerIn({ cells }: Row): Columns | null {
  const isHead = cells[0] === 'HEADER' || OF_ANY_SECTION.some((name) => cells.includes(name));
  return isHead ? new Columns(cells) : null;
}
