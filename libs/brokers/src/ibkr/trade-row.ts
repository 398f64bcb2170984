import { decimal, parseCurrency, sum, toText, zero } from '@singularity/domain';
import type { DecimalText, FillEffect, FillInstrument, Instant, Side } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import type { FoundFill } from '../cells/found.js';
import { crypto, future, optionNamed, optionOf, stock } from '../cells/instruments.js';
import type { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import { readDay } from '../cells/wall-time.js';
import { knownIn, meaningOf } from '../cells/words.js';
import { RowFault } from '../reading.js';
import { timeSaid } from './said.js';
import type { Said } from './said.js';

/** A trade of a report. One that cancels another repeats it with the opposite sign. */
export interface Execution extends FoundFill {
  readonly cancels: boolean;
  /** The trade's id; of a cancellation that of the trade that it takes back. */
  readonly tradeId: string;
  readonly execId: string;
  readonly transactionId: string;
  /** What the broker counts as realized by it, after commissions; null where it does not say. */
  readonly realized: DecimalText | null;
}

/** Sentences of what is skipped, by what Interactive Brokers calls such a thing. */
const NO_TRADE: Readonly<Record<string, string>> = { CASH: 'Currency conversion', BOND: 'Bond', BILL: 'Bond' };

const OF_OPTION: Readonly<Record<string, FillEffect>> = { Ep: 'expire', A: 'assign', Ex: 'exercise' };

/** Why a row is no trade of an instrument that is kept here; null for one that is. */
export function noTrade(said: Said): string | null {
  return knownIn(NO_TRADE, said('assetCategory').toUpperCase()) ?? null;
}

/** Whether a row takes back a trade: a new one with what was right follows it, under the same id. */
export function cancels(said: Said): boolean {
  return codesOf(said).includes('Ca') || said('buySell').includes('(Ca.)') || said('transactionType') === 'TradeCancel';
}

export function readExecution(line: number, said: Said, moments: Moments): Execution {
  const moment = moments.read(timeSaid(said));
  const instrument = instrumentIn(said, moment.at);
  const signed = needNumber(said('quantity'), 'Quantity');
  const fill = {
    ...idsOf(said),
    account: said('accountId') || null,
    instrument,
    side: sideOf(said, signed),
    quantity: absolute(signed),
    price: absolute(needNumber(said('price'), 'Price')),
    currency: parseCurrency(said('currency')),
    multiplier: instrument.assetType === 'stock' ? null : readNumber(said('multiplier')),
    effect: effectOf(said, instrument),
    fees: isPaidApart(said) ? toText(zero) : costOf(said),
    moment,
  };
  return {
    ...{ line, fill, cancels: cancels(said), tradeId: said('origTradeId') || said('tradeId') },
    ...{ execId: said('execId'), transactionId: said('transactionId'), realized: readNumber(said('realized')) },
  };
}

/** Whether commissions are charged in another currency than the trade: they are money that leaves the account by itself. */
export function isPaidApart(said: Said): boolean {
  const [paidIn, tradedIn] = [said('commissionCurrency'), said('currency')];
  return paidIn !== '' && tradedIn !== '' && paidIn !== tradedIn;
}

/** Reports state costs below zero and rebates above. */
export function costOf(said: Said): DecimalText {
  const paid = [readNumber(said('commission')), readNumber(said('taxes'))];
  return toText(sum(paid.map((each) => (each ? decimal(each) : zero))).negated());
}

function idsOf(said: Said) {
  const id = said('execId') || said('tradeId') || said('transactionId');
  return { ...(id ? { id } : {}), orderId: said('orderId') || null };
}

function sideOf(said: Said, quantity: DecimalText): Side {
  const word = said('buySell')
    .replace(/\s*\(Ca\.\)$/, '')
    .toUpperCase();
  if (word !== '') return meaningOf(word, 'Buy/Sell', { BUY: 'buy', SELL: 'sell' });
  return decimal(quantity).isNegative() === cancels(said) ? 'buy' : 'sell';
}

function codesOf(said: Said): readonly string[] {
  return said('notes')
    .split(/[;,]/)
    .map((code) => code.trim());
}

function effectOf(said: Said, { assetType }: FillInstrument): FillEffect | null {
  const codes = codesOf(said);
  const ofOption = assetType === 'option' ? codes.map((code) => knownIn(OF_OPTION, code)).find(Boolean) : undefined;
  if (ofOption) return ofOption;
  const [opens, closes] = ['O', 'C'].map((code) => codes.includes(code) || said('openClose').includes(code));
  if (opens === closes) return null;
  return opens ? 'open' : 'close';
}

/** What a row is about. Throws `RowFault` where it does not say. */
export function instrumentIn(said: Said, at: Instant): FillInstrument {
  const symbol = needSymbol(said);
  switch (said('assetCategory').toUpperCase()) {
    case 'OPT':
    case 'FOP':
    case 'FSFOP':
      return optionIn(said, symbol, at);
    case 'FUT':
      return future(symbol, at);
    case 'CRYPTO':
      return crypto(symbol.replace(/[.-].*$/, ''), needText(said('currency'), 'Currency'));
    case '':
      return optionOf(symbol, at) ?? shareOf(symbol);
    default:
      return shareOf(symbol);
  }
}

function needSymbol(said: Said): string {
  const symbol = said('symbol');
  if (symbol === '') throw new RowFault('Symbol is empty. If the query leaves it out, add that column.');
  return symbol;
}

/** Options on futures have names of the exchange's own: what they are stands in columns. */
function optionIn(said: Said, symbol: string, at: Instant): FillInstrument {
  const named = optionOf(symbol, at);
  if (named) return named;
  const right = said('putCall').slice(0, 1).toUpperCase();
  if (said('strike') === '' || said('expiry') === '')
    throw new RowFault(`“${symbol.slice(0, 40)}” does not say which option it is. Add Strike, Expiry and Put/Call.`);
  const underlying = said('underlying') || symbol;
  return optionNamed({
    symbol: said('assetCategory').toUpperCase() === 'OPT' ? underlying : future(underlying, at).symbol,
    direction: meaningOf(right, 'Put/Call', { P: 'PUT', C: 'CALL' }),
    strike: needNumber(said('strike'), 'Strike'),
    expiration: readDay(said('expiry'), 'mdy'),
  });
}

/** Classes of shares stand behind a space here and behind a point elsewhere: `BRK B` is `BRK.B`. */
function shareOf(symbol: string): FillInstrument {
  return stock(symbol.replace(/^([A-Z]+) ([A-Z])$/, '$1.$2'));
}
