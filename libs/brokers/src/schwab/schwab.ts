import type { Reader } from '../reader.js';
import { schwabApi } from './api.js';
import { schwabTransactions } from './transactions.js';

export const schwabReaders: readonly Reader[] = [schwabTransactions, schwabApi];
