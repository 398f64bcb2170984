import { signOf } from '../instrument/instrument.js';
import type { Side } from '../instrument/instrument.js';
import { decimal, toText } from '../money/decimal.js';
import type { Execution, TradeDetails } from '../trade/trade.events.js';
import type { FillSource } from '../fill/fill.js';
import type { FillPart } from '../fill/round-trips.js';
import type { Fill, FillInstrument } from '../fill/fill.js';

const ORDER = 'order:';

/** A fill that executions were made of, with what they know of its source. */
export interface SourcedFill extends Fill {
  readonly source: FillSource;
}

/** What a trade is of, as fills name it. */
export function instrumentIn(details: TradeDetails): FillInstrument {
  const { symbol, assetType, direction, strike, expiration } = details;
  const right = direction === 'CALL' || direction === 'PUT' ? direction : null;
  return { symbol, assetType, direction: right, strike, expiration };
}

/** Whether a trade was bought or sold to open. */
export function openedBy({ direction, side }: TradeDetails): Side {
  return signOf(direction, side) === 1 ? 'buy' : 'sell';
}

/** The fills of an account that its trades were made of: the parts of one that was split are one again. */
export function sourcedFillsOf(trades: Iterable<TradeDetails>, accountId: string): ReadonlyMap<string, SourcedFill> {
  const fills = new Map<string, SourcedFill>();
  for (const details of trades)
    for (const execution of details.executions) {
      const { source } = execution;
      if (source?.accountId !== accountId) continue;
      const part = fillOf(details, execution, source);
      const other = fills.get(source.key);
      fills.set(source.key, other ? together(other, part) : part);
    }
  return fills;
}

function fillOf(details: TradeDetails, execution: Execution, source: FillSource): SourcedFill {
  const opened = openedBy(details);
  const { quantity, price, at, fees } = execution;
  return {
    key: source.key,
    account: null,
    instrument: instrumentIn(details),
    side: execution.type === 'open' ? opened : opened === 'buy' ? 'sell' : 'buy',
    quantity,
    price,
    at,
    precision: source.precision ?? 'second',
    fees,
    currency: details.currency,
    multiplier: details.multiplierSource === 'user' ? details.multiplier : null,
    effect: source.effect ?? null,
    orderId: source.orderId ?? orderIn(source.key),
    stopPrice: null,
    source,
  };
}

function together(one: SourcedFill, other: SourcedFill): SourcedFill {
  return {
    ...one,
    quantity: toText(decimal(one.quantity).plus(decimal(other.quantity))),
    fees: toText(decimal(one.fees).plus(decimal(other.fees))),
  };
}

/** The source that an execution keeps of its fill. */
export function sourceOf(
  fill: Pick<Fill, 'key' | 'effect' | 'precision' | 'orderId'>,
  told: Pick<FillSource, 'platform' | 'kind' | 'accountId'>,
): FillSource {
  const { key, effect, precision, orderId } = fill;
  return {
    ...told,
    key,
    ...(effect && { effect }),
    ...(precision !== 'second' && { precision }),
    ...(orderId !== null && orderId !== orderIn(key) && { orderId }),
  };
}

/** The order that a key is made of, where the source has no id for the fill itself. */
function orderIn(key: string): string | null {
  return key.startsWith(ORDER) ? key.slice(ORDER.length) : null;
}

/** The execution that a part of a round trip becomes. */
export function executionOf({ fill, type, quantity, fees }: FillPart<SourcedFill>, id: string): Execution {
  return { id, type, at: fill.at, quantity, price: fill.price, fees, source: fill.source };
}
