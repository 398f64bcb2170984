import { decimal, exactly, parseDay, sum, toText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import { CORPORATE_ACTION, removalOf } from '../cells/actions.js';
import { needText } from '../cells/columns.js';
import { future, option, optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import { isMoneyMarket } from '../cells/securities.js';
import { knownIn } from '../cells/words.js';
import type { Draft, DraftFill } from '../draft.js';
import { Removals } from '../removals.js';
import type { Removal } from '../removals.js';
import { RowFault } from '../reading.js';
import { Executions } from './executions.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'America/New_York' }, { timeZone: null, dateOrder: null });
const EFFECTS = { OPENING: 'open', CLOSING: 'close' } as const;
const SHARES = new Set(['EQUITY', 'COLLECTIVE_INVESTMENT', 'MUTUAL_FUND']);
const IDLE: Readonly<Record<string, string>> = {
  CASH_EQUIVALENT: 'Money market',
  FIXED_INCOME: 'Bond or bill',
};
/** Prices are rounded: a contract of other than 100 shares is off by far more. */
const [LEAST_SHARES, MOST_SHARES] = ['95', '105'].map((text) => decimal(exactly(text))) as [
  ReturnType<typeof decimal>,
  ReturnType<typeof decimal>,
];

/**
 * Schwab's Trader API (developer.schwab.com: transactions, orders, accounts). A transaction has an id, which the export of
 * schwab.com does not; there the two meet by day. Fees are items of their own. Seen in several clients: signed amounts, costs below
 * zero for what is paid, `positionEffect`, "Removed due to Expiration". Not verified: the sign of an option that leaves,
 * shares of an assignment as a second item or transaction, `INVALID` for what was taken back, positions and balances.
 */
export const schwabApi = answersReader('schwab', (answers, draft) => {
  const executions = new Executions(itemsOf(answers, 'orders', ''), momentOrNone);
  const removals = new Removals(draft);
  const trades: { readonly item: Item; readonly symbol: string; readonly fill: DraftFill }[] = [];
  const seen = new Set<string>();
  for (const item of itemsOf(answers, 'transactions', '')) {
    const activity = item.said('activityId');
    if (activity !== '' && seen.has(activity)) continue;
    seen.add(activity);
    draft.row(item, () => {
      for (const { symbol, fill, removes } of readTransaction(item, draft))
        if (removes) removals.remove({ line: item.line, cells: [] }, removes);
        else trades.push({ item, symbol, fill });
    });
  }
  const moments = executions.of(trades.map(({ symbol, fill }) => ({ ...fill, symbol, orderId: fill.orderId ?? '' })));
  trades.forEach(({ item, fill }, index) =>
    draft.row(item, () => removals.trade({ ...fill, moment: moments[index] ?? fill.moment })),
  );
  removals.done();
  readState(answers, draft);
});

interface Part {
  readonly symbol: string;
  readonly fill: DraftFill & { readonly id: string };
  /** Where it is an option that ended. */
  readonly removes: Removal | null;
}

function readTransaction(item: Item, draft: Draft): readonly Part[] {
  const id = needText(item.said('activityId'), 'activityId');
  const items = item.within('transferItems');
  const things = items.filter(isThing);
  const idle = idleIn(item, things);
  if (item.said('status') === 'INVALID') draft.voided(id);
  else if (idle) draft.skip(idle);
  else if (item.said('type') !== 'TRADE' && things.some(isMovedAlone)) draft.hold(CORPORATE_ACTION);
  else {
    const of = { item, moment: momentOf(needText(item.said('time'), 'time')) };
    return things.map((thing, index) =>
      partOf(thing, index === 0 ? { ...of, id, fees: feesIn(items) } : { ...of, id: `${id}:${index + 1}`, fees: ZERO }),
    );
  }
  return [];
}

function isThing({ said }: Item): boolean {
  return said('feeType') === '' && said('instrument.assetType') !== 'CURRENCY';
}

/** What is paid stands below zero. */
function feesIn(items: readonly Item[]): DecimalText {
  const costs = items.filter(({ said }) => said('feeType') !== '').map(({ said }) => readNumber(said('cost')) ?? ZERO);
  return toText(sum(costs.map(decimal)).negated());
}

/** Why a transaction is about no fill; null where it is. */
function idleIn(item: Item, things: readonly Item[]): string | null {
  if (item.said('status') === 'PENDING') return 'Transaction that is not final yet';
  if (things.length === 0) return 'Row that moves no money';
  if (things.some(({ said }) => isMoneyMarket(said('instrument.symbol')))) return 'Money market';
  return things.map(({ said }) => knownIn(IDLE, said('instrument.assetType'))).find((each) => each) ?? null;
}

/** Shares that came or went for nothing: a split or a transfer. An option leaves for nothing, too, where it ends. */
function isMovedAlone({ said }: Item): boolean {
  return said('instrument.assetType') !== 'OPTION' && (readNumber(said('price')) ?? ZERO) === ZERO;
}

interface Of {
  readonly item: Item;
  readonly moment: Moment;
  readonly id: string;
  readonly fees: DecimalText;
}

function partOf(thing: Item, { item, moment, id, fees }: Of): Part {
  const { said } = thing;
  const signed = needNumber(said('amount'), 'amount');
  const instrument = instrumentIn(thing, moment);
  const of = { id, fees, instrument, orderId: item.said('orderId') || null };
  const symbol = said('instrument.symbol');
  const side = signed.startsWith('-') ? ('sell' as const) : ('buy' as const);
  const quantity = absolute(signed);
  if (item.said('type') !== 'TRADE' && instrument.assetType === 'option') {
    const effect = removalOf(item.said('description')) ?? 'expire';
    const ended = { ...of, effect, moment: notAfterExpiry(moment, instrument) };
    return { symbol, fill: { ...ended, side, quantity, price: ZERO }, removes: { ...ended, quantity: signed } };
  }
  const price = needNumber(said('price'), 'price');
  if (instrument.assetType === 'option') needHundred(said('cost'), quantity, price);
  const effect = knownIn(EFFECTS, said('positionEffect')) ?? null;
  return { symbol, fill: { ...of, side, effect, quantity, price, currency: 'USD', moment }, removes: null };
}

function needHundred(cost: string, quantity: DecimalText, price: DecimalText): void {
  const units = decimal(quantity).times(decimal(price));
  const paid = readNumber(cost);
  if (paid === null || units.isZero()) return;
  const shares = decimal(paid).abs().div(units);
  if (shares.lt(LEAST_SHARES) || shares.gt(MOST_SHARES))
    throw new RowFault('This option is not of 100 shares. Enter it by hand.');
}

/** An option leaves by the close of its last day; that it did is posted days later. */
function notAfterExpiry(moment: Moment, { expiration }: FillInstrument): Moment {
  if (expiration === null) return moment;
  const close = MOMENTS.read(`${expiration} 16:00:00`);
  return close.at < moment.at ? close : moment;
}

function instrumentIn({ said }: Item, { at }: Pick<Moment, 'at'>): FillInstrument {
  const [type, symbol] = [said('instrument.assetType'), said('instrument.symbol')];
  if (type === 'OPTION') return optionOf(symbol, at) ?? optionIn(said);
  if (type === 'FUTURE') return future(needText(symbol, 'symbol'), at);
  if (SHARES.has(type)) return stock(needText(symbol, 'symbol'));
  throw new RowFault(`“${type.slice(0, 40)}” is no kind of instrument that can be read. Enter it by hand.`);
}

/** An option whose symbol is missing, or of a form of its own. */
function optionIn(said: Item['said']): FillInstrument {
  const direction = said('instrument.putCall');
  const expiration = parseDay(said('instrument.expirationDate').slice(0, 10));
  const symbol = said('instrument.underlyingSymbol');
  if ((direction !== 'CALL' && direction !== 'PUT') || !expiration || symbol === '' || symbol.startsWith('/'))
    throw new RowFault('This option cannot be told by its symbol. Enter it by hand.');
  return option(symbol, { direction, expiration, strike: needNumber(said('instrument.strikePrice'), 'strikePrice') });
}

/** `2026-10-05T14:31:02+0000`. */
function momentOf(written: string): Moment {
  return MOMENTS.read(written);
}

function momentOrNone(written: string): Moment | null {
  return orNone(() => momentOf(written));
}

function readState(answers: Answers, draft: Draft): void {
  const at = answers.at as Instant;
  for (const account of itemsOf(answers, 'account', 'securitiesAccount'))
    draft.row(account, () => {
      const held = account.within('positions').flatMap((position) => {
        const quantities = ['longQuantity', 'shortQuantity'].map((name) => readNumber(position.said(name)) ?? ZERO);
        // Bonds and money markets are held as well, and are no instruments here.
        const instrument = orNone(() => instrumentIn(position, { at }));
        return instrument && quantities.some((quantity) => quantity !== ZERO) ? [instrument] : [];
      });
      draft.holding({ account: null, at, held, tellsExpiry: true });
      const amount = readNumber(account.said('currentBalances.liquidationValue'));
      if (amount !== null) draft.balance({ account: null, at, amount, currency: 'USD' });
    });
}

/** What can be read, else nothing. */
function orNone<Read>(read: () => Read): Read | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowFault) return null;
    throw error;
  }
}
