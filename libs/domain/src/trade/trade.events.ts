import type { Changes } from '../changes.js';
import type { FillSource } from '../fill/fill.js';
import type { AssetType, Direction, MultiplierSource, Side } from '../instrument/instrument.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import type { Instant } from '../time/instant.js';

export type ExecutionType = 'open' | 'close';

/** One fill. Fees may be negative: a rebate. */
export interface Execution {
  readonly id: string;
  readonly type: ExecutionType;
  readonly at: Instant;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly fees: DecimalText;
  /** Of what was imported. A fill that was split at flat is an execution of two trades. */
  readonly source?: FillSource;
}

/** Everything that was said about a trade; all else about it is derived. */
export interface TradeDetails {
  readonly accountId: string | null;
  /** The account's currency, or the member's base currency where there is no account. Never changes. */
  readonly currency: string;
  readonly symbol: string;
  readonly assetType: AssetType;
  readonly direction: Direction;
  readonly side: Side | null;
  readonly strike: DecimalText | null;
  readonly expiration: Day | null;
  /** Written down, so that a later change of the contract table changes no old trade. */
  readonly multiplier: DecimalText;
  readonly multiplierSource: MultiplierSource;
  readonly stopPrice: DecimalText | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly executions: readonly Execution[];
}

export type TradeChanges = Changes<Omit<TradeDetails, 'currency'>>;
/** An edit that takes another back may take back the first stop with it: it then counts as never recorded. */
export type TradeEdits = TradeChanges & Changes<{ firstStop: DecimalText | null }>;
export type ExecutionChanges = Changes<Omit<Execution, 'id'>>;

export type TradeEvent =
  | { readonly type: 'TradeAdded'; readonly data: TradeDetails }
  | { readonly type: 'TradeEdited'; readonly data: { readonly changes: TradeEdits } }
  | { readonly type: 'ExecutionAdded'; readonly data: { readonly execution: Execution } }
  | {
      readonly type: 'ExecutionEdited';
      readonly data: { readonly executionId: string; readonly changes: ExecutionChanges };
    }
  | { readonly type: 'ExecutionRemoved'; readonly data: { readonly execution: Execution } }
  | { readonly type: 'TradeDeleted'; readonly data: Record<string, never> }
  | { readonly type: 'TradeRestored'; readonly data: Record<string, never> }
  | {
      readonly type: 'TradeReverted';
      readonly data: { readonly toStreamVersion: number; readonly changes: TradeChanges };
    };
