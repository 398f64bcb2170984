import type { Reader } from '../reader.js';
import { robinhoodActivity } from './activity.js';

export const robinhoodReaders: readonly Reader[] = [robinhoodActivity];
