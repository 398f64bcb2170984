import { decimal, parseCurrency, ZERO } from '@singularity/domain';
import type { FillEffect, FillInstrument } from '@singularity/domain';
import { instrumentOf } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { chargeApart } from '../cells/fees.js';
import { absolute, negative } from '../cells/prices.js';
import { knownIn } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { reasonOf } from './flex-xml.js';
import { hasSection, sectionRows } from './sections.js';
import type { SectionRow } from './sections.js';

const SECTION = 'Transaction History';
const TRADES: Readonly<Record<string, FillEffect | null>> = {
  buy: null,
  sell: null,
  assignment: 'assign',
  exercise: 'exercise',
  expiration: 'expire',
};
const HELD = /transfer|split|merger|corporate|spin/i;
const SKIPPED = /adjustment|forex|translation/i;

/**
 * "Transaction history" as CSV. It has no time of day and no ids; a dash stands for nothing. Amounts and commissions are in
 * the base currency of the account, prices in that of the instrument where the file has a column for it.
 */
export const ibkrTransactions: Reader = {
  platform: 'ibkr',
  kind: 'transactions',
  name: 'Interactive Brokers transaction history',
  recognises: (source) => source.kind === 'rows' && hasSection(source.rows, SECTION, 'Transaction Type'),
  read(source, draft, options) {
    if (source.kind !== 'rows') return;
    const rows = sectionRows(source.rows);
    const own = rows.filter(({ section }) => section === SECTION);
    const moments = new Moments(
      own.map(({ cells }) => cells('Date')),
      { order: 'either', timeZone: null },
      options,
    );
    const base = rows.find(({ cells }) => cells('Field Name') === 'Base Currency')?.cells('Field Value') ?? '';
    for (const each of own) draft.row(each.row, () => readRow(each, { draft, moments, base }));
    draft.ask(moments.questions);
  },
};

interface Place {
  readonly draft: Draft;
  readonly moments: Moments;
  readonly base: string;
}

function readRow({ cells }: SectionRow, { draft, moments, base }: Place): void {
  const type = cells('Transaction Type');
  if (Object.hasOwn(TRADES, type.toLowerCase())) return readTrade(cells, { draft, moments, base });
  if (HELD.test(type)) return draft.hold(`“${type}” changed this position. Enter what it did.`);
  if (SKIPPED.test(type)) return draft.skip('Currency conversion');
  const amount = needNumber(cells('Net Amount'), 'Net Amount');
  draft.cash({
    account: cells('Account') || null,
    amount,
    currency: parseCurrency(base),
    reason: reasonOf(type, amount),
    note: cells('Description'),
    moment: moments.read(cells('Date')),
  });
}

function readTrade(cells: SectionRow['cells'], { draft, moments, base }: Place): void {
  const moment = moments.read(cells('Date'));
  const currency = parseCurrency(cells('Price Currency').replace('-', '') || base);
  const instrument = instrumentOf(cells('Symbol'), moment.at);
  const signed = needNumber(cells('Quantity'), 'Quantity');
  const cost = negative(readNumber(cells('Commission')) ?? ZERO);
  const account = cells('Account') || null;
  const isApart = base !== '' && currency !== base;
  draft.fill({
    account,
    instrument,
    side: decimal(signed).isNegative() ? 'sell' : 'buy',
    quantity: absolute(signed),
    price: absolute(readNumber(cells('Price')) ?? ZERO),
    currency,
    effect: effectOf(cells('Transaction Type'), instrument),
    fees: isApart ? ZERO : cost,
    moment,
  });
  if (isApart) chargeApart(draft, { account, cost, currency: parseCurrency(base), instrument, moment });
}

/** Shares that come of an option are bought or sold. */
function effectOf(type: string, { assetType }: FillInstrument): FillEffect | null {
  return assetType === 'option' ? (knownIn(TRADES, type.toLowerCase()) ?? null) : null;
}
