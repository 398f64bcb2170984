import type { Refused } from '@singularity/contract';
import { accountCommands, accountEnding, inOrder, isPresent, tradeCommands } from '@singularity/domain';
import type {
  AccountCommand,
  AccountFacts,
  DayNoteCommand,
  DayNoteFacts,
  DayNoteState,
  Instant,
  MemberState,
  RecordedAccount,
  RecordedTrade,
  RestoringCommand,
  Settings,
  TradeCommand,
  TradeFacts,
} from '@singularity/domain';
import type { StreamEnds } from './archived-ledger.js';
import { isAccount, isDayNote, isId, isSettings, isTrade } from './well-formed.js';

/** A stream with what brings it back. */
export interface RestoredStream<Command, Facts> {
  readonly streamId: string;
  /** What a member knows it by, where a refusal is told. */
  readonly name: string;
  readonly commands: readonly RestoringCommand<Command, Facts>[];
}

/** What an archive says of streams of one kind: those that can be brought back, and the others. */
export interface Told<Stream> {
  readonly streams: readonly Stream[];
  readonly refused: readonly Refused[];
}

interface ToldAccount extends RestoredStream<AccountCommand, AccountFacts> {
  readonly isPresent: boolean;
  /** What is left to do once its trades are there. */
  readonly ending: RestoredStream<AccountCommand, AccountFacts>;
}

const ODD = 'What the archive says of it is in no form that is known here.';

export function settingsIn(ends: StreamEnds): Settings | null {
  for (const end of ends.values()) {
    const state = 'state' in end ? (end.state as MemberState) : null;
    if (state && isSettings(state)) return state.settings;
  }
  return null;
}

export function accountsIn(ends: StreamEnds, now: Instant): Told<ToldAccount> {
  return told(ends, (streamId, state) => {
    if (!isAccount(state as RecordedAccount)) return null;
    const account = state as RecordedAccount;
    const { name } = account.details;
    return {
      ...{ streamId, name, isPresent: isPresent(account), commands: accountCommands(account, now) },
      ending: { streamId, name, commands: accountEnding(account) },
    };
  });
}

export function tradesIn(ends: StreamEnds, newId: () => string): Told<RestoredStream<TradeCommand, TradeFacts>> {
  return told(ends, (streamId, state) => {
    if (!isTrade(state as RecordedTrade)) return null;
    const trade = state as RecordedTrade;
    return { streamId, name: nameOf(trade), commands: tradeCommands(trade, newId) };
  });
}

export function dayNotesIn(ends: StreamEnds): Told<RestoredStream<DayNoteCommand, DayNoteFacts>> {
  return told(ends, (streamId, state) => {
    if (!isDayNote(streamId, state as DayNoteState)) return null;
    const { day, notes } = state as Extract<DayNoteState, { status: 'written' }>;
    // Of a note that was taken away there is nothing to bring back.
    const commands = notes === null ? [] : [{ command: { type: 'WriteDayNote', day, notes } as const, facts: {} }];
    return { streamId, name: day, commands };
  });
}

function told<Stream>(ends: StreamEnds, streamOf: (streamId: string, state: unknown) => Stream | null): Told<Stream> {
  const streams: Stream[] = [];
  const refused: Refused[] = [];
  for (const [id, end] of ends) {
    const stream = 'state' in end && isId(id) ? streamOf(id, end.state) : null;
    if (stream) streams.push(stream);
    else refused.push({ id, message: 'unreadable' in end ? end.unreadable : ODD });
  }
  return { streams, refused };
}

/** `AAPL, opened on 2026-01-05`. */
function nameOf({ details: { symbol, executions } }: RecordedTrade): string {
  const first = inOrder(executions)[0];
  return first ? `${symbol}, opened on ${first.at.slice(0, 10)}` : symbol;
}
