import { decimal, quotientText, toText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument } from '@singularity/domain';
import { cashReasonOf, CORPORATE_ACTION, isCorporate, removalOf } from '../cells/actions.js';
import { needText } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { optionOf, stock } from '../cells/instruments.js';
import type { Moment, Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import { isBond, isMoneyMarket } from '../cells/securities.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import type { Row } from '../source/source.js';
import { optionOfTerms, plainSymbol, unlessFaulty } from './orders.js';
import { priceIn } from './prices.js';
import type { Section } from './sections.js';

/** A row of cash. */
export interface CashRow {
  readonly row: Row;
  readonly cell: Cells;
  readonly isFutures: boolean;
}

export function cashRowsOf(sections: readonly Section[]): readonly CashRow[] {
  return sections.flatMap(({ columns, rows }) =>
    rows.map((row) => ({ row, cell: columns.of(row), isFutures: columns.has('Exec Date') })),
  );
}

// `BOT +4 BWXT 100 21 NOV 25 160 CALL @10.85`, `tIPAD SOLD -1 VERTICAL META 100 19 DEC 25 690/780 CALL @14.25 CBOE`.
const TRADE =
  /(?<word>BOT|SOLD) (?<quantity>[+-]?[\d,]*\.?\d+) (?<what>[^@]+?) ?(?:@(?<price>-?[\d.,']+)|UPON (?<why>.+))/i;
const TRADED = /(?:^| )(?<symbol>\/?[A-Z0-9.$^/]+)(?::\w+)?(?: 100 .*)?$/i;

export interface CashTrade {
  readonly side: 'BUY' | 'SELL';
  readonly quantity: DecimalText;
  readonly symbol: string;
  readonly price: DecimalText | null;
  /** Why shares moved that nobody ordered: "OPTION ASSIGNMENT". */
  readonly why: string;
}

/** What the description of a trade says; null where it says something else. */
export function cashTradeOf({ cell }: CashRow): CashTrade | null {
  if (cell('Type') !== 'TRD' && !/UPON/i.test(cell('Description'))) return null;
  const said = TRADE.exec(cell('Description'))?.groups as Said | undefined;
  return said ? unlessFaulty(() => tradeSaidBy(said)) : null;
}

interface Said extends Readonly<Record<'word' | 'quantity' | 'what', string>> {
  readonly price?: string;
  readonly why?: string;
}

function tradeSaidBy({ word, quantity, what, price, why = '' }: Said): CashTrade {
  const symbol = TRADED.exec(what.trim())?.groups?.['symbol'] ?? '';
  return {
    side: word.toUpperCase() === 'BOT' ? 'BUY' : 'SELL',
    quantity: absolute(needNumber(quantity, 'Description')),
    symbol: plainSymbol(needText(symbol, 'Description')),
    price: price === undefined ? null : priceIn(price),
    why,
  };
}

export function dayOf({ cell, isFutures }: CashRow, moments: Moments): string | null {
  return unlessFaulty(() => moments.read(cell(isFutures ? 'Exec Date' : 'Date')).written.slice(0, 10));
}

/** As `matchOf` of a fill. */
export function cashMatchOf(row: CashRow, trade: CashTrade, moments: Moments): string {
  return [dayOf(row, moments), trade.side, trade.quantity, trade.symbol, trade.price].join(' ');
}

export function costsOf({ cell }: CashRow): DecimalText {
  const costs = [cell('Misc Fees'), cell('Commissions & Fees')].map((cost) => readNumber(cost) ?? ZERO);
  return toText(costs.reduce((total, cost) => total.minus(decimal(cost)), decimal(ZERO)));
}

interface File {
  readonly draft: Draft;
  readonly moments: Moments;
  readonly account: string | null;
  /** Days, sides and symbols that the trade history has: `2026-01-05 BUY NVDA`; null where the file has no history. */
  readonly traded: ReadonlySet<string> | null;
}

/** Everything that the cash says, but for the trades that the history has. */
export function readCashRow(row: CashRow, file: File): void {
  const { cell } = row;
  const { draft } = file;
  if (cell('Type') === '' || cell('Type') === 'BAL') return draft.skip('Balance or total');
  const trade = cashTradeOf(row);
  if (trade) return readTraded(row, trade, file);
  const removed = /remov|\b(?:EXP|ASG|EXC?): -?\d/i.test(cell('Description')) || cell('Type') === 'EXP';
  if (removed) return readRemoval(row, file);
  const amount = readNumber(cell('Amount'));
  if (isCorporate(cell('Description'))) return draft.hold(CORPORATE_ACTION);
  if (row.isFutures || amount === null || amount === ZERO) return draft.skip('Row that moves no money of its own');
  const note = cell('Description');
  draft.cash({ ...idOf(row), ...common(row, file), amount, reason: cashReasonOf(note, amount), note });
}

function readTraded(row: CashRow, trade: CashTrade, file: File): void {
  const { draft, traded } = file;
  if (isBond(trade.symbol)) return draft.skip('Bond or bill');
  if (isMoneyMarket(trade.symbol)) return draft.skip('Mutual fund or money market');
  const known = traded?.has([dayOf(row, file.moments), trade.side, trade.symbol].join(' '));
  if (known) return draft.skip('Cash of a trade: its fill is in the history');
  if (/assign|exerci/i.test(trade.why)) return readDelivery(row, trade, file);
  draft.hold(
    traded
      ? 'This trade is not in the trade history of the file.'
      : 'The file has no trade history: export it with “Account Trade History” open.',
  );
}

/** Shares that an assignment or an exercise brought or took: no order, so the history does not have them. */
function readDelivery(row: CashRow, { side, quantity, symbol }: CashTrade, file: File): void {
  const paid = decimal(needNumber(row.cell('Amount'), 'Amount')).abs();
  const price = quotientText(paid, decimal(quantity), 10) ?? ZERO;
  const instrument = stock(symbol);
  const told = { instrument, side: side === 'BUY' ? ('buy' as const) : ('sell' as const), quantity, price };
  file.draft.fill({ ...idOf(row), ...common(row, file), ...told, fees: costsOf(row) });
}

// `Removal of option due to expiration -1.0 SPY 100 (Weeklys) 10 JUN 22 402 PUT`.
const IN_TERMS =
  /(?<quantity>-?\d+(?:\.\d+)?) \$?(?<symbol>[A-Z]+)(?:\.X)? 100 (?:\([^)]*\) )?(?<day>\d{1,2} [A-Z]{3} \d{2,4}) (?:\[\w+\] )?(?<strike>[\d.,]+) (?<right>CALL|PUT)/i;
// `Removed due to Expiration PUT …: EXP: -1.0 .SPXW260410P6500`.
const BY_SYMBOL = /(?<quantity>-?\d+(?:\.\d+)?) (?<symbol>\.[A-Z]+\d{6}[CP][\d.]+)\s*$/i;
/** Expirations name the root of weekly index options, the history names the index. */
const INDEX_OF: Readonly<Record<string, string>> = { SPXW: 'SPX', NDXP: 'NDX', RUTW: 'RUT', VIXW: 'VIX', XSPW: 'XSP' };

/** The sign is of what leaves: -1 was held, 1 was written. */
function readRemoval(row: CashRow, file: File): void {
  const description = row.cell('Description');
  if (/\/[A-Z]/.test(description)) return file.draft.hold('An option on a future: enter it by hand.');
  const { moment, ...rest } = common(row, file);
  const { quantity, instrument } = removedIn(description, moment);
  file.draft.fill({
    ...idOf(row),
    ...rest,
    moment,
    instrument,
    side: quantity.startsWith('-') ? 'sell' : 'buy',
    quantity: absolute(quantity),
    price: ZERO,
    effect: /\bASG\b/.test(description) ? 'assign' : (removalOf(description) ?? 'expire'),
  });
}

function removedIn(
  description: string,
  { at }: Moment,
): { readonly quantity: DecimalText; readonly instrument: FillInstrument } {
  const bySymbol = BY_SYMBOL.exec(description)?.groups;
  const named = bySymbol && optionOf(bySymbol['symbol'] ?? '', at);
  if (named) {
    const symbol = INDEX_OF[named.symbol] ?? named.symbol;
    return { quantity: needNumber(bySymbol['quantity'] ?? '', 'Description'), instrument: { ...named, symbol } };
  }
  const terms = IN_TERMS.exec(description)?.groups as
    Record<'quantity' | 'symbol' | 'day' | 'strike' | 'right', string> | undefined;
  if (!terms) throw new RowFault(`“${description.slice(0, 60)}” names no option.`);
  const symbol = INDEX_OF[terms.symbol.toUpperCase()] ?? terms.symbol;
  return { quantity: needNumber(terms.quantity, 'Description'), instrument: optionOfTerms({ ...terms, symbol }, at) };
}

function idOf({ cell }: CashRow): { readonly id?: string } {
  const ref = cell('Ref #').replace(/[="]/g, '');
  return /^\d+$/.test(ref) ? { id: `ref:${ref}` } : {};
}

function common({ cell, isFutures }: CashRow, { moments, account }: File) {
  const when = isFutures ? `${cell('Exec Date')} ${cell('Exec Time')}` : `${cell('Date')} ${cell('Time')}`;
  return { account, currency: 'USD', moment: moments.read(when.trim()) };
}
