import { tableIn } from '../cells/columns.js';
import type { Reader } from '../reader.js';
import { readEtrade } from './read.js';
import type { EtradeColumns } from './read.js';

const OLD: EtradeColumns = {
  date: 'TransactionDate',
  type: 'TransactionType',
  quantity: 'Quantity',
  price: 'Price',
  amount: 'Amount',
};
const NEW: EtradeColumns = {
  date: 'Activity/Trade Date',
  type: 'Activity Type',
  quantity: 'Quantity #',
  price: 'Price $',
  amount: 'Amount $',
};
const SHORT: EtradeColumns = { ...NEW, date: 'Transaction Date', type: 'Transaction Type' };

/**
 * "Download transactions" of E*TRADE up to 2024 (the platform's own export): `TransactionDate,TransactionType,SecurityType`
 * and so on, below a line with the account. Days without times. The type is `0` in some files, where the sign of the quantity
 * tells the side and nothing whether it opens.
 */
export const etradeTransactions = readerOf('transactions', 'E*TRADE transactions', OLD, ['SecurityType']);

/**
 * "All Transactions" of E*TRADE since 2025 (the platform's own export, `DownloadTxnHistory.csv`). Days without times. Prices
 * are rounded; the amounts are what moved. Options that expire or are assigned have rows of their own, and so have the shares.
 */
export const etradeActivity = readerOf('activity', 'E*TRADE activity', NEW, ['Description', 'Symbol']);

/** The same with fewer columns: known from what other journals read. */
export const etradeActivityShort = readerOf('activity-short', 'E*TRADE activity, short', SHORT, ['Description']);

function readerOf(kind: string, name: string, named: EtradeColumns, more: readonly string[]): Reader {
  const required = [...Object.values(named as unknown as Record<string, string>), ...more];
  return {
    platform: 'etrade',
    kind,
    name,
    recognises: (source) => tableIn(source, required) !== null,
    read(source, draft, options) {
      const table = tableIn(source, required);
      if (table) readEtrade({ rows: table.rows, cellsOf: (row) => table.columns.of(row) }, named, draft, options);
    },
  };
}

export const etradeReaders: readonly Reader[] = [etradeTransactions, etradeActivity, etradeActivityShort];
