import type { AccountAnswer, TradeAnswer } from '@singularity/contract';
import type {
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountState,
  TradeCommand,
  TradeEvent,
  TradeFacts,
  TradeState,
} from '@singularity/domain';
import type { Desk } from '../event-store/ledger.js';

/** What to ask the injector for to get the `Desks`, which the app module knows. */
export const DESKS = Symbol('desks');

/** The desks of other capabilities, whose commands fill a demo. */
export interface Desks {
  readonly account: Desk<AccountState, AccountCommand, AccountEvent, AccountFacts, AccountAnswer>;
  readonly trade: Desk<TradeState, TradeCommand, TradeEvent, TradeFacts, TradeAnswer>;
}
