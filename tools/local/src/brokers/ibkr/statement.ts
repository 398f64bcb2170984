import { absolute, negated, plus, quotient, signOf, sum, times } from '../amounts.js';
import type { Book } from '../book.js';
import type { Account, CashMovement, Fill } from '../facts.js';
import { multiplierOf } from '../instruments.js';
import { totalOf } from '../positions.js';
import { contractOf, digits } from './contract.js';
import { dayOf, ledgerOf } from './ledger.js';
import type { Ledger } from './ledger.js';
import { inside, momentOf, realized, signed, tradeRows } from './trade-rows.js';
import type { Format, Period, Row } from './trade-rows.js';

export interface Wanted extends Period, Format {
  readonly accounts: readonly Account[];
}

interface Section {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Whether there is anything to say about those days. */
export function isEmpty(book: Book, wanted: Wanted): boolean {
  return wanted.accounts.every((account) => {
    const { fills, cash } = ledgerOf(book, account, wanted.to);
    return ![...fills, ...cash].some((one) => inside(wanted, dayOf(one)));
  });
}

/** The statement as XML, one row on each line. */
export function flexXml(book: Book, wanted: Wanted): string {
  const lines = wanted.accounts.flatMap((account) => [opening(book, account, wanted), ...body(book, account, wanted)]);
  return [
    '<FlexQueryResponse queryName="Journal" type="AF">',
    `<FlexStatements count="${wanted.accounts.length}">`,
    ...lines,
    '</FlexStatements>',
    '</FlexQueryResponse>',
  ].join('\n');
}

/** The executions as CSV: what a query whose format is not XML gives. */
export function flexCsv(book: Book, wanted: Wanted): string {
  const rows = wanted.accounts
    .flatMap((account) => tradeRows(book, ledgerOf(book, account, wanted.to), wanted, wanted))
    .filter(({ element }) => element === 'Trade');
  const names = Object.keys(rows[0]?.attributes ?? {});
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`).join(',');
  return [line(names), ...rows.map(({ attributes }) => line(names.map((name) => attributes[name] ?? '')))].join('\n');
}

function opening(book: Book, account: Account, wanted: Wanted): string {
  const { from, to } = wanted;
  const attributes = {
    accountId: account.id,
    fromDate: digits(from),
    toDate: digits(to),
    period: '',
    whenGenerated: momentOf(book.clock.now(), wanted),
  };
  return `<FlexStatement ${written(attributes)}>`;
}

function body(book: Book, account: Account, wanted: Wanted): string[] {
  const ledger = ledgerOf(book, account, wanted.to);
  const sections: Section[] = [
    { name: 'Trades', rows: tradeRows(book, ledger, wanted, wanted) },
    { name: 'OptionEAE', rows: endings(ledger, wanted) },
    { name: 'CashTransactions', rows: cashRows(ledger, wanted) },
    { name: 'OpenPositions', rows: positionRows(ledger, wanted) },
    { name: 'CashReport', rows: cashReport(ledger, wanted) },
  ];
  const lines = sections.flatMap(({ name, rows }) => {
    const inner = rows.map(({ element, attributes }) => `<${element} ${written(attributes)} />`);
    return inner.length === 0 ? [`<${name} />`] : [`<${name}>`, ...inner, `</${name}>`];
  });
  return [...lines, '</FlexStatement>'];
}

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign as keyof typeof SIGNS]);

function written(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ');
}

const ENDS = { expire: 'Expiration', assign: 'Assignment', exercise: 'Exercise' } as const;

/** Options that ended, and the stock that this delivered. */
function endings(ledger: Ledger, wanted: Wanted): Row[] {
  return ledger.fills
    .filter((fill) => (fill.settles ?? fill.deliveredBy) !== undefined && inside(wanted, dayOf(fill)))
    .map((fill) => ({
      element: 'OptionEAE',
      attributes: {
        accountId: ledger.account.id,
        currency: 'USD',
        ...contractOf(fill.instrument),
        date: digits(dayOf(fill)),
        transactionType: fill.settles ? ENDS[fill.settles] : fill.side === 'buy' ? 'Buy' : 'Sell',
        quantity: signed(fill),
        tradePrice: fill.price,
        markPrice: fill.price,
        realizedPnl: realized(ledger, fill),
        tradeID: fill.id,
      },
    }));
}

const CASH_TYPES = {
  deposit: 'Deposits/Withdrawals',
  withdrawal: 'Deposits/Withdrawals',
  fee: 'Other Fees',
  dividend: 'Dividends',
} as const;

function cashRows(ledger: Ledger, wanted: Wanted): Row[] {
  const typeOf = ({ kind, amount }: CashMovement) =>
    kind === 'interest' ? `Broker Interest ${signOf(amount) < 0 ? 'Paid' : 'Received'}` : CASH_TYPES[kind];
  return ledger.cash
    .filter((movement) => inside(wanted, dayOf(movement)))
    .map((movement) => ({
      element: 'CashTransaction',
      attributes: {
        accountId: ledger.account.id,
        currency: 'USD',
        fxRateToBase: '1',
        description: movement.description,
        dateTime: momentOf(movement.at, wanted),
        amount: movement.amount,
        type: typeOf(movement),
        transactionID: `9${movement.id}`,
        levelOfDetail: 'DETAIL',
      },
    }));
}

function positionRows(ledger: Ledger, wanted: Wanted): Row[] {
  return ledger.positions.map(({ instrument, quantity, cost, openedAt }) => {
    const price = quotient(absolute(cost), times(absolute(quantity), multiplierOf(instrument)), 8);
    return {
      element: 'OpenPosition',
      attributes: {
        accountId: ledger.account.id,
        currency: 'USD',
        fxRateToBase: '1',
        ...contractOf(instrument),
        reportDate: digits(wanted.to),
        position: quantity,
        markPrice: price,
        positionValue: cost,
        openPrice: price,
        costBasisPrice: price,
        costBasisMoney: cost,
        fifoPnlUnrealized: '0',
        side: signOf(quantity) < 0 ? 'Short' : 'Long',
        levelOfDetail: 'SUMMARY',
        openDateTime: momentOf(openedAt, wanted),
      },
    };
  });
}

function cashReport(ledger: Ledger, wanted: Wanted): Row[] {
  const before = (one: { readonly at: string }) => dayOf(one) < wanted.from;
  const startingCash = cashAfter(ledger, before);
  const endingCash = cashAfter(ledger, () => true);
  const within = ledger.cash.filter((movement) => inside(wanted, dayOf(movement)));
  const moved = (kind: CashMovement['kind']) =>
    sum(within.filter((movement) => movement.kind === kind).map(({ amount }) => amount));
  const paid = counted(ledger).filter((fill) => inside(wanted, dayOf(fill)));
  const commissions = negated(sum(paid.map(({ fees }) => totalOf(fees))));
  const [deposits, withdrawals] = [moved('deposit'), moved('withdrawal')];
  const report = { startingCash, commissions, deposits, withdrawals, endingCash };
  return ['BASE_SUMMARY', 'USD'].map((currency) => ({
    element: 'CashReportCurrency',
    attributes: {
      accountId: ledger.account.id,
      currency,
      fromDate: digits(wanted.from),
      toDate: digits(wanted.to),
      ...report,
    },
  }));
}

const counted = (ledger: Ledger): readonly Fill[] => ledger.fills.filter((fill) => !ledger.isCancelled(fill));

function cashAfter(ledger: Ledger, counts: (one: { readonly at: string }) => boolean): string {
  const traded = counted(ledger)
    .filter(counts)
    .map((fill) => plus(gainOf(ledger, fill), negated(totalOf(fill.fees))));
  const moved = ledger.cash.filter(counts).map(({ amount }) => amount);
  return sum([ledger.account.openingBalance, ...traded, ...moved]);
}

function gainOf(ledger: Ledger, fill: Fill): string {
  if (fill.instrument.type === 'future') return ledger.effects.get(fill.id)?.profit ?? '0';
  return negated(times(times(signed(fill), fill.price), multiplierOf(fill.instrument)));
}
