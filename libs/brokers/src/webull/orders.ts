import { instrumentKey } from '@singularity/domain';
import { firstOf, needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import type { Source } from '../source/source.js';
import { webullInstrument, webullMoments, webullSide } from './words.js';

const COMMON = ['Symbol', 'Side', 'Status', 'Placed Time', 'Filled Time'];

/**
 * "Orders Records" of stocks and of options, from the Webull app and desktop (the platform's own export, seen from 2021 to
 * 2026): a row is an order with its average price. An order that was cancelled counts for what was filled of it. The order of
 * a spread stands without a symbol above its legs, which are orders of their own. The same table with `Filled/Total Qty` and
 * `Price/Avg Price` comes from Webull's website. There are no fees and no ids.
 */
export const webullOrders: Reader = {
  platform: 'webull',
  kind: 'orders',
  name: 'Webull orders',
  recognises: (source) => tableOf(source) !== null,
  read(source, draft, options) {
    const table = tableOf(source);
    if (!table) return;
    const { columns, rows } = table;
    const times = rows.flatMap((row) => [columns.of(row)('Placed Time'), columns.of(row)('Filled Time')]);
    const moments = webullMoments(times, options);
    for (const row of rows) draft.row(row, () => readOrder(columns.of(row), moments, draft));
    draft.ask(moments.questions);
  },
};

function tableOf(source: Source) {
  return tableIn(source, [...COMMON, 'Filled', 'Avg Price']) ?? tableIn(source, [...COMMON, 'Filled/Total Qty']);
}

function readOrder(cell: Cells, moments: ReturnType<typeof webullMoments>, draft: Draft): void {
  if (cell('Symbol') === '') return draft.skip('Order of a spread: its legs are read');
  const [filled, total] = quantitiesOf(cell);
  if (filled === null || filled === '0') return draft.skip(`${cell('Status') || 'Unfilled'} order`);
  const placed = moments.read(needText(firstOf(cell, 'Placed Time', 'Filled Time'), 'Placed Time'));
  const moment = moments.read(needText(firstOf(cell, 'Filled Time', 'Placed Time'), 'Filled Time'));
  const instrument = webullInstrument(cell('Symbol'), moment.at);
  const { side, effect } = webullSide(cell('Side'), instrument);
  draft.fill({
    alike: [instrumentKey(instrument), side, total ?? filled, placed.written],
    instrument,
    side,
    effect,
    quantity: filled,
    price: needNumber(averageOf(cell), 'Avg Price'),
    currency: 'USD',
    moment,
  });
}

/** Filled and ordered: two cells, or one that says `25/40`. */
function quantitiesOf(cell: Cells) {
  const [filled = '', total = ''] = cell('Filled/Total Qty').split('/');
  return [readNumber(filled || cell('Filled')), readNumber(total || cell('Total Qty'))] as const;
}

/** `33.10`, or the last of `@33.00/33.10`, where a line break may stand for the stroke. */
function averageOf(cell: Cells): string {
  const both = cell('Price/Avg Price').split(/[/\n]/);
  return (cell('Avg Price') || (both.at(-1) ?? '')).replace('@', '');
}
