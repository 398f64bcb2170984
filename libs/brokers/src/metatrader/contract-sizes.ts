import { Decimal, decimal, PLACES, quotientText, toText } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';

/** What a position earned. */
export interface Earned {
  readonly position: string;
  readonly symbol: string;
  /** How far the price went its way, times its lots. */
  readonly move: Decimal;
  readonly profit: DecimalText;
  /** Of the profit, as the report rounds it. */
  readonly places: number;
}

interface Range {
  readonly low: Decimal;
  readonly high: Decimal;
}

/**
 * What a point of one lot is worth, which a report does not say: a lot is 100,000 of a currency, 100 ounces of gold or one of an
 * index, as the broker has it. The round number that gives the profit of every position of a symbol to the cent is its size.
 * Where none does, because profits were changed into the currency of the account at rates of their days, each position has
 * its own.
 */
export class ContractSizes {
  private readonly ofSymbols = new Map<string, DecimalText | null>();
  private readonly ofPositions = new Map<string, DecimalText>();

  constructor(earned: readonly Earned[]) {
    for (const symbol of new Set(earned.map((each) => each.symbol))) {
      const own = earned.filter((each) => each.symbol === symbol && !each.move.isZero());
      const size = roundNumberIn(own.map(rangeOf));
      this.ofSymbols.set(symbol, size);
      if (size === null) own.forEach((each) => this.learn(each));
    }
  }

  of(symbol: string, position: string): DecimalText | null {
    return this.ofSymbols.get(symbol) ?? this.ofPositions.get(position) ?? null;
  }

  private learn({ position, profit, move }: Earned): void {
    const size = quotientText(decimal(profit), move, PLACES.money);
    if (size !== null && decimal(size).gt(0)) this.ofPositions.set(position, size);
  }
}

/** The sizes that come to a profit once it is rounded. */
function rangeOf({ profit, move, places }: Earned): Range {
  const half = new Decimal(10).pow(-places).div(2);
  const ends = [decimal(profit).minus(half).div(move), decimal(profit).plus(half).div(move)];
  return { low: Decimal.min(...ends), high: Decimal.max(...ends) };
}

/** The first number of at most two digits and zeros that lies in all of them. */
function roundNumberIn(ranges: readonly Range[]): DecimalText | null {
  if (ranges.length === 0) return null;
  const low = Decimal.max(...ranges.map((range) => range.low));
  const high = Decimal.min(...ranges.map((range) => range.high));
  for (let power = 9; power >= -9; power -= 1) {
    const step = new Decimal(10).pow(power);
    const number = low.div(step).ceil().times(step);
    if (number.gt(0) && number.lte(high)) return number.precision() <= 2 ? toText(number) : null;
  }
  return null;
}
