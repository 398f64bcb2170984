import type { Reader } from '../reader.js';
import { webullApi } from './api.js';
import { webullOrderRecords } from './order-records.js';
import { webullOrders } from './orders.js';
import { webullTradeRecords } from './trade-records.js';

export const webullReaders: readonly Reader[] = [webullOrders, webullOrderRecords, webullTradeRecords, webullApi];
