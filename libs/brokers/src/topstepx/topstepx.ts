import type { Reader } from '../reader.js';
import { topstepxApi } from './api.js';
import { topstepxOrders } from './orders.js';
import { topstepxTrades } from './trades.js';

export const topstepxReaders: readonly Reader[] = [topstepxTrades, topstepxOrders, topstepxApi];
