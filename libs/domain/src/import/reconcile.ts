import { same } from '../changes.js';
import { DEFAULT_TRADE_FIELDS } from '../trade/trade.rules.js';
import type { TradeCommand, TradeFields } from '../trade/trade.commands.js';
import type { Execution, TradeDetails } from '../trade/trade.events.js';
import type { Direction } from '../instrument/instrument.js';
import { roundTripsOf } from '../fill/round-trips.js';
import type { RoundTrip, Unmatched } from '../fill/round-trips.js';
import { NOTHING_EXPIRES, withExpired } from './expiry.js';
import type { Expiry } from './expiry.js';
import { executionOf, openedBy, sourcedFillsOf } from './sourced-fills.js';
import type { SourcedFill } from './sourced-fills.js';

/** A trade as it stands in the ledger. */
export interface StandingTrade {
  readonly id: string;
  readonly details: TradeDetails;
}

export interface ReconcileInput {
  readonly accountId: string;
  /** Of the instruments that the fills are about, every trade that has a fill of the account. Older ones first. */
  readonly trades: readonly StandingTrade[];
  /** New fills, and better tellings of known ones. */
  readonly fills: readonly SourcedFill[];
  /** Keys of fills that are no more: the broker has taken them back, or others have come in their place. */
  readonly without?: ReadonlySet<string>;
  /** For fills that came in the place of others, by their keys: the keys of those, whose trades are theirs now. */
  readonly inPlaceOf?: ReadonlyMap<string, readonly string[]>;
  /** What is known of options that left without a word. */
  readonly expiry?: Expiry;
  /** Trades that the member entered by hand, each by a fill of the round trip that it is. */
  readonly links: ReadonlyMap<string, StandingTrade>;
  /** A new id, for a trade or an execution. */
  readonly newId: () => string;
}

/** A command of the batch, and the stream that it is about. */
export interface ReconcileStep {
  readonly streamId: string;
  readonly command: Extract<TradeCommand, { type: 'AddTrade' | 'EditTrade' | 'DeleteTrade' }>;
}

export interface Reconciliation {
  /**
   * At most one step for each trade, and none where the trades are as the fills say already. Those between which a fill moves
   * or is shared stand together: with half of them done, it would stand in two trades or in none.
   */
  readonly groups: readonly (readonly ReconcileStep[])[];
  readonly trips: readonly RoundTrip<SourcedFill>[];
  readonly unmatched: readonly Unmatched<SourcedFill>[];
}

/**
 * What must be done so that trades are what the fills of an account say. All fills of an instrument are cut into round trips
 * anew; each belongs to the trade with which it shares most fills, the older one where two share as many. What the member
 * wrote stays with its trade, and executions that they entered by hand stay in it.
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const { trades, fills, accountId } = input;
  const known = sourcedFillsOf(
    trades.map(({ details }) => details),
    accountId,
  );
  const all = new Map([...known, ...fills.map((fill) => [fill.key, toldAgain(known.get(fill.key), fill)] as const)]);
  for (const key of input.without ?? []) all.delete(key);
  const { trips, unmatched } = roundTripsOf(withExpired([...all.values()], input.expiry ?? NOTHING_EXPIRES));
  const owners = ownersOf(trips, input);
  const steps = trips.map((trip) => stepFor(trip, owners.get(trip), input));
  const owned = new Set([...owners.values()].map(({ id }) => id));
  const gone = trades.filter(({ id }) => !owned.has(id));
  const needed = [...steps.filter((step) => step !== null), ...gone.flatMap((trade) => withoutFills(trade, input))];
  return {
    groups: togetherByFills(needed, trades),
    trips,
    unmatched,
  };
}

/** A better telling of a known fill is still of what its trade says: the member may have written another symbol on it. */
function toldAgain(known: SourcedFill | undefined, fill: SourcedFill): SourcedFill {
  return known ? { ...fill, instrument: known.instrument } : fill;
}

