import type { Reader } from '../reader.js';
import { thinkorswimStatement } from './statement.js';

export const thinkorswimReaders: readonly Reader[] = [thinkorswimStatement];
