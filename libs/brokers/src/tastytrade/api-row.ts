import { sum, decimal, toText, zero } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import type { Item } from '../answers/item.js';
import type { Cells } from '../cells/columns.js';
import { readNumber } from '../cells/numbers.js';
import { negative } from '../cells/prices.js';

/** All that is charged beside the commission, each with its effect. */
const FEES = [
  'clearing-fees',
  'regulatory-fees',
  'proprietary-index-option-fees',
  'currency-conversion-fees',
  'other-charge',
];
/** What tells an option on a future behind the names of both: `./ESZ6 EW5V6 261030C7000`. */
const TERMS = /(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})(?<right>[CP])(?<strike>\d+(?:\.\d+)?)$/;

/** Cells of the CSV that stand in the API under other names. */
const NAMES: Readonly<Record<string, string>> = {
  Type: 'transaction-type',
  'Sub Type': 'transaction-sub-type',
  Action: 'action',
  Symbol: 'symbol',
  'Instrument Type': 'instrument-type',
  'Underlying Symbol': 'underlying-symbol',
  Description: 'description',
  Quantity: 'quantity',
  'Order #': 'order-id',
};

/** A row of the API as one of the CSV, so that what is known of one is known of the other. Money is signed as it moved. */
export function cellsOf(item: Item): Cells {
  const terms = TERMS.exec(item.said('symbol'))?.groups ?? {};
  const made: Readonly<Record<string, () => string>> = {
    Date: () => item.said('executed-at') || item.said('transaction-date'),
    Value: () => signedIn(item, 'value') ?? '',
    Commissions: () => signedIn(item, 'commission') ?? '',
    Fees: () => toText(sum(FEES.map((name) => decimalIn(item, name)))),
    Currency: () => item.said('currency') || 'USD',
    // Of an option that ended nothing says it; those on stocks and indices are of a hundred.
    Multiplier: () => (item.said('instrument-type') === 'Equity Option' ? '100' : ''),
    'Call or Put': () => ({ C: 'CALL', P: 'PUT' })[terms['right'] ?? ''] ?? '',
    'Strike Price': () => terms['strike'] ?? '',
    'Expiration Date': () => `20${terms['year']}-${terms['month']}-${terms['day']}`,
  };
  return (column) => made[column]?.() ?? item.said(NAMES[column] ?? '');
}

function decimalIn(item: Item, name: string) {
  const amount = signedIn(item, name);
  return amount === null ? zero : decimal(amount);
}

/** An amount as it moved: what was debited left. */
export function signedIn(item: Item, name: string): DecimalText | null {
  const amount = readNumber(item.said(name));
  return amount !== null && item.said(`${name}-effect`) === 'Debit' ? negative(amount) : amount;
}
