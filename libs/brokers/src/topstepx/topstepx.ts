import type { Reader } from '../reader.js';
import { topstepxOrders } from './orders.js';
import { topstepxTrades } from './trades.js';

export const topstepxReaders: readonly Reader[] = [topstepxTrades, topstepxOrders];
