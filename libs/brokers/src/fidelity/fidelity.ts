import type { Reader } from '../reader.js';
import { fidelityHistory } from './history.js';

export const fidelityReaders: readonly Reader[] = [fidelityHistory];