/** Steps that name one fill, before or after, directly or by way of others. */
function togetherByFills(
  steps: readonly ReconcileStep[],
  trades: readonly StandingTrade[],
): readonly (readonly ReconcileStep[])[] {
  const before = new Map(trades.map(({ id, details }) => [id, details.executions]));
  const byKey = new Map<string, number>();
  /** For each step the one it goes with; itself, for the one that a group is named by. */
  const goesWith = steps.map((_, index) => index);
  const nameOf = (index: number): number => {
    let name = index;
    for (let next = goesWith[name]; next !== undefined && next !== name; next = goesWith[name]) name = next;
    goesWith[index] = name;
    return name;
  };
  steps.forEach((step, index) => {
    for (const { source } of [...(before.get(step.streamId) ?? []), ...executionsIn(step)]) {
      if (!source) continue;
      const other = byKey.get(source.key);
      if (other === undefined) byKey.set(source.key, index);
      else goesWith[nameOf(index)] = nameOf(other);
    }
  });
  const groups = new Map<number, ReconcileStep[]>();
  steps.forEach((step, index) => {
    const group = groups.get(nameOf(index));
    if (group) group.push(step);
    else groups.set(nameOf(index), [step]);
  });
  return [...groups.values()];
}

function executionsIn({ command }: ReconcileStep): readonly Execution[] {
  if (command.type === 'DeleteTrade') return [];
  if (command.type === 'EditTrade') return command.executions?.map(({ execution }) => execution) ?? [];
  return 'shorthand' in command.executions ? [] : command.executions;
}

type Owners = ReadonlyMap<RoundTrip<SourcedFill>, StandingTrade>;

/** Each round trip has one trade at most, and each trade one round trip. */
function ownersOf(
  trips: readonly RoundTrip<SourcedFill>[],
  { trades, links, accountId, inPlaceOf }: ReconcileInput,
): Owners {
  const holders = new Map<string, StandingTrade[]>();
  for (const trade of trades)
    for (const { source } of trade.details.executions)
      if (source?.accountId === accountId) holders.set(source.key, [...(holders.get(source.key) ?? []), trade]);
  const pairs = trips.flatMap((trip) => {
    const shared = new Map<StandingTrade, number>();
    for (const { fill } of trip.parts) {
      const linked = links.get(fill.key);
      // Who says that it is theirs knows better than a count.
      if (linked) shared.set(linked, Infinity);
      const held = [fill.key, ...(inPlaceOf?.get(fill.key) ?? [])].flatMap((key) => holders.get(key) ?? []);
      for (const trade of held) shared.set(trade, (shared.get(trade) ?? 0) + 1);
    }
    return [...shared].map(([trade, count]) => ({ trip, trade, count }));
  });
  const places = new Map([...trades, ...links.values()].map((trade, index) => [trade.id, index]));
  const place = ({ id }: StandingTrade) => places.get(id) ?? 0;
  const owners = new Map<RoundTrip<SourcedFill>, StandingTrade>();
  const taken = new Set<string>();
  for (const { trip, trade } of pairs.toSorted((a, b) => b.count - a.count || place(a.trade) - place(b.trade))) {
    if (owners.has(trip) || taken.has(trade.id)) continue;
    owners.set(trip, trade);
    taken.add(trade.id);
  }
  return owners;
}

function stepFor(
  trip: RoundTrip<SourcedFill>,
  owner: StandingTrade | undefined,
  input: ReconcileInput,
): ReconcileStep | null {
  if (!owner) return added(trip, input);
  const linked = !owner.details.executions.some(({ source }) => source?.accountId === input.accountId);
  const executions = linked
    ? linkedExecutions(owner.details, trip, input)
    : executionsAfter(owner.details, trip, input);
  const { symbol } = trip.instrument;
  const fields = {
    ...(openedBy(owner.details) === trip.side ? {} : directionOf(trip)),
    // Under another spelling its fills would be those of another contract.
    ...(linked && owner.details.symbol !== symbol && { symbol }),
  };
  if (same(executions, owner.details.executions) && Object.keys(fields).length === 0) return null;
  return editing(owner, executions, fields, input);
}

