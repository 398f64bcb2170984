import { decimal, instrumentKey, sum, toText, zero } from '@singularity/domain';
import { firstOf, needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { webullInstrument, webullMoments, webullSide } from './words.js';

const COLUMNS = ['Symbol', 'B/S', 'Filled Time', 'Filled Avg Price', 'Filled Qty'];

/**
 * Orders with `B/S` and `Side Type`: the 22 columns of Webull's options export with commission and fee, and the short table of
 * 8 columns without. Known from what other journals read, not from a file of the platform itself. `Side Type` says Open or
 * Close in the long table, Long or Short in the short one.
 */
export const webullOrderRecords: Reader = {
  platform: 'webull',
  kind: 'order-records',
  name: 'Webull order records',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const { columns, rows } = table;
    const times = rows.flatMap((row) => [columns.of(row)('Place Time'), columns.of(row)('Filled Time')]);
    const moments = webullMoments(times, options);
    for (const row of rows) draft.row(row, () => readRecord(columns.of(row), moments, draft));
    draft.ask(moments.questions);
  },
};

function readRecord(cell: Cells, moments: ReturnType<typeof webullMoments>, draft: Draft): void {
  const quantity = readNumber(cell('Filled Qty'));
  if (quantity === null || quantity === '0') return draft.skip(`${cell('Status') || 'Unfilled'} order`);
  const placed = cell('Place Time') === '' ? null : moments.read(cell('Place Time'));
  const moment = moments.read(needText(firstOf(cell, 'Filled Time', 'Place Time'), 'Filled Time'));
  const instrument = webullInstrument(needText(cell('Symbol'), 'Symbol'), moment.at);
  const { side, effect } = webullSide(cell('B/S'), instrument);
  const total = readNumber(firstOf(cell, 'Submitted Quantity', 'Qty')) ?? quantity;
  const costs = [cell('Commission'), cell('Fee')].map((cost) => readNumber(cost));
  draft.fill({
    ...(placed && { alike: [instrumentKey(instrument), side, total, placed.written] }),
    instrument,
    side,
    effect: effectOf(cell('Side Type')) ?? (cell('Side Type') === 'Short' ? null : effect),
    quantity,
    price: needNumber(cell('Filled Avg Price'), 'Filled Avg Price'),
    fees: toText(sum(costs.map((cost) => (cost ? decimal(cost).abs() : zero)))),
    currency: 'USD',
    moment,
  });
}

function effectOf(sideType: string): 'open' | 'close' | null {
  if (sideType === 'Open') return 'open';
  return sideType === 'Close' ? 'close' : null;
}
