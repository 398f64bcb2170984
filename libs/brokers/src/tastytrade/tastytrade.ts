import type { Reader } from '../reader.js';
import { tastytradeApi } from './api.js';
import { tastytradeTransactions } from './transactions.js';

export const tastytradeReaders: readonly Reader[] = [tastytradeTransactions, tastytradeApi];