function added(trip: RoundTrip<SourcedFill>, { accountId, newId }: ReconcileInput): ReconcileStep {
  const { symbol, assetType, strike, expiration } = trip.instrument;
  const [first] = trip.parts;
  const said = trip.parts.find(({ fill }) => fill.multiplier !== null)?.fill.multiplier ?? null;
  const fields: TradeFields = {
    ...DEFAULT_TRADE_FIELDS,
    ...directionOf(trip),
    accountId,
    symbol,
    assetType,
    strike,
    expiration,
    multiplier: said,
    stopPrice: first?.fill.stopPrice ?? null,
  };
  const executions = trip.parts.map((part) => executionOf(part, newId()));
  return { streamId: newId(), command: { type: 'AddTrade', fields, executions } };
}

function directionOf({ instrument, side }: RoundTrip): { direction: Direction; side: 'buy' | 'sell' | null } {
  if (instrument.direction) return { direction: instrument.direction, side };
  return { direction: side === 'buy' ? 'LONG' : 'SHORT', side: null };
}

/** Those of the round trip, known ones under their ids, and those that were entered by hand. */
function executionsAfter(
  { executions }: TradeDetails,
  trip: RoundTrip<SourcedFill>,
  { accountId, newId }: ReconcileInput,
): readonly Execution[] {
  const ids = new Map(
    executions.flatMap(({ source, id }) => (source?.accountId === accountId ? [[source.key, id]] : [])),
  );
  const made = trip.parts.map((part) => executionOf(part, ids.get(part.fill.key) ?? newId()));
  const byId = new Map(made.map((execution) => [execution.id, execution]));
  const kept = executions.flatMap((execution) => {
    if (execution.source?.accountId !== accountId) return [execution];
    return byId.get(execution.id) ?? [];
  });
  const stay = new Set(kept.map(({ id }) => id));
  return [...kept, ...made.filter(({ id }) => !stay.has(id))];
}

/** The fills take the places of what was entered by hand, one by one. */
function linkedExecutions(
  { executions }: TradeDetails,
  trip: RoundTrip<SourcedFill>,
  { newId }: ReconcileInput,
): readonly Execution[] {
  const free = [...executions];
  const made = trip.parts.map((part) => {
    const index = free.findIndex(({ type }) => type === part.type);
    const [place] = index < 0 ? [] : free.splice(index, 1);
    return executionOf(part, place?.id ?? newId());
  });
  const inPlace = executions.flatMap(({ id }) => made.find((each) => each.id === id) ?? []);
  return [...inPlace, ...made.filter((each) => !inPlace.includes(each))];
}

function editing(
  { id, details }: StandingTrade,
  executions: readonly Execution[],
  fields: Partial<TradeFields>,
  { newId }: Pick<ReconcileInput, 'newId'>,
): ReconcileStep {
  const known = new Set(details.executions.map((execution) => execution.id));
  return {
    streamId: id,
    command: {
      type: 'EditTrade',
      fields,
      shorthand: {},
      executions: executions.map((execution) => ({ execution, isNew: !known.has(execution.id) })),
      newExecutionId: newId(),
    },
  };
}

/** A trade whose fills all belong to others now: what was entered by hand stays, else there is nothing left of it. */
function withoutFills(trade: StandingTrade, input: ReconcileInput): readonly ReconcileStep[] {
  const own = trade.details.executions.filter(({ source }) => source?.accountId !== input.accountId);
  if (own.length === trade.details.executions.length) return [];
  if (own.some(({ type }) => type === 'open')) return [editing(trade, own, {}, input)];
  return [{ streamId: trade.id, command: { type: 'DeleteTrade' } }];
}
