/** An exact fraction, its denominator above zero. The oracles count with these and share no code with the rules they judge. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const NONE: Rational = { n: 0n, d: 1n };

export function rational(value: string | number): Rational {
  const [, sign, whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === '') throw new Error(`Not a decimal: ${value}`);
  return { n: BigInt(sign + whole + part), d: 10n ** BigInt(part.length) };
}

export const add = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

export const negative = (a: Rational): Rational => ({ n: -a.n, d: a.d });

export const subtract = (a: Rational, b: Rational): Rational => add(a, negative(b));

export const multiply = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });

export const absolute = (a: Rational): Rational => (a.n < 0n ? negative(a) : a);

/** Below zero, zero or above zero, as `a` is to `b`. */
export const compare = (a: Rational, b: Rational): number =>
  Number(a.n * b.d > b.n * a.d) - Number(a.n * b.d < b.n * a.d);

export const total = (values: readonly Rational[]): Rational => values.reduce(add, NONE);

export const least = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);

export const greatest = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** `a ÷ b` to so many places, a half to the even neighbour; null where `b` is zero. */
export function divide(a: Rational, b: Rational, places: number): Rational | null {
  if (b.n === 0n) return null;
  const scale = 10n ** BigInt(places);
  const top = absolute({ n: a.n * b.d * scale, d: 1n }).n;
  const bottom = absolute({ n: a.d * b.n, d: 1n }).n;
  const [whole, twice] = [top / bottom, (top % bottom) * 2n];
  const up = twice > bottom || (twice === bottom && whole % 2n === 1n);
  const rounded = up ? whole + 1n : whole;
  return { n: a.n < 0n === b.n < 0n ? rounded : -rounded, d: scale };
}

/** In plain digits without trailing zeros; only fractions that end can be written. */
export function written(a: Rational): string {
  let [top, places] = [absolute(a).n, 0];
  while (top % a.d !== 0n) {
    [top, places] = [top * 10n, places + 1];
    if (places > 400) throw new Error('This fraction has no end.');
  }
  const digits = String(top / a.d).padStart(places + 1, '0');
  const part = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${a.n < 0n ? '-' : ''}${digits.slice(0, digits.length - places)}${part && `.${part}`}`;
}

export const writtenOrNull = (a: Rational | null): string | null => a && written(a);
