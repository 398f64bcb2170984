import { parseCurrency } from '@singularity/domain';
import { firstOf } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import { needNumber } from '../cells/numbers.js';
import { knownIn } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { Executions } from './executions.js';
import { reasonOf } from './flex-xml.js';
import type { Said } from './said.js';
import { hasSection, sectionRows } from './sections.js';
import type { SectionRow } from './sections.js';

/** What a statement calls kinds of instruments, by what Flex calls them. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/^options on futures|^futures options/i, 'FOP'],
  [/option/i, 'OPT'],
  [/future/i, 'FUT'],
  [/forex/i, 'CASH'],
  [/bond|bill/i, 'BOND'],
  [/crypto/i, 'CRYPTO'],
];
const CASH = new Set(['Deposits & Withdrawals', 'Dividends', 'Interest', 'Fees', 'Withholding Tax']);
const HELD: Readonly<Record<string, string>> = {
  'Corporate Actions': 'A corporate action changed this position. Enter what it did.',
  Transfers: 'A transfer changed this position. Enter what was moved.',
};

/**
 * "Activity statement" as CSV, where each row begins with its section. Of the trades the rows of orders are read: those
 * of single trades and closed lots are the same ones again. A row is what an order did at one time; it has no id. Points of
 * futures come from the section of instruments. Times are those of the account, without a zone. `Realized P/L` is after
 * commissions.
 */
export const ibkrStatement: Reader = {
  platform: 'ibkr',
  kind: 'statement',
  name: 'Interactive Brokers activity statement',
  recognises: (source) => source.kind === 'rows' && hasSection(source.rows, 'Trades', 'DataDiscriminator'),
  read(source, draft, options) {
    if (source.kind !== 'rows') return;
    const rows = sectionRows(source.rows);
    const moments = new Moments(
      rows.map((row) => (row.section === 'Trades' ? row.cells('Date/Time') : whenOf(row))),
      { order: 'either', timeZone: null },
      options,
    );
    const account = accountOf(rows);
    const multipliers = multipliersOf(rows);
    const executions = new Executions(draft, moments);
    for (const each of rows) {
      const held = knownIn(HELD, each.section);
      if (each.section === 'Trades') {
        if (each.cells('DataDiscriminator') === 'Order')
          executions.read(each.row.line, saidIn(each, account, multipliers));
        else draft.row(each.row, () => draft.skip('Detail of an order'));
      } else if (CASH.has(each.section)) readCash(each, draft, moments, account);
      else if (held && !isTotal(each)) draft.row(each.row, () => draft.hold(held));
    }
    executions.done();
  },
};

function saidIn({ cells, row, columns }: SectionRow, account: string, multipliers: ReadonlyMap<string, string>): Said {
  // Where commissions are in one currency alone, the head says which: "Comm in EUR".
  const commission = columns.named(/^Comm in [A-Z]{3}$/i);
  const known: Partial<Record<Parameters<Said>[0], string>> = {
    accountId: cells('Account') || account,
    assetCategory: CATEGORIES.find(([words]) => words.test(cells('Asset Category')))?.[1] ?? 'STK',
    commission: cells('Comm/Fee') || (commission ? columns.of(row)(commission) : ''),
    commissionCurrency: commission?.slice(-3).toUpperCase() ?? '',
    currency: cells('Currency'),
    dateTime: cells('Date/Time'),
    multiplier: multipliers.get(cells('Symbol')) ?? '',
    notes: cells('Code'),
    price: cells('T. Price'),
    quantity: cells('Quantity'),
    realized: cells('Realized P/L'),
    symbol: cells('Symbol'),
  };
  return (name) => known[name] ?? '';
}

function accountOf(rows: readonly SectionRow[]): string {
  const said = rows.find(
    ({ section, cells }) => section === 'Account Information' && cells('Field Name') === 'Account',
  );
  return said?.cells('Field Value') ?? '';
}

function multipliersOf(rows: readonly SectionRow[]): ReadonlyMap<string, string> {
  const instruments = rows.filter(({ section }) => section === 'Financial Instrument Information');
  return new Map(instruments.map(({ cells }) => [cells('Symbol'), cells('Multiplier')]));
}

function whenOf({ section, cells }: SectionRow): string {
  return CASH.has(section) ? firstOf(cells, 'Settle Date', 'Date') : '';
}

function isTotal({ cells }: SectionRow): boolean {
  return /^total/i.test(firstOf(cells, 'Currency', 'Asset Category', 'Subtitle')) || cells('Subtitle') === 'Total';
}

function readCash(each: SectionRow, draft: Draft, moments: Moments, account: string): void {
  if (isTotal(each)) return;
  draft.row(each.row, () => {
    const amount = needNumber(each.cells('Amount'), 'Amount');
    draft.cash({
      account: account || null,
      amount,
      currency: parseCurrency(each.cells('Currency')),
      reason: reasonOf(each.section, amount),
      note: each.cells('Description'),
      moment: moments.read(whenOf(each)),
    });
  });
}
