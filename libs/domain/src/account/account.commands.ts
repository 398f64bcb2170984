import type { DecimalText } from '../money/decimal.js';
import type { Instant } from '../time/instant.js';
import type { UndoCommand, Undoing } from '../undo.js';
import type { AccountState } from './account.state.js';
import type { AccountDetails, AccountEvent, BalanceReason } from './account.events.js';

/** An account as it is added: its trading day is the usual one of its platform where none is said. */
export type NewAccount = Omit<AccountDetails, 'tradingDay'> & Partial<Pick<AccountDetails, 'tradingDay'>>;

export type AccountCommand =
  | { readonly type: 'AddAccount'; readonly details: NewAccount }
  | { readonly type: 'EditAccount'; readonly fields: Partial<Omit<AccountDetails, 'currency'>> }
  | {
      readonly type: 'UpdateBalance';
      /** What stands at the platform, or by how much that changed. */
      readonly to: { readonly balance: DecimalText } | { readonly adjustment: DecimalText };
      readonly reason: BalanceReason;
      readonly at: Instant;
      readonly now: Instant;
    }
  | { readonly type: 'CloseAccount' }
  | { readonly type: 'ReopenAccount' }
  | UndoCommand;

/** What an account must know from elsewhere, looked up under the ledger's lock. */
export interface AccountFacts {
  /** UpdateBalance: net P&L that the account's trades had realized by the moment of the update. */
  readonly realizedNet: DecimalText;
  /** Undo: how many trades are in the account. */
  readonly trades: number;
  /** Undo: the change to take back; null where there is no such version. */
  readonly undoing: Undoing<AccountState, AccountEvent> | null;
}
