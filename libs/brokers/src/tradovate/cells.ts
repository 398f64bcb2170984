import type { DecimalText } from '@singularity/domain';
import { needNumber } from '../cells/numbers.js';
import { RowFault } from '../reading.js';

/** Times are those of the computer that exported, month first everywhere, and name no zone. */
export const TIMES = { order: 'mdy', timeZone: null } as const;

/** Bonds are shown in 32nds (`110'16`), which must not be taken for the thousands that others write so. */
export function needPrice(cell: string, name: string): DecimalText {
  if (/['’]/.test(cell)) throw new RowFault(`${name} is “${cell.slice(0, 40)}”, in 32nds. Enter this trade by hand.`);
  return needNumber(cell, name);
}
