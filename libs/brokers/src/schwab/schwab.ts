import type { Reader } from '../reader.js';
import { schwabTransactions } from './transactions.js';

export const schwabReaders: readonly Reader[] = [schwabTransactions];
