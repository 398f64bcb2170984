import type { Reader } from '../reader.js';
import { tradierApi } from './api.js';
import { tradierHistory } from './history.js';

export const tradierReaders: readonly Reader[] = [tradierHistory, tradierApi];
