import type { Reader } from '../reader.js';
import { krakenApi } from './api.js';
import { krakenTrades } from './trades.js';

export const krakenReaders: readonly Reader[] = [krakenTrades, krakenApi];
