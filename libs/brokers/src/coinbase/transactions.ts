import { parseCurrency, ZERO } from '@singularity/domain';
import type { CashReason, Side } from '@singularity/domain';
import { firstOf, needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { isMoney, spotEffect } from '../cells/pairs.js';
import { absolute, negative, priceIn } from '../cells/prices.js';
import { knownIn } from '../cells/words.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import type { Reader } from '../reader.js';

const COLUMNS = ['Timestamp', 'Transaction Type', 'Asset', 'Quantity Transacted'];

const SIDES: Readonly<Record<string, Side>> = {
  Buy: 'buy',
  Sell: 'sell',
  'Advanced Trade Buy': 'buy',
  'Advanced Trade Sell': 'sell',
  'Advance Trade Buy': 'buy',
  'Advance Trade Sell': 'sell',
};
const MONEY: Readonly<Record<string, CashReason>> = { Deposit: 'deposit', Withdrawal: 'withdrawal' };
const REWARD = /reward|staking|earn|income|inflation|airdrop|rebate/i;
const BOUGHT_FOR_ANOTHER = /^convert/i;

/**
 * "Transaction history" of Coinbase as CSV, of the layouts with one column for the currency; some lines about the account
 * stand above the head. Times are UTC. The stated price is that of the market: where a spread is hidden in the subtotal,
 * the price is what the subtotal says. Rewards are no trades and are left out. A conversion is not split into its two sides.
 */
export const coinbaseTransactions: Reader = {
  platform: 'coinbase',
  kind: 'transactions',
  name: 'Coinbase transactions',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: 'UTC' }, options);
    for (const row of table.rows) draft.row(row, () => readRow(table.columns.of(row), draft, moments));
    draft.ask(moments.questions);
  },
};

function readRow(cell: Cells, draft: Draft, moments: Moments): void {
  const type = needText(cell('Transaction Type'), 'Transaction Type');
  const side = knownIn(SIDES, type);
  if (side) return readTrade(cell, side, { draft, moments });
  if (REWARD.test(type)) return draft.skip('Reward in coins');
  if (BOUGHT_FOR_ANOTHER.test(type))
    return draft.hold('A conversion sells one coin and buys another. Enter both sides.');
  if (!isMoney(cell('Asset'))) return draft.hold('Coins were moved without a trade. Enter them if they count.');
  const amount = needNumber(cell('Quantity Transacted'), 'Quantity Transacted');
  const leaves = knownIn(MONEY, type) === 'withdrawal';
  draft.cash({
    ...(cell('ID') ? { id: cell('ID') } : {}),
    amount: leaves ? negative(absolute(amount)) : amount,
    currency: parseCurrency(cell('Asset')),
    reason: knownIn(MONEY, type) ?? (amount.startsWith('-') ? 'withdrawal' : 'deposit'),
    note: cell('Notes'),
    moment: moments.read(cell('Timestamp')),
  });
}

function readTrade(cell: Cells, side: Side, { draft, moments }: { readonly draft: Draft; readonly moments: Moments }) {
  const currency = needText(firstOf(cell, 'Price Currency', 'Spot Price Currency'), 'Price Currency');
  const quantity = absolute(needNumber(cell('Quantity Transacted'), 'Quantity Transacted'));
  // Prices come with more digits than they can mean.
  const written = firstOf(cell, 'Price at Transaction', 'Spot Price at Transaction').replace(/(\.\d{18})\d+/, '$1');
  const [stated, subtotal] = [readNumber(written), readNumber(cell('Subtotal'))];
  const price = subtotal ? priceIn(subtotal, quantity, stated) : stated;
  if (price === null) throw new RowFault('Price at Transaction is empty.');
  draft.fill({
    ...(cell('ID') ? { id: cell('ID') } : {}),
    instrument: crypto(needText(cell('Asset'), 'Asset'), currency),
    side,
    effect: spotEffect(side),
    quantity,
    price,
    fees: absolute(readNumber(firstOf(cell, 'Fees and/or Spread', 'Fees')) ?? ZERO),
    currency: parseCurrency(currency),
    moment: moments.read(cell('Timestamp')),
  });
}
