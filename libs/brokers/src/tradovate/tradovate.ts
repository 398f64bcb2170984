import type { Reader } from '../reader.js';
import { tradovateFills } from './fills.js';
import { tradovateOrders } from './orders.js';
import { tradovatePerformance } from './performance.js';
import { tradovatePositionHistory } from './position-history.js';

export const tradovateReaders: readonly Reader[] = [
  tradovateFills,
  tradovatePerformance,
  tradovatePositionHistory,
  tradovateOrders,
];
