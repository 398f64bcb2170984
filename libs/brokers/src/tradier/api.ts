import { decimal, parseCurrency, toText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { tellHolding } from '../answers/holding.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import { cashReasonOf, CORPORATE_ACTION, isCorporate, removalOf } from '../cells/actions.js';
import { needText } from '../cells/columns.js';
import { costsIn, worthOf } from '../cells/costs.js';
import { optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import type { Draft, DraftFill } from '../draft.js';
import { RowFault } from '../reading.js';
import { Removals } from '../removals.js';
import { OrderTimes } from './order-times.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'America/New_York' }, { timeZone: null, dateOrder: null });

/**
 * Tradier's API (docs.tradier.com: account history, orders, gain and loss, positions, balances). The history has days without
 * times and no ids; times are those of the orders that the fills of a day can be of. Options that expired may be named by
 * nothing: they are known by no longer being held.
 */
export const tradierApi = answersReader('tradier', (answers, draft) => {
  const times = new OrderTimes(itemsOf(answers, 'orders', 'orders.order'));
  const removals = new Removals(draft);
  const fills: { readonly item: Item; readonly fill: DraftFill }[] = [];
  for (const item of itemsOf(answers, 'history', 'history.event'))
    draft.row(item, () => {
      const type = needText(item.said('type'), 'type').toLowerCase();
      if (type === 'trade') fills.push({ item, fill: tradeOf(item) });
      else if (type === 'option') readRemoval(item, removals, draft);
      else readCash(item, type, draft);
    });
  const timed = times.of(fills.map(({ fill }) => fill));
  fills.forEach(({ item, fill }, index) =>
    draft.row(item, () => removals.trade({ ...fill, moment: timed[index] ?? fill.moment })),
  );
  removals.done();
  readGains(answers, draft);
  readState(answers, draft);
});

/** The day of an event, which stands as midnight of UTC and means the day in New York. */
function dayIn(said: string): Moment {
  return MOMENTS.read(needText(said, 'date').slice(0, 10));
}

/** Options leave after the session of their day, whenever they were opened on it. */
function endOf(said: string): Moment {
  const { written } = dayIn(said);
  return { ...MOMENTS.read(`${written} 17:00:00`), precision: 'day', written };
}

function instrumentNamed(symbol: string, { at }: { readonly at: Instant }): FillInstrument {
  const named = needText(symbol, 'symbol');
  return optionOf(named, at) ?? stock(named);
}

function tradeOf(item: Item): DraftFill {
  const moment = dayIn(item.said('date'));
  const signed = needNumber(item.said('trade.quantity'), 'quantity');
  const side = signed.startsWith('-') ? ('sell' as const) : ('buy' as const);
  const [quantity, price] = [absolute(signed), needNumber(item.said('trade.price'), 'price')];
  const instrument = instrumentNamed(item.said('trade.symbol'), moment);
  const worth = worthOf(instrument, quantity, price);
  const fees = costsIn(needNumber(item.said('amount'), 'amount'), worth, side);
  const commission = absolute(readNumber(item.said('trade.commission')) ?? ZERO);
  if (!isLikely(fees, commission, toText(worth)))
    throw new RowFault(
      'The amount does not fit price and quantity: an adjusted option has another multiplier. Enter it by hand.',
    );
  return { instrument, side, quantity, price, fees, currency: 'USD', moment };
}

const [LEAST, SHARE] = ['5', '0.05'].map((text) => decimal(text as DecimalText)) as [
  ReturnType<typeof decimal>,
  ReturnType<typeof decimal>,
];

/** Whether what an amount differs by can be costs. A contract of other than 100 shares is off by far more. */
function isLikely(fees: DecimalText, commission: DecimalText, worth: DecimalText): boolean {
  const most = decimal(commission).plus(LEAST).plus(decimal(worth).abs().times(SHARE));
  return decimal(fees).abs().lte(most);
}

/** What the API says of an option that left may lack its symbol; then it is found to be held no longer. */
function readRemoval(item: Item, removals: Removals, draft: Draft): void {
  const description = item.said('option.description') || item.said('option.option_type');
  const effect = removalOf(description) ?? 'expire';
  const symbol = item.said('option.symbol');
  if (symbol === '' && effect === 'expire') return draft.skip('Expired option without its name');
  if (symbol === '')
    return draft.hold('An option was exercised or assigned. Tradier does not say which one: enter it by hand.');
  const moment = endOf(item.said('date'));
  const quantity = needNumber(item.said('option.quantity'), 'quantity');
  removals.remove(
    { line: item.line, cells: [] },
    { instrument: instrumentNamed(symbol, moment), quantity, moment, effect },
  );
}

function readCash(item: Item, type: string, draft: Draft): void {
  const description = item.said(`${type}.description`);
  const words = `${type} ${description}`;
  const quantity = readNumber(item.said(`${type}.quantity`));
  if ((quantity !== null && quantity !== '0' && type === 'adjustment') || isCorporate(words))
    return draft.hold(CORPORATE_ACTION);
  const amount = readNumber(item.said('amount'));
  if (amount === null || amount === '0') return draft.skip('Row that moves no money');
  const byType = cashReasonOf(type, amount);
  const reason = byType === 'other' ? cashReasonOf(words, amount) : byType;
  draft.cash({
    amount,
    reason,
    note: description || type,
    currency: parseCurrency('USD'),
    moment: dayIn(item.said('date')),
  });
}

/** Gain and loss of closed positions, after all costs. Equal ones are counted. */
function readGains(answers: Answers, draft: Draft): void {
  for (const item of itemsOf(answers, 'gainloss', 'gainloss.closed_position'))
    draft.row(item, () => {
      const moment = dayIn(item.said('close_date'));
      const opened = item.said('open_date').slice(0, 10);
      draft.figure({
        instrument: instrumentNamed(item.said('symbol'), moment),
        what: 'netPnl',
        amount: needNumber(item.said('gain_loss'), 'gain_loss'),
        currency: 'USD',
        moment: { ...moment, written: `${moment.written} ${opened} ${item.said('quantity')}` },
      });
    });
}

function readState(answers: Answers, draft: Draft): void {
  const at = answers.at as Instant;
  tellHolding(answers, draft, {
    path: 'positions.position',
    tellsExpiry: false,
    instrumentOf: (item) => instrumentNamed(item.said('symbol'), { at }),
  });
  for (const item of itemsOf(answers, 'balances', 'balances')) {
    const amount = readNumber(item.said('total_equity'));
    if (amount !== null) draft.balance({ account: null, at, amount, currency: 'USD' });
  }
}
