import type { Columns } from '../cells/columns.js';
import { firstOf } from '../cells/columns.js';
import type { Element, Row } from '../source/source.js';

/** What Flex calls things: first its name in XML, then those in CSV and in trade confirmations. */
const NAMES = {
  accountId: ['accountId', 'ClientAccountID', 'Account ID', 'AccountAlias'],
  amount: ['amount', 'Amount'],
  assetCategory: ['assetCategory', 'AssetClass', 'Asset Class'],
  buySell: ['buySell', 'Buy/Sell'],
  commission: ['ibCommission', 'commission', 'IBCommission', 'Commission'],
  commissionCurrency: ['ibCommissionCurrency', 'commissionCurrency', 'IBCommissionCurrency', 'CommissionCurrency'],
  currency: ['currency', 'CurrencyPrimary', 'Currency'],
  dateTime: ['dateTime', 'DateTime', 'Date/Time'],
  description: ['description', 'Description'],
  execId: ['ibExecID', 'execID', 'IBExecID', 'ExecID'],
  expiry: ['expiry', 'Expiry'],
  levelOfDetail: ['levelOfDetail', 'LevelOfDetail'],
  multiplier: ['multiplier', 'Multiplier'],
  notes: ['notes', 'code', 'Notes/Codes', 'Code'],
  openClose: ['openCloseIndicator', 'Open/CloseIndicator'],
  orderId: ['ibOrderID', 'orderID', 'IBOrderID', 'OrderID'],
  origTradeId: ['origTradeID', 'OrigTradeID'],
  price: ['tradePrice', 'price', 'TradePrice', 'Price'],
  putCall: ['putCall', 'Put/Call'],
  quantity: ['quantity', 'Quantity'],
  realized: ['fifoPnlRealized', 'FifoPnlRealized'],
  strike: ['strike', 'Strike'],
  symbol: ['symbol', 'Symbol'],
  taxes: ['taxes', 'tax', 'Taxes', 'Tax'],
  tradeDate: ['tradeDate', 'TradeDate'],
  tradeId: ['tradeID', 'TradeID'],
  tradeTime: ['tradeTime', 'TradeTime'],
  transactionId: ['transactionID', 'TransactionID'],
  transactionType: ['transactionType', 'TransactionType'],
  type: ['type', 'Type'],
  underlying: ['underlyingSymbol', 'UnderlyingSymbol'],
} as const;

/** What a row says under a name; empty where the report does not have it. */
export type Said = (name: keyof typeof NAMES) => string;

export function saidInRow(columns: Columns, row: Row): Said {
  const cells = columns.of(row);
  return (name) => firstOf(cells, ...NAMES[name]);
}

export function saidInElement({ attributes }: Element): Said {
  return (name) => (NAMES[name].map((each) => attributes[each]).find(Boolean) ?? '').trim();
}

/** When it was; a report that leaves the time out has the day alone. */
export function timeSaid(said: Said): string {
  const time = said('dateTime') || [said('tradeDate'), said('tradeTime')].filter(Boolean).join(' ');
  return time.replace('--', ' ');
}
