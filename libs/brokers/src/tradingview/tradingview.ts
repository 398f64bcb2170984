import type { Reader } from '../reader.js';
import { tradingviewOrders } from './orders.js';

export const tradingviewReaders: readonly Reader[] = [tradingviewOrders];
