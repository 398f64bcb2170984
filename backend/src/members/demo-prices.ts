import { Chance } from './chance.js';

/** How strongly a price comes back to where it began, so that it stays near it for months. */
const PULL = 0.97;
const SPREAD = Math.sqrt(3);

/** A random walk for each price: what it is on a day is the same for all who trade on it. */
export class PriceWalks {
  private readonly walks = new Map<string, { readonly chance: Chance; readonly offsets: number[] }>();

  constructor(private readonly seed: number) {}

  /** On the trading day of that number; `price` is where it begins. */
  on(
    day: number,
    name: string,
    { price, volatility }: { readonly price: number; readonly volatility: number },
  ): number {
    const walk = this.walks.get(name) ?? { chance: new Chance(this.seed + hash(name)), offsets: [0] };
    this.walks.set(name, walk);
    while (walk.offsets.length <= day) {
      const step = (walk.chance.whole(-1_000, 1_000) / 1_000) * SPREAD * volatility;
      walk.offsets.push((walk.offsets.at(-1) ?? 0) * PULL + step);
    }
    return price * (1 + (walk.offsets[day] ?? 0));
  }
}

function hash(name: string): number {
  return [...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_003, 7);
}
