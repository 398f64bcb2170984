import type { Reader } from '../reader.js';
import { ibkrApi } from './api.js';
import { ibkrConfirmations, ibkrFlex } from './flex-csv.js';
import { ibkrFlexXml } from './flex-xml.js';
import { ibkrStatement } from './statement.js';
import { ibkrTransactions } from './transactions.js';

export const ibkrReaders: readonly Reader[] = [
  ibkrFlex,
  ibkrFlexXml,
  ibkrConfirmations,
  ibkrStatement,
  ibkrTransactions,
  ibkrApi,
];
