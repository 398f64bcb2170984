import { Decimal, PLACES, quotient, toText } from './decimal.js';
import type { DecimalText } from './decimal.js';

/** What an expression comes to, at 10 places; `rounded` where that is not all of it. */
export interface Evaluated {
  readonly value: DecimalText;
  readonly rounded: boolean;
}

/** Above and below the line: nothing is divided before the end, so that `10/3*3` is 10. */
interface Fraction {
  readonly above: Decimal;
  readonly below: Decimal;
}

// Each number stands in a product once, so that the 120 digits of `Decimal` hold whatever fits into so many characters.
const LONGEST = 100;
const TOKEN = /\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+|[-+*/()])\s*/y;
const ONE = new Decimal(1);

/** Works out `2*15+1`, with + − * / × ÷ and parentheses; null for what is no expression, or divides by nothing. */
export function evaluate(expression: string): Evaluated | null {
  if (expression.length > LONGEST) return null;
  const tokens = tokensOf(expression.replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/'));
  const result = tokens && new Parser(tokens).whole();
  const value = result && quotient(result.above, result.below, PLACES.money);
  if (!result || !value) return null;
  return { value: toText(value), rounded: !value.times(result.below).eq(result.above) };
}

function tokensOf(text: string): readonly string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return null;
    tokens.push(token);
  }
  return tokens;
}

/** Descends by precedence; null wherever something is missing. */
class Parser {
  private index = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Fraction | null {
    const result = this.sum();
    return this.index === this.tokens.length ? result : null;
  }

  private sum(): Fraction | null {
    let left = this.product();
    for (let sign = this.take('+', '-'); left && sign; sign = this.take('+', '-')) {
      const right = this.product();
      left = right && plus(left, sign === '-' ? negated(right) : right);
    }
    return left;
  }

  private product(): Fraction | null {
    let left = this.factor();
    for (let sign = this.take('*', '/'); left && sign; sign = this.take('*', '/')) {
      const right = this.factor();
      left = right && times(left, sign === '/' ? { above: right.below, below: right.above } : right);
    }
    return left;
  }

  private factor(): Fraction | null {
    const sign = this.take('+', '-');
    if (sign) {
      const value = this.factor();
      return value && sign === '-' ? negated(value) : value;
    }
    if (!this.take('(')) return this.number();
    const inside = this.sum();
    return this.take(')') ? inside : null;
  }

  private number(): Fraction | null {
    const token = this.tokens[this.index];
    if (token === undefined || !/\d/.test(token)) return null;
    this.index += 1;
    return { above: new Decimal(token.replaceAll(',', '').replace(/\.$/, '')), below: ONE };
  }

  private take(...wanted: string[]): string | null {
    const token = this.tokens[this.index];
    if (token === undefined || !wanted.includes(token)) return null;
    this.index += 1;
    return token;
  }
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { above: a.above.times(b.below).plus(b.above.times(a.below)), below: a.below.times(b.below) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { above: a.above.times(b.above), below: a.below.times(b.below) };
}

function negated({ above, below }: Fraction): Fraction {
  return { above: above.negated(), below };
}
