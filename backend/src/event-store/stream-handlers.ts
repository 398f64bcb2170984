import type { AccountAnswer, DayNoteAnswer, SettingsAnswer, StreamType, TradeAnswer } from '@singularity/contract';
import type {
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountState,
  ConnectionCommand,
  ConnectionEvent,
  ConnectionFacts,
  ConnectionState,
  DayNoteCommand,
  DayNoteEvent,
  DayNoteFacts,
  DayNoteState,
  ImportCommand,
  ImportEvent,
  ImportFacts,
  ImportState,
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
import type { StreamHandler } from './stream-handler.js';

/** What to ask the injector for to get the `StreamHandlers`, which the app module knows. */
export const STREAM_HANDLERS = Symbol('stream handlers');

/** The handler of each kind of stream, for those who ask of any stream what all handlers can: a demo, an undo. */
export interface StreamHandlers {
  readonly user: StreamHandler<MemberState, MemberCommand, MemberEvent, MemberFacts, SettingsAnswer>;
  readonly account: StreamHandler<AccountState, AccountCommand, AccountEvent, AccountFacts, AccountAnswer>;
  readonly trade: StreamHandler<TradeState, TradeCommand, TradeEvent, TradeFacts, TradeAnswer>;
  readonly import: StreamHandler<ImportState, ImportCommand, ImportEvent, ImportFacts, object>;
  readonly connection: StreamHandler<ConnectionState, ConnectionCommand, ConnectionEvent, ConnectionFacts, object>;
  readonly day: StreamHandler<DayNoteState, DayNoteCommand, DayNoteEvent, DayNoteFacts, DayNoteAnswer>;
}

/** A handler as far as an undo knows it. */
export type AnyStreamHandler = StreamHandler<unknown, UndoCommand, LedgerEvent, unknown, unknown>;

export function streamHandlerOf(handlers: StreamHandlers, type: StreamType): AnyStreamHandler {
  return handlers[type] as unknown as AnyStreamHandler;
}
