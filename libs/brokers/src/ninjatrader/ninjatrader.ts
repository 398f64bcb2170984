import type { Reader } from '../reader.js';
import { ninjatraderExecutions } from './executions.js';
import { ninjatraderTrades } from './trades.js';

export const ninjatraderReaders: readonly Reader[] = [ninjatraderExecutions, ninjatraderTrades];
