import { decimal, parseCurrency, toText } from '@singularity/domain';
import type { CashReason, DecimalText, FillEffect } from '@singularity/domain';
import type { Item } from '../answers/item.js';
import { CORPORATE_ACTION } from '../cells/actions.js';
import { needText } from '../cells/columns.js';
import { stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute, priceIn } from '../cells/prices.js';
import { knownIn } from '../cells/words.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import type { Removals } from '../removals.js';
import { currencyOf, instrumentNamed } from './symbols.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'America/New_York' }, { timeZone: null, dateOrder: null });
/** All options have ceased to trade by then: what expires or is assigned on a day comes after what was traded on it. */
const AFTER_TRADING = '17:00:00';
/** Coins are traded all day. */
const END_OF_DAY = '23:59:59';

const ENDINGS: Readonly<Record<string, FillEffect>> = { OPEXP: 'expire', OPASN: 'assign', OPEXC: 'exercise' };
const REASONS: readonly (readonly [RegExp, CashReason])[] = [
  [/^(?:FEE|CFEE|PTC|DIVFEE)$/, 'fee'],
  [/^DIV/, 'dividend'],
  [/^INT/, 'interest'],
];
/** Money between the account and others of the member. */
const TRANSFERS = new Set(['TRANS', 'CSD', 'CSW', 'JNL', 'JNLC', 'ACATC']);
/** Coins that are money: what is paid in them is no part of a position. */
const STABLE = new Set(['USDC', 'USDT', 'USDG']);
/** Whoever writes an option is assigned, whoever holds one exercises it. */
const SIGNS: Readonly<Record<string, '' | '-'>> = { OPASN: '', OPEXC: '-' };

/** What happened to an account beside trades, a row for each, by day. */
export function readActivity(item: Item, draft: Draft, removals: Removals): void {
  const type = needText(item.said('activity_type'), 'activity_type');
  const id = needText(item.said('id'), 'id');
  const status = item.said('status');
  if (status === 'canceled') return readCancelled(id, type, draft);
  if (status === 'pending' || status === 'queued') return draft.skip('Not booked yet');
  const effect = knownIn(ENDINGS, type);
  if (effect) readEnding(item, { id, type, effect }, removals);
  else if (type === 'OPTRD') readDelivery(item, id, removals);
  else readMoney(item, { id, type }, { draft, removals });
}

function readCancelled(id: string, type: string, draft: Draft): void {
  if (type === 'OPTRD') draft.voided(deliveredBy(id));
  else if (type === 'CFEE' || Object.hasOwn(ENDINGS, type)) draft.voided(id);
  else draft.skip('Cancelled by the broker');
}

/** An option left. Its side is told by the trades; the sign, which is that of what closes it, counts where there are none. */
function readEnding(
  item: Item,
  { id, type, effect }: { readonly id: string; readonly type: string; readonly effect: FillEffect },
  removals: Removals,
): void {
  const moment = dayIn(item, AFTER_TRADING);
  const instrument = instrumentNamed(item.said('symbol'), moment);
  const said = needNumber(item.said('qty'), 'qty');
  const sign = knownIn(SIGNS, type);
  const quantity = sign === undefined ? said : (`${sign}${absolute(said)}` as DecimalText);
  removals.remove({ line: item.line, cells: [] }, { id, instrument, quantity, moment, effect });
}

/** Shares that an option delivered, at its strike: the money says so where the price does not. */
function readDelivery(item: Item, id: string, removals: Removals): void {
  const signed = needNumber(item.said('qty'), 'qty');
  const quantity = absolute(signed);
  const money = needNumber(item.said('net_amount'), 'net_amount');
  const price = priceIn(money, quantity, readNumber(item.said('price')));
  if (price === null) throw new RowFault('The quantity is not above zero.');
  removals.trade({
    id: deliveredBy(id),
    instrument: stock(item.said('symbol')),
    side: signed.startsWith('-') ? 'sell' : 'buy',
    quantity,
    price,
    currency: 'USD',
    moment: dayIn(item, AFTER_TRADING),
  });
}

/** The documentation's own samples give the option and its shares one id. */
function deliveredBy(id: string): string {
  return `${id}:shares`;
}

/** The day of a row, which has its place at a time of New York. */
function dayIn(item: Item, time: string): Moment {
  const { at, written } = MOMENTS.read(`${needText(item.said('date'), 'date').slice(0, 10)} ${time}`);
  return { at, precision: 'day', written: written.slice(0, 10) };
}

interface Place {
  readonly draft: Draft;
  readonly removals: Removals;
}

function readMoney(
  item: Item,
  { id, type }: { readonly id: string; readonly type: string },
  { draft, removals }: Place,
): void {
  const amount = readNumber(item.said('net_amount'));
  const quantity = readNumber(item.said('qty'));
  const [isMoney, isQuantity] = [amount, quantity].map((each) => each !== null && each !== '0');
  if (!isMoney && isQuantity && type === 'CFEE') return readCoinFee(item, id, { draft, removals });
  // Dividends state how many shares they are for; whatever else moves shares changes a position.
  if (isQuantity && !REASONS.some(([types]) => types.test(type))) return draft.hold(CORPORATE_ACTION);
  if (!isMoney || amount === null) return draft.skip('Row that moves no money');
  draft.cash({
    id,
    amount,
    reason: reasonOf(type, amount),
    note: [item.said('description') || type, item.said('symbol')].filter(Boolean).join(' · '),
    currency: parseCurrency(item.said('currency') || 'USD'),
    moment: MOMENTS.read(needText(item.said('date'), 'date').slice(0, 10)),
  });
}

function reasonOf(type: string, amount: DecimalText): CashReason {
  if (TRANSFERS.has(type)) return amount.startsWith('-') ? 'withdrawal' : 'deposit';
  return REASONS.find(([types]) => types.test(type))?.[1] ?? 'other';
}

/**
 * A fee that was taken in the coin that was bought, at the end of the day. Fewer coins are held: they leave at their own price, and
 * what they were worth is the fee.
 */
function readCoinFee(item: Item, id: string, { draft, removals }: Place): void {
  const moment = dayIn(item, END_OF_DAY);
  const instrument = instrumentNamed(item.said('symbol'), moment);
  const signed = needNumber(item.said('qty'), 'qty');
  const quantity = absolute(signed);
  const coin = instrument.symbol.replace(/-.*$/, '');
  const note = item.said('description') || 'Fee in coins';
  if (STABLE.has(coin))
    return draft.cash({ id, amount: signed, reason: 'fee', note, currency: parseCurrency(coin), moment });
  const price = needNumber(item.said('price'), 'price');
  const fees = toText(decimal(quantity).times(decimal(price)));
  const side = signed.startsWith('-') ? 'sell' : 'buy';
  removals.trade({
    ...{ id, instrument, side, effect: side === 'sell' ? 'close' : null },
    ...{ quantity, price, fees, currency: currencyOf(instrument), moment },
  });
}
