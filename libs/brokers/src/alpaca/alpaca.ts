import type { Reader } from '../reader.js';
import { alpacaApi } from './api.js';

export const alpacaReaders: readonly Reader[] = [alpacaApi];
