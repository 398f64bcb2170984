import type { DecimalText } from '../money/decimal.js';
import type { Instant } from '../time/instant.js';
import type { UndoCommand, Undoing } from '../undo.js';
import type { TradeState } from './trade.state.js';
import type { Execution, TradeDetails, TradeEvent } from './trade.events.js';

/** What a member says about a trade beside its executions. A multiplier of null asks the contract table. */
export interface TradeFields extends Omit<TradeDetails, 'currency' | 'multiplier' | 'multiplierSource' | 'executions'> {
  readonly multiplier: DecimalText | null;
}

/** The simple trade: all in at once and, where both exit fields are there, all out at once. Fees stand on the entry. */
export interface Shorthand {
  readonly quantity: DecimalText;
  readonly entryPrice: DecimalText;
  readonly entryAt: Instant;
  readonly exitPrice: DecimalText | null;
  readonly exitAt: Instant | null;
  readonly fees: DecimalText;
}

/** A fill as an edit of the whole list names it: one that the trade has, or a new one. */
export interface ListedExecution {
  readonly execution: Execution;
  readonly isNew: boolean;
}

export type TradeCommand =
  | {
      readonly type: 'AddTrade';
      readonly fields: TradeFields;
      /** Either the executions, or the shorthand with ids for the two executions that it may stand for. */
      readonly executions:
        readonly Execution[] | { readonly shorthand: Shorthand; readonly ids: readonly [string, string] };
    }
  | {
      readonly type: 'EditTrade';
      readonly fields: Partial<TradeFields>;
      readonly shorthand: Partial<Shorthand>;
      /** All the fills that the trade is to have, instead of the shorthand. */
      readonly executions?: readonly ListedExecution[];
      /** Tags to put on and to take off, whatever else the trade has; instead of `fields.tags`. */
      readonly retag?: { readonly add: readonly string[]; readonly remove: readonly string[] };
      /** The id of the closing execution, should the edit bring one. */
      readonly newExecutionId: string;
    }
  | { readonly type: 'AddExecution'; readonly execution: Execution }
  | {
      readonly type: 'EditExecution';
      readonly executionId: string;
      readonly fields: Partial<Omit<Execution, 'id'>>;
    }
  | { readonly type: 'RemoveExecution'; readonly executionId: string }
  | {
      readonly type: 'CloseTrade';
      readonly executionId: string;
      readonly exitPrice: DecimalText;
      readonly exitAt: Instant;
      readonly fees: DecimalText;
    }
  | { readonly type: 'DeleteTrade' }
  | { readonly type: 'RestoreTrade' }
  | { readonly type: 'RevertTrade'; readonly toStreamVersion: number }
  | UndoCommand;

/** What a trade must know from elsewhere, looked up under the ledger's lock. */
export interface TradeFacts {
  /** Currency of a trade without an account. */
  readonly baseCurrency: string;
  /** The account that the trade is in or is to be in; null where there is no such account. */
  readonly account: { readonly open: boolean; readonly currency: string } | null;
  /** RevertTrade: what the trade said at that version of its stream; null where there is no such version. */
  readonly target: TradeDetails | null;
  /** Undo: the change to take back; null where there is no such version. */
  readonly undoing: Undoing<TradeState, TradeEvent> | null;
}
