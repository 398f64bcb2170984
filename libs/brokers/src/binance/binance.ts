import type { Reader } from '../reader.js';
import { binanceOrders } from './orders.js';
import { binanceTrades } from './trades.js';

export const binanceReaders: readonly Reader[] = [binanceTrades, binanceOrders];
