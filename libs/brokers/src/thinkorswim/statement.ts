import { ZERO } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { Moments } from '../cells/moments.js';
import type { Reader } from '../reader.js';
import { cashMatchOf, cashRowsOf, cashTradeOf, costsOf, readCashRow } from './cash.js';
import type { CashRow } from './cash.js';
import { filledIn, matchOf, plainSymbol, readFilled, unlessFaulty } from './orders.js';
import type { Filled } from './orders.js';
import { readProfits } from './profits.js';
import { isStatement, statementOf } from './sections.js';

/**
 * "Account Statement" of thinkorswim (Monitor, Export to File; the platform's own export, seen from 2017 to 2026, paperMoney
 * too), and "Today's Trade Activity" of the same. Fills come from the trade history, options that left without an order and
 * shares that an assignment brought from the cash balance. Fees stand in the cash balance alone, which has no id in common
 * with the fills: they are taken where day, side, quantity, symbol and price of fills and of cash are the same and as many,
 * else they are zero. Times are those that the platform shows, without a zone.
 */
export const thinkorswimStatement: Reader = {
  platform: 'thinkorswim',
  kind: 'statement',
  name: 'thinkorswim account statement',
  recognises: isStatement,
  read(source, draft, options) {
    if (source.kind !== 'rows') return;
    const statement = statementOf(source.rows);
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    const fills = statement.trades ? filledIn(statement.trades) : [];
    const cash = cashRowsOf(statement.cash);
    const traded = statement.trades ? tradedIn(fills, moments) : null;
    const file = { draft, moments, account: statement.account, traded };
    const fees = feesOf(fills, cash, moments);
    for (const row of cash) draft.row(row.row, () => readCashRow(row, file));
    for (const row of statement.orders?.rows ?? []) draft.row(row, () => draft.skip('Order: fills are in the history'));
    for (const filled of fills) readFilled(filled, fees.get(filled) ?? ZERO, file);
    readProfits(statement, fills, draft);
    draft.ask(moments.questions);
  },
};

function tradedIn(fills: readonly Filled[], moments: Moments): ReadonlySet<string> {
  return new Set(
    fills.flatMap(({ time, legs }) => {
      const day = unlessFaulty(() => moments.read(time).written.slice(0, 10));
      return legs.map(({ cell }) => [day, cell('Side').toUpperCase(), plainSymbol(cell('Symbol'))].join(' '));
    }),
  );
}

/** Fees of fills whose cash is beyond doubt: as many rows of cash as fills say the same. Equal ones follow their times. */
function feesOf(
  fills: readonly Filled[],
  cash: readonly CashRow[],
  moments: Moments,
): ReadonlyMap<Filled, DecimalText> {
  const ofFills = Map.groupBy(fills, (filled) => matchOf(filled, moments));
  const ofCash = Map.groupBy(cash, (row) => {
    const trade = cashTradeOf(row);
    return trade && cashMatchOf(row, trade, moments);
  });
  const fees = new Map<Filled, DecimalText>();
  for (const [match, equal] of ofFills) {
    const rows = ofCash.get(match) ?? [];
    if (match === null || rows.length !== equal.length) continue;
    const inTime = rows.toSorted((a, b) => secondsOf(timeOf(a)) - secondsOf(timeOf(b)));
    equal
      .toSorted((a, b) => secondsOf(a.time) - secondsOf(b.time))
      .forEach((filled, index) => {
        const row = inTime[index];
        if (row) fees.set(filled, unlessFaulty(() => costsOf(row)) ?? ZERO);
      });
  }
  return fees;
}

function timeOf({ cell, isFutures }: CashRow): string {
  return cell(isFutures ? 'Exec Time' : 'Time');
}

/** Seconds of the day, for an order among equal ones alone. */
function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = (/\d+:\d+(?::\d+)?/.exec(time)?.[0] ?? '').split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
