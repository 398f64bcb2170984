import type { AssetType, Side } from '../instrument/instrument.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import type { Instant } from '../time/instant.js';

/** What was traded, in one spelling for all sources: what two brokers name differently must be found to be the same. */
export interface FillInstrument {
  /** Of an option its underlying, of a future root, month and two digits of the year: `MNQZ26`. */
  readonly symbol: string;
  readonly assetType: AssetType;
  /** Options only. */
  readonly direction: 'CALL' | 'PUT' | null;
  readonly strike: DecimalText | null;
  readonly expiration: Day | null;
}

/** What a fill does to a position, where the source says so: the last three close it without an order. */
export type FillEffect = 'open' | 'close' | 'expire' | 'assign' | 'exercise';

/** How much of a time the source tells. A day alone stands as its noon. */
export type TimePrecision = 'second' | 'minute' | 'day';

/** Which fill of which broker an execution was made of, so that it is known again in whatever it comes next. */
export interface FillSource {
  readonly platform: string;
  /** What kind of file or sync said it: two kinds may tell of one fill under two keys. */
  readonly kind: string;
  /** The account into which it was imported, in which the key is the fill's own; its trade may have been moved since. */
  readonly accountId: string;
  readonly key: string;
  /** Where the source said it. */
  readonly effect?: FillEffect;
  /** Where the source told less than the second. */
  readonly precision?: Exclude<TimePrecision, 'second'>;
  /** Where the source names the order, unless the key does. */
  readonly orderId?: string;
}

/** The kind of a source that nobody told: what follows from a broker no longer holding an option that is past its day. */
export const CONCLUDED = 'expiry';

export function isConcluded({ kind }: Pick<FillSource, 'kind'>): boolean {
  return kind === CONCLUDED;
}

/** What a broker says was executed. Quantities are above zero; fees are a cost, below zero a rebate. */
export interface Fill {
  /** Tells this fill from every other of the same account, for ever: the same in whichever file or sync it comes. */
  readonly key: string;
  /** The account as the source names it; null where it does not. */
  readonly account: string | null;
  readonly instrument: FillInstrument;
  readonly side: Side;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly at: Instant;
  readonly precision: TimePrecision;
  readonly fees: DecimalText;
  /** The currency of price and fees; null where the source does not say. */
  readonly currency: string | null;
  /** Money per point and unit, where the source says it. */
  readonly multiplier: DecimalText | null;
  readonly effect: FillEffect | null;
  readonly orderId: string | null;
  /** The stop that stood when the position was opened, where the source tells: what R is measured by. */
  readonly stopPrice: DecimalText | null;
}

/** Why money moved that no trade made. */
export type CashReason = 'deposit' | 'withdrawal' | 'fee' | 'interest' | 'dividend' | 'other';

/** Money that came to or left an account, signed as the balance moves. */
export interface CashMovement {
  readonly key: string;
  readonly account: string | null;
  readonly at: Instant;
  readonly precision: TimePrecision;
  readonly amount: DecimalText;
  readonly currency: string | null;
  readonly reason: CashReason;
  readonly note: string;
}

/** What tells one instrument from another. */
export function instrumentKey({ symbol, assetType, direction, strike, expiration }: FillInstrument): string {
  return [assetType, symbol, direction, strike, expiration].join('|');
}
