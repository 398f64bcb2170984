import type { Reader } from '../reader.js';
import { coinbaseApi } from './api.js';
import { coinbaseFills } from './fills.js';
import { coinbaseTransactions } from './transactions.js';

export const coinbaseReaders: readonly Reader[] = [coinbaseTransactions, coinbaseFills, coinbaseApi];
