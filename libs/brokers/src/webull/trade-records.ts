import { decimal, sum, toText, zero } from '@singularity/domain';
import { needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { webullInstrument, webullMoments, webullSide } from './words.js';

const COLUMNS = ['Symbol & Name', 'Trade Date', 'Buy/Sell', 'Quantity', 'Traded Price'];

/**
 * Trades of Webull outside the US: a row is a trade, with its costs and a tax on them. Dates have no time of day, and their
 * order follows the region. Known from what other journals read. The currency is not said.
 */
export const webullTradeRecords: Reader = {
  platform: 'webull',
  kind: 'trade-records',
  name: 'Webull trades',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const { columns, rows } = table;
    const dates = rows.flatMap((row) => [columns.of(row)('Trade Date'), columns.of(row)('Settlement Date')]);
    const moments = webullMoments(dates, options, 'either');
    for (const row of rows) draft.row(row, () => readTrade(columns.of(row), moments, draft));
    draft.ask(moments.questions);
  },
};

function readTrade(cell: Cells, moments: ReturnType<typeof webullMoments>, draft: Draft): void {
  const moment = moments.read(needText(cell('Trade Date'), 'Trade Date'));
  const [symbol = ''] = needText(cell('Symbol & Name'), 'Symbol & Name').split(/\s/);
  const instrument = webullInstrument(symbol, moment.at);
  const costs = [cell('Comm/Fee/Tax'), cell('VAT')].map((cost) => readNumber(cost));
  draft.fill({
    ...webullSide(cell('Buy/Sell'), instrument),
    instrument,
    quantity: needNumber(cell('Quantity'), 'Quantity'),
    price: needNumber(cell('Traded Price'), 'Traded Price'),
    fees: toText(sum(costs.map((cost) => (cost ? decimal(cost).abs() : zero)))),
    moment,
  });
}
