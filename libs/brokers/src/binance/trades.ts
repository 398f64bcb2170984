import { decimal, parseCurrency, toText, ZERO } from '@singularity/domain';
import { firstOf, needText, tableIn } from '../cells/columns.js';
import type { Cells, Table } from '../cells/columns.js';
import { chargeApart } from '../cells/fees.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { spotEffect } from '../cells/pairs.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import type { Source } from '../source/source.js';
import { apart, pairIn, timesOf } from './glued.js';

const GLUED = ['Pair', 'Side', 'Price', 'Executed', 'Amount', 'Fee'];
const IN_COLUMNS = ['Market', 'Type', 'Price', 'Amount', 'Total', 'Fee', 'Fee Coin'];

/**
 * "Trade history" of Binance's spot market: a row is a fill, without an id. Units stand glued to numbers, `0.05BTC`, or in an
 * older layout in columns of their own. Times are UTC, or as far from it as the head says. A fee in the coin itself changes
 * how many came or left: the quantity is that. A fee in a third coin, such as BNB, is cash that left.
 */
export const binanceTrades: Reader = {
  platform: 'binance',
  kind: 'trades',
  name: 'Binance trades',
  recognises: (source) => tableOf(source) !== null,
  read(source, draft, options) {
    const table = tableOf(source);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    const { column, zone } = timesOf(table.columns);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        readTrade(cell, moments.read(`${needText(cell(column), column)}${zone}`), draft);
      });
    draft.ask(moments.questions);
  },
};

function tableOf(source: Source): Table | null {
  return tableIn(source, GLUED) ?? tableIn(source, IN_COLUMNS);
}

function readTrade(cell: Cells, moment: ReturnType<Moments['read']>, draft: Draft): void {
  const { base, quote } = pairIn(firstOf(cell, 'Pair', 'Market'), cell('Executed') ? cell('Amount') : '');
  const side = meaningOf(firstOf(cell, 'Side', 'Type'), 'Side', BUY_SELL);
  const executed = needNumber(apart(firstOf(cell, 'Executed', 'Amount'), base).number, 'Executed');
  const price = needNumber(cell('Price'), 'Price');
  const { fee, coin } = feeIn(cell, [base, quote]);
  const instrument = crypto(base, quote);
  const inCoin = coin === base ? decimal(fee) : decimal(ZERO);
  const quantity = side === 'buy' ? decimal(executed).minus(inCoin) : decimal(executed).plus(inCoin);
  draft.fill({
    instrument,
    side,
    effect: spotEffect(side),
    quantity: toText(quantity),
    price,
    fees: coin === quote ? fee : toText(inCoin.times(decimal(price))),
    currency: parseCurrency(quote),
    moment,
  });
  if (coin !== base && coin !== quote)
    chargeApart(draft, { account: null, cost: fee, currency: parseCurrency(coin), instrument, moment });
}

function feeIn(cell: Cells, coins: readonly string[]) {
  const written = cell('Fee');
  const coin = cell('Fee Coin') || (coins.find((each) => written.endsWith(each)) ?? apart(written).unit);
  return { fee: readNumber(apart(written, coin).number) ?? ZERO, coin };
}
