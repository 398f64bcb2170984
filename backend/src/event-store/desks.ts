import type { AccountAnswer, SettingsAnswer, StreamType, TradeAnswer } from '@singularity/contract';
import type {
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountState,
  MemberCommand,
  MemberEvent,
  MemberFacts,
  MemberState,
  TradeCommand,
  LedgerEvent,
  UndoCommand,
  TradeEvent,
  TradeFacts,
  TradeState,
} from '@singularity/domain';
import type { Desk } from './ledger.js';

/** What to ask the injector for to get the `Desks`, which the app module knows. */
export const DESKS = Symbol('desks');

/** The desk of each kind of stream, for those who ask of any stream what all desks can: a demo, an undo. */
export interface Desks {
  readonly user: Desk<MemberState, MemberCommand, MemberEvent, MemberFacts, SettingsAnswer>;
  readonly account: Desk<AccountState, AccountCommand, AccountEvent, AccountFacts, AccountAnswer>;
  readonly trade: Desk<TradeState, TradeCommand, TradeEvent, TradeFacts, TradeAnswer>;
}

/** A desk as far as an undo knows it. */
export type AnyDesk = Desk<unknown, UndoCommand, LedgerEvent, unknown, unknown>;

export function deskOf(desks: Desks, type: StreamType): AnyDesk {
  return desks[type] as unknown as AnyDesk;
}
