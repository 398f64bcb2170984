import { decimal, toText } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';

/** Money after each of the moves, at most so many points of it: spread evenly, the first and the last always among them. */
export function sparklineOf(base: DecimalText, moves: readonly DecimalText[], most: number): readonly DecimalText[] {
  let money = decimal(base);
  return thinned(
    moves.map((move) => (money = money.plus(decimal(move)))),
    most,
  ).map(toText);
}

function thinned<Value>(values: readonly Value[], most: number): readonly Value[] {
  if (values.length <= most) return values;
  const step = (values.length - 1) / (most - 1);
  const kept = new Set(Array.from({ length: most }, (_, index) => Math.round(index * step)));
  return values.filter((_, index) => kept.has(index));
}
