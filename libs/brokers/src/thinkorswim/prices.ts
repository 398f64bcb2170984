import { decimal, toText } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { needNumber, readNumber } from '../cells/numbers.js';
import { RowFault } from '../reading.js';

const FRACTION = /^(?<whole>\d{1,9})'(?<ticks>\d{1,3})$/;
/** The third digit of 32nds is a quarter, cut off: 2 is 0.25, 5 is 0.5, 7 is 0.75. */
const QUARTERS: Readonly<Record<string, string>> = { '': '0', '0': '0', '2': '0.25', '5': '0.5', '7': '0.75' };

/** `166.39`, `.42`, and of futures `111'245` (111 and 24.5/32, treasuries) and `450'2` (450 and 2/8, grains). */
export function readPrice(cell: string, name: string): DecimalText {
  const { whole, ticks = '' } = FRACTION.exec(cell.trim())?.groups ?? {};
  if (whole === undefined) return needNumber(cell, name);
  const points = decimal(whole as DecimalText);
  if (ticks.length === 1) return toText(points.plus(decimal(ticks as DecimalText).div(8)));
  const quarter = QUARTERS[ticks.slice(2)];
  if (quarter === undefined) throw new RowFault(`${name} is “${cell}”, which has no such part of a 32nd.`);
  return toText(
    points.plus(
      decimal(ticks.slice(0, 2) as DecimalText)
        .plus(quarter)
        .div(32),
    ),
  );
}

/** As `readPrice`; null where the cell has no price. */
export function priceIn(cell: string): DecimalText | null {
  return FRACTION.test(cell.trim()) ? readPrice(cell, '') : readNumber(cell);
}
