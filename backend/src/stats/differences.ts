import type { DifferenceKind, LedgerDifference } from '@singularity/contract';
import {
  changesBetween,
  changesOf,
  decimal,
  figuresOnce,
  isPresent,
  noteIn,
  settingsIn,
  sum,
  toText,
  tradeNameOf,
} from '@singularity/domain';
import type {
  AccountState,
  DayNoteState,
  DecimalText,
  FieldChange,
  MemberState,
  RecordedAccount,
  RecordedTrade,
  TradeDetails,
  TradeState,
} from '@singularity/domain';
import type { FoldedStream } from '../event-store/projection.js';
import { streamOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';

/** What is not at the end what it was at the beginning; what was changed last comes first. */
export function differencesBetween(before: FoldedLedger, after: FoldedLedger): readonly LedgerDifference[] {
  const trades = streamsOf(after, 'trade').flatMap((stream) =>
    differenceOf(streamOf(before, 'trade', stream.streamId), stream, tradeDifference),
  );
  const accounts = streamsOf(after, 'account').flatMap((stream) =>
    differenceOf(streamOf(before, 'account', stream.streamId), stream, accountDifference),
  );
  const notes = streamsOf(after, 'day').flatMap((stream) =>
    differenceOf(streamOf(before, 'day', stream.streamId), stream, noteDifference),
  );
  const settings = streamsOf(after, 'user').flatMap((stream) =>
    differenceOf(streamOf(before, 'user', stream.streamId), stream, settingsDifference),
  );
  return [...trades, ...accounts, ...notes, ...settings].sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? 1 : -1));
}

/** Where a difference stands among all: moments have one length, so that their texts sort with what follows them. */
export function sortKeyOf({ changedAt, stream }: LedgerDifference): string {
  return `${changedAt} ${stream.id}`;
}

type Described = Omit<LedgerDifference, 'changedAt'>;

function differenceOf<State>(
  before: FoldedStream<State> | null,
  after: FoldedStream<State>,
  describe: (id: string, before: State | null, after: State) => Described | null,
): readonly LedgerDifference[] {
  if (before?.streamVersion === after.streamVersion || after.updatedAt === null) return [];
  const found = describe(after.streamId, before?.state ?? null, after.state);
  return found ? [{ ...found, changedAt: after.updatedAt }] : [];
}

function tradeDifference(id: string, before: TradeState | null, after: TradeState): Described | null {
  if (after.status === 'none') return null;
  const was = before === null || before.status === 'none' ? null : before;
  const kind = kindOf(was?.status === 'recorded', after.status === 'recorded', was !== null);
  const changes = kind === null || kind === 'deleted' ? [] : tradeChanges(was, after);
  if (kind === null || (kind === 'changed' && changes.length === 0)) return null;
  const subject = { type: 'trade', trade: tradeNameOf(after.details) } as const;
  const netPnl = { from: netOf(was), to: netOf(after) };
  return { kind, stream: { type: 'trade', id }, subject, currency: after.details.currency, changes, netPnl };
}

/** Null for what was there neither before nor after. */
function kindOf(before: boolean, after: boolean, known: boolean): DifferenceKind | null {
  if (before) return after ? 'changed' : 'deleted';
  if (!after) return null;
  return known ? 'restored' : 'added';
}

function tradeChanges(before: RecordedTrade | null, after: RecordedTrade): readonly FieldChange[] {
  if (before === null) return changesOf({ type: 'TradeAdded', data: after.details });
  return changesOf({ type: 'TradeEdited', data: { changes: changesBetween(said(before), said(after)) } });
}

/** All that may change. */
function said({ details: { currency: _never, ...details } }: RecordedTrade): Omit<TradeDetails, 'currency'> {
  return details;
}

function netOf(state: RecordedTrade | null): DecimalText | null {
  return state?.status === 'recorded' ? figuresOnce(state).netPnl : null;
}

function accountDifference(id: string, before: AccountState | null, after: AccountState): Described | null {
  if (after.status === 'none') return null;
  const was = before === null || before.status === 'none' ? null : before;
  const kind = kindOf(was !== null && isPresent(was), isPresent(after), was !== null);
  const changes = kind === null || kind === 'deleted' ? [] : accountChanges(was, after);
  if (kind === null || (kind === 'changed' && changes.length === 0)) return null;
  const { name, currency } = after.details;
  const subject = { type: 'account', account: { name, currency } } as const;
  return { kind, stream: { type: 'account', id }, subject, currency, changes, netPnl: null };
}

function noteDifference(id: string, before: DayNoteState | null, after: DayNoteState): Described | null {
  if (after.status === 'none') return null;
  const [was, is] = [before ? noteIn(before) : { notes: null }, noteIn(after)];
  const kind = kindOf(was.notes !== null, is.notes !== null, false);
  const { day } = after;
  const changes =
    kind === 'deleted' ? [] : changesOf({ type: 'DayNoteWritten', data: { day, changes: changesBetween(was, is) } });
  if (kind === null || (kind === 'changed' && changes.length === 0)) return null;
  return { kind, stream: { type: 'day', id }, subject: { type: 'day', day }, currency: null, changes, netPnl: null };
}

/** Every journal begins with settings, so that they only ever change. */
function settingsDifference(id: string, before: MemberState | null, after: MemberState): Described | null {
  if (before === null) return null;
  const changed = changesBetween(settingsIn(before), settingsIn(after));
  const changes = changesOf({ type: 'SettingsChanged', data: { changes: changed } });
  if (changes.length === 0) return null;
  const [stream, subject] = [{ type: 'user', id } as const, { type: 'user' } as const];
  return { kind: 'changed', stream, subject, currency: null, changes, netPnl: null };
}

function accountChanges(before: RecordedAccount | null, after: RecordedAccount): readonly FieldChange[] {
  if (before === null) return changesOf({ type: 'AccountAdded', data: after.details });
  const [{ currency: _was, ...from }, { currency: _is, ...to }] = [before.details, after.details];
  const other = (account: RecordedAccount) => ({
    status: account.status === 'closed' ? 'closed' : 'open',
    adjustments: adjustmentsOf(account),
  });
  return [
    ...changesOf({ type: 'AccountEdited', data: { changes: changesBetween(from, to) } }),
    ...Object.entries(changesBetween(other(before), other(after))).map(([field, change]) => ({ field, ...change })),
  ];
}

/** What came and went other than by trading, in all. */
function adjustmentsOf({ balanceUpdates }: RecordedAccount): DecimalText {
  return toText(sum(balanceUpdates.map(({ adjustment }) => decimal(adjustment))));
}
