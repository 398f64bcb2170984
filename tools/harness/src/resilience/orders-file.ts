import type { FormFile } from './probes/sent-body.js';

/** The zone of the chart, which such a file does not name. */
export const ORDERS_ZONE = 'America/New_York';
const HEAD =
  'Symbol,Side,Type,Qty,Limit Price,Stop Price,Fill Price,Status,Commission,Placing Time,Closing Time,Order ID';
const FIRST = Date.UTC(2026, 0, 6, 10);

/** A trade of two units from in to out, one minute long. */
export interface RoundTrip {
  readonly symbol: string;
  readonly prices: readonly [entry: string, exit: string];
  /** Of the order ids, and so of the fills. */
  readonly key: string;
}

/** Round trips, one after the other, as TradingView exports orders. */
export function ordersFile(name: string, trips: readonly RoundTrip[]): FormFile {
  return { name, text: [HEAD, ...trips.flatMap(ordersOf)].join('\n') };
}

function ordersOf({ symbol, prices: [entry, exit], key }: RoundTrip, nth: number): readonly string[] {
  const order = (side: string, price: string, minute: number) => {
    const at = new Date(FIRST + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${symbol},${side},Market,2,,,${price},Filled,1.5,${at},${at},${key}-${side}`;
  };
  return [order('Buy', entry, 2 * nth), order('Sell', exit, 2 * nth + 1)];
}
