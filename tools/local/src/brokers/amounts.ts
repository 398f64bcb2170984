/** Exact decimal arithmetic on text, such as `-12.50`. It is the stand-in's own: it shares no code with what it tests. */

interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

export const plus = (left: string, right: string): string => added(left, right, 1n);
export const minus = (left: string, right: string): string => added(left, right, -1n);
export const negated = (amount: string): string => minus('0', amount);
export const absolute = (amount: string): string => (signOf(amount) < 0 ? negated(amount) : amount);
export const sum = (amounts: readonly string[]): string => amounts.reduce(plus, '0');
export const smaller = (left: string, right: string): string => (signOf(minus(left, right)) < 0 ? left : right);

export function times(left: string, right: string): string {
  const [one, two] = [scaled(left), scaled(right)];
  return written({ units: one.units * two.units, places: one.places + two.places });
}

/** The quotient to so many places, half to even. Throws a `RangeError` where `right` is 0. */
export function quotient(left: string, right: string, places: number): string {
  const [one, two] = [scaled(left), scaled(right)];
  const top = one.units * 10n ** BigInt(two.places + places);
  const bottom = two.units * 10n ** BigInt(one.places);
  return written({ units: halfEven(top, bottom), places });
}

/** The amount with exactly so many places, such as `1.50`, half to even. */
export function fixed(amount: string, places: number): string {
  const { units } = scaled(quotient(amount, '1', places));
  const had = scaled(quotient(amount, '1', places)).places;
  return padded({ units: units * 10n ** BigInt(places - had), places });
}

export function signOf(amount: string): -1 | 0 | 1 {
  const { units } = scaled(amount);
  return units === 0n ? 0 : units < 0n ? -1 : 1;
}

function added(left: string, right: string, sign: bigint): string {
  const [one, two] = [scaled(left), scaled(right)];
  const places = Math.max(one.places, two.places);
  const wide = ({ units, places: had }: Scaled) => units * 10n ** BigInt(places - had);
  return written({ units: wide(one) + sign * wide(two), places });
}

function scaled(text: string): Scaled {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new TypeError(`"${text}" is no decimal number.`);
  const [, sign = '', whole = '', part = ''] = match;
  return { units: BigInt(`${sign}${whole}${part}`), places: part.length };
}

function halfEven(top: bigint, bottom: bigint): bigint {
  if (bottom === 0n) throw new RangeError('Division by zero.');
  const negative = top < 0n !== bottom < 0n;
  const [over, under] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const whole = over / under;
  const twice = (over % under) * 2n;
  const up = twice > under || (twice === under && whole % 2n === 1n);
  const rounded = up ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

const written = (value: Scaled): string => {
  const text = padded(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

function padded({ units, places }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const sign = units < 0n ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
