import type { CashReason, Decimal, DecimalText, FillEffect, Side } from '@singularity/domain';
import { decimal, zero } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import type { Cells, Table } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import type { DecimalMark } from '../cells/numbers.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { RowFault } from '../reading.js';
import { ContractSizes } from './contract-sizes.js';
import { contractSizesIn } from './positions.js';
import { accountIn, costOf, dealsIn, instrumentIn, markIn, ordersIn, positionsIn, TIMES } from './report.js';
import type { Account } from './report.js';

/**
 * The deals of a "Trade History Report" of MetaTrader 5, which the terminal saves as a page or a workbook from its history: every
 * fill with commission, fee and swap, and what was paid in and out. Positions, which stand in the same report, tell what a
 * contract is worth. `Profit` is before costs. It lacks the zone of the server.
 */
export const metatraderDeals: Reader = {
  platform: 'metatrader',
  kind: 'deals',
  name: 'MetaTrader 5 report',
  recognises: (source) => dealsIn(source) !== null,
  read(source, draft, options) {
    const table = dealsIn(source);
    if (!table || source.kind !== 'rows') return;
    const positions = positionsIn(source);
    const moments = new Moments([], TIMES, options);
    const mark = markIn(table);
    const report = {
      mark,
      account: accountIn(source),
      sizes: positions ? contractSizesIn(positions) : new ContractSizes([]),
      hedged: hedgedIn(table, mark),
    };
    skipUnfilled(ordersIn(source), draft);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const moment = moments.read(cell('Time'));
        if (cell('Symbol') === '') readCash(cell, moment, report, draft);
        else readDeal(cell, moment, report, draft);
      });
    draft.ask(moments.questions);
  },
};

interface Report {
  readonly account: Account;
  readonly mark: DecimalMark;
  readonly sizes: ContractSizes;
  readonly hedged: ReadonlySet<string>;
}

function readDeal(cell: Cells, moment: Moment, { account, mark, sizes, hedged }: Report, draft: Draft): void {
  if (/cancel/i.test(cell('Type'))) return draft.skip('Canceled deal');
  const symbol = cell('Symbol');
  const effect = meaningOf<FillEffect | null>(cell('Direction'), 'Direction', EFFECTS);
  draft.fill({
    ...account,
    id: `deal:${needText(cell('Deal'), 'Deal')}`,
    orderId: cell('Order') || null,
    instrument: instrumentIn(symbol, moment.at),
    // A position is named after the order that opened it.
    multiplier: sizes.of(symbol, cell('Order')),
    side: meaningOf<Side>(cell('Type'), 'Type', BUY_SELL),
    quantity: needNumber(cell('Volume'), 'Volume', mark),
    price: needNumber(cell('Price'), 'Price', mark),
    fees: costOf([cell('Commission'), cell('Fee'), cell('Swap')], mark),
    effect: hedged.has(symbol) ? null : effect,
    moment,
  });
  draft.stated(account.currency, { gross: readNumber(cell('Profit'), mark) });
}

const EFFECTS = { in: 'open', out: 'close', 'in/out': null, 'out by': null } as const;

const REASONS: Readonly<Record<string, CashReason>> = {
  commission: 'fee',
  'daily commission': 'fee',
  'monthly commission': 'fee',
  charge: 'fee',
  interest: 'interest',
  dividend: 'dividend',
};

function readCash(cell: Cells, moment: Moment, { account, mark }: Report, draft: Draft): void {
  const amount = needNumber(cell('Profit'), 'Profit', mark);
  draft.cash({
    ...account,
    id: `deal:${needText(cell('Deal'), 'Deal')}`,
    amount,
    reason: REASONS[cell('Type').toLowerCase()] ?? reasonOf(cell('Type'), amount),
    note: cell('Comment'),
    moment,
  });
}

function reasonOf(type: string, amount: DecimalText): CashReason {
  if (type.toLowerCase() !== 'balance') return 'other';
  return decimal(amount).isNegative() ? 'withdrawal' : 'deposit';
}

/**
 * Symbols that were held both ways at once, as hedging accounts can: what opened one way is taken here to close the other, so
 * that what the report says of a deal is not what it does.
 */
function hedgedIn({ columns, rows }: Table, mark: DecimalMark): ReadonlySet<string> {
  const hedged = new Set<string>();
  const held = new Map<string, Decimal>();
  for (const row of rows) {
    const cell = columns.of(row);
    const lots = lotsIn(cell, mark);
    if (!lots) continue;
    const symbol = cell('Symbol');
    const before = held.get(symbol) ?? zero;
    if (cell('Direction') === 'in' && before.times(lots).isNegative() && !before.isZero()) hedged.add(symbol);
    held.set(symbol, before.plus(lots));
  }
  return hedged;
}

/** Below zero where they were sold; null where the row is refused or is no deal. */
function lotsIn(cell: Cells, mark: DecimalMark): Decimal | null {
  try {
    const lots = decimal(needNumber(cell('Volume'), 'Volume', mark));
    return meaningOf<Side>(cell('Type'), 'Type', BUY_SELL) === 'buy' ? lots : lots.negated();
  } catch (error) {
    if (error instanceof RowFault) return null;
    throw error;
  }
}

/** Of orders only those that were not filled are told: the others stand among the deals. */
function skipUnfilled(orders: Table | null, draft: Draft): void {
  for (const row of orders?.rows ?? []) {
    const state = orders?.columns.of(row)('State') ?? '';
    if (state === '' || state === 'filled') continue;
    draft.row(row, () => draft.skip(`${state.charAt(0).toUpperCase()}${state.slice(1)} order`));
  }
}
