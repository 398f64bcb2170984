import { ZERO } from '@singularity/domain';
import type { FillInstrument } from '@singularity/domain';
import { actionOf, cashReasonOf, CORPORATE_ACTION, isCorporate, removalOf } from '../cells/actions.js';
import type { Action } from '../cells/actions.js';
import { tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import { isBond, isMoneyMarket } from '../cells/securities.js';
import type { Draft } from '../draft.js';
import { Removals } from '../removals.js';
import type { Reader } from '../reader.js';
import type { Row } from '../source/source.js';

const COLUMNS = ['Date', 'Action', 'Symbol', 'Description', 'Quantity', 'Price', 'Fees & Comm', 'Amount'];

/**
 * "Transactions" of schwab.com (Accounts, History, Export; the platform's own export, seen from 2022 to 2026). Days without
 * times; of `01/22/2024 as of 01/19/2024` the second is when it happened. Fees stand in a column. A sale of shares closes, as a
 * short sale has a word of its own. The side of an option that expired or was assigned is that of its trades in the file.
 */
export const schwabTransactions: Reader = {
  platform: 'schwab',
  kind: 'transactions',
  name: 'Schwab transactions',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table || source.kind !== 'rows') return;
    const account = /\.{2,}(\w+)/.exec(source.rows[0]?.cells[0] ?? '')?.[1] ?? null;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    const file: File = { draft, moments, account, removals: new Removals(draft) };
    for (const row of table.rows) draft.row(row, () => readRow({ row, cell: table.columns.of(row) }, file));
    file.removals.done();
    draft.ask(moments.questions);
  },
};

interface File {
  readonly draft: Draft;
  readonly moments: Moments;
  readonly account: string | null;
  readonly removals: Removals;
}

interface Line {
  readonly row: Row;
  readonly cell: Cells;
}

function readRow(line: Line, file: File): void {
  const { cell, row } = line;
  const idle = idleIn(cell);
  if (idle) return file.draft.skip(idle);
  const moment = file.moments.read(cell('Date').replace(/^.* as of /, ''));
  const instrument = cell('Symbol') === '' ? null : (optionOf(cell('Symbol'), moment.at) ?? stock(cell('Symbol')));
  const effect = removalOf(cell('Action'));
  if (effect && instrument?.assetType === 'option') {
    const quantity = needNumber(cell('Quantity'), 'Quantity');
    return file.removals.remove(row, { instrument, quantity, moment, effect, account: file.account });
  }
  const trade = actionIn(cell);
  if (trade && instrument) return readTrade(line, { ...trade, instrument, moment }, file);
  readOther(cell, moment, file);
}

/** Why a row is about neither trades nor cash. */
function idleIn(cell: Cells): string | null {
  if (cell('Action') === '') return 'Total or footnote';
  if (isBond(cell('Symbol'))) return 'Bond or bill';
  return isMoneyMarket(cell('Symbol')) && cell('Quantity') !== '' ? 'Money market' : null;
}

/** Shares that an exercise brings or takes say by their money which it is. Shares for a dividend are bought. */
function actionIn(cell: Cells): Action | null {
  const action = cell('Action');
  if (/^reinvest shares$/i.test(action)) return { side: 'buy', effect: null };
  if (!/exercise|assigned/i.test(action)) return actionOf(action);
  const amount = readNumber(cell('Amount'));
  return amount && { side: amount.startsWith('-') ? 'buy' : 'sell', effect: null };
}

function readTrade(
  { cell }: Line,
  trade: Action & { readonly instrument: FillInstrument; readonly moment: Moment },
  { removals, account }: File,
): void {
  const closes = trade.side === 'sell' && /^sell$/i.test(cell('Action')) && trade.instrument.assetType === 'stock';
  removals.trade({
    ...trade,
    effect: closes ? 'close' : trade.effect,
    account,
    quantity: absolute(needNumber(cell('Quantity'), 'Quantity')),
    price: needNumber(cell('Price'), 'Price'),
    fees: absolute(readNumber(cell('Fees & Comm')) ?? ZERO),
    currency: 'USD',
  });
}

function readOther(cell: Cells, moment: Moment, { draft, account }: File): void {
  const action = cell('Action');
  const quantity = readNumber(cell('Quantity'));
  if (quantity !== null && quantity !== '0') return draft.hold(CORPORATE_ACTION);
  const amount = readNumber(cell('Amount'));
  if (amount === null || amount === '0')
    return isCorporate(action) ? draft.hold(CORPORATE_ACTION) : draft.skip('Row that moves no money');
  const note = [action, cell('Symbol'), cell('Description')].filter((part) => part !== '').join(' ');
  draft.cash({ amount, reason: cashReasonOf(action, amount), note, account, currency: 'USD', moment });
}
