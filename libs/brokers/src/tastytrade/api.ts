import { decimal, parseCurrency, PLACES, quotientText, ZERO } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { tellHolding } from '../answers/holding.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import type { Cells } from '../cells/columns.js';
import { needText } from '../cells/columns.js';
import type { FoundFill } from '../cells/found.js';
import { Moments } from '../cells/moments.js';
import { readNumber } from '../cells/numbers.js';
import { absolute, negative, priceIn } from '../cells/prices.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import { cellsOf, signedIn } from './api-row.js';
import { changedBy, endingIn, isDelivery, isEnding, sidedEndings } from './endings.js';
import type { Ending } from './endings.js';
import { readMoney } from './money.js';
import { fillIn, instrumentIn } from './trade-row.js';
import type { Priced } from './trade-row.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'America/New_York' }, { timeZone: null, dateOrder: null });
const FEES_OF_DAY = 'total-fees/';
const REVERSED = 'Reversed by the broker';

/**
 * tastytrade's API (developer.tastytrade.com: account transactions, total fees, positions, balances). Documented are the fields; that
 * amounts have no sign but an effect beside them, and that a row which ends an option may name no action, clients show alike. A fill's key
 * is the id of its transaction, which no file has: files have numbers of orders, and meet by the minute. What `total-fees` counts as a day
 * is not documented: it is taken for that of `transaction-date`.
 */
export const tastytradeApi = answersReader('tastytrade', (answers, draft) => {
  const items = itemsOf(answers, 'transactions', 'data.items');
  const reversals = new Reversals(items);
  const [fills, endings]: [FoundFill[], Ending[]] = [[], []];
  for (const item of items)
    draft.row(item, () => {
      if (reversals.read(item, draft)) return;
      const cell = cellsOf(item);
      const id = needText(item.said('id'), 'id');
      const type = needText(cell('Type'), 'transaction-type');
      if (type === 'Money Movement') readMoney(cell, draft, MOMENTS, id);
      else if (type === 'Receive Deliver' && isEnding(cell('Sub Type'))) endings.push(endingOf(item, cell, id));
      else if (type === 'Trade' || (type === 'Receive Deliver' && isDelivery(cell('Sub Type'))))
        fills.push({ line: item.line, fill: { ...tradeIn(item, cell), id } });
      else draft.hold(changedBy(cell('Sub Type') || type));
    });
  for (const { line, fill } of [...fills, ...sidedEndings(endings, fills, draft)])
    draft.row({ line }, () => draft.fill(fill));
  readFees(answers, draft);
  readState(answers, draft);
});

/** Transactions that take back others. What was right follows as one of its own. */
class Reversals {
  private readonly reversed: ReadonlySet<string>;

  constructor(items: readonly Item[]) {
    this.reversed = new Set(items.filter(isOfFill).map((item) => item.said('reverses-id')));
  }

  /** Whether a row takes back a fill, or is one that was taken back. */
  read(item: Item, draft: Draft): boolean {
    if (!isOfFill(item)) return false;
    const reverses = item.said('reverses-id');
    if (reverses !== '') draft.voided(reverses);
    else if (!this.reversed.has(item.said('id'))) return false;
    draft.skip(REVERSED);
    return true;
  }
}

/** Money that is paid back is money too: both movements count. */
function isOfFill(item: Item): boolean {
  return item.said('transaction-type') !== 'Money Movement';
}

function endingOf(item: Item, cell: Cells, id: string): Ending {
  const ending = endingIn(item.line, cell, MOMENTS);
  return { ...ending, fill: { ...ending.fill, id } };
}

function tradeIn(item: Item, cell: Cells) {
  return fillIn(cell, MOMENTS, (quantity) => pricedIn(item, quantity));
}

/** Prices are stated of one unit; money is exact where it moved, which futures do not say. */
function pricedIn(item: Item, quantity: DecimalText): Priced {
  const stated = readNumber(item.said('price'));
  const value = readNumber(item.said('value'));
  const type = item.said('instrument-type');
  const isMoved = value !== null && value !== '0' && type !== 'Future';
  if (isMoved && !type.endsWith('Option')) return { price: priceIn(value, quantity, stated) ?? ZERO, multiplier: null };
  if (stated === null) throw new RowFault('price is empty.');
  const price = absolute(stated);
  return { price, multiplier: isMoved ? pointWorth(value, quantity, price) : null };
}

/** What a point of an option is worth, by what was paid, if that is a whole number. */
function pointWorth(value: DecimalText, quantity: DecimalText, price: DecimalText): DecimalText | null {
  const worth = quotientText(decimal(value).abs(), decimal(price).times(decimal(quantity)), PLACES.money);
  return worth && /^[1-9]\d*$/.test(worth) ? worth : null;
}

/** What the broker charged on a day, all together. */
function readFees(answers: Answers, draft: Draft): void {
  for (const { call } of answers.answers.filter((answer) => answer.call.startsWith(FEES_OF_DAY))) {
    const day = call.slice(FEES_OF_DAY.length);
    for (const item of itemsOf(answers, call, 'data'))
      draft.row(item, () => {
        const amount = signedIn(item, 'total-fees');
        if (amount === null) return;
        const moment = MOMENTS.read(day);
        draft.figure({ instrument: null, what: 'fees', amount: negative(amount), currency: 'USD', moment, id: day });
      });
  }
}

function readState(answers: Answers, draft: Draft): void {
  const at = answers.at as Instant;
  tellHolding(answers, draft, {
    tellsExpiry: true,
    path: 'data.items',
    instrumentOf: (item, at) => instrumentIn(cellsOf(item), at),
  });
  for (const item of itemsOf(answers, 'balances', 'data')) {
    const amount = readNumber(item.said('net-liquidating-value'));
    const currency = parseCurrency(item.said('currency') || 'USD') ?? 'USD';
    if (amount !== null) draft.balance({ account: null, at, amount, currency });
  }
}
