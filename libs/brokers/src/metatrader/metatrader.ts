import type { Reader } from '../reader.js';
import { metatraderDeals } from './deals.js';
import { metatraderPositions } from './positions.js';

export const metatraderReaders: readonly Reader[] = [metatraderDeals, metatraderPositions];
