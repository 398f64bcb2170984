import type { Origin, StreamType } from '@singularity/contract';
import type { Day, FlowItem, Instant, LedgerEvent, StatItem, StatRules, TradedItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { PastEvent } from './events.table.js';
import { toLedgerEvent } from './recorded-event.js';

/** A stream folded up to its newest event. */
export interface FoldedStream<State = unknown> {
  readonly userId: string;
  readonly streamId: string;
  readonly state: State;
  /** 0 before the first event. */
  readonly streamVersion: number;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
}

export type RowClass = new () => object;

/** Rows of one table, as instances or plain objects of its entity. */
export interface Rows {
  readonly table: RowClass;
  readonly rows: readonly object[];
}

/**
 * What a stream looks like to readers: a pure function of its folded state, not of single events. So the rows after any
 * command are the rows of a replay by construction, whatever the command was: an edit, a removal, an undo, an import.
 */
export interface Projection<State = unknown> {
  readonly streamType: StreamType;
  readonly rules: {
    readonly initial: State;
    // A method, so that a projection of one state stands among projections of all.
    evolve(state: State, event: LedgerEvent, origin: Origin): State;
  };
  /** All tables that it fills. */
  readonly tables: readonly RowClass[];
  rows(stream: FoldedStream<State>): readonly Rows[];
  /** What the stream adds to statistics. */
  items(stream: FoldedStream<State>): readonly StatItem[];
}

/** What rows are read by. */
export interface Basis {
  readonly rules: StatRules;
  /** By which version of the projections the rows of streams were made. */
  readonly projectionVersion: number;
}

/** What aggregates are made by. */
export interface AggregateBasis extends Basis {
  /**
   * The first day of the month under way. Buckets of months and longer hold only what was before it: so a command of
   * this month writes those of its day and week alone.
   */
  readonly currentMonth: Day;
}

/** Read models that stand on the rows of many streams: the second stage, inline and in a replay. */
export interface Aggregate {
  readonly tables: readonly RowClass[];
  /** The version of the projections that brought it: rows of an older one have never filled it. */
  readonly since: number;
  /**
   * Brings the aggregate up to date with streams that went from one state to another, whose rows are written already; by
   * the rules that it was made by.
   */
  update(tx: TenantTransaction, changes: readonly StreamChange[], basis: AggregateBasis): Promise<void>;
  /** A new month is under way: what was before it goes into the buckets of months and longer. */
  closeMonths(tx: TenantTransaction, months: MonthsClosed): Promise<void>;
  /** Begins anew. */
  collect(userId: string, basis: Pick<AggregateBasis, 'rules' | 'currentMonth'>): Collection;
}

/** From the first day of the month that was under way up to that of the one that is. */
export interface MonthsClosed {
  readonly from: Day;
  readonly to: Day;
}

/** An aggregate in the making: takes in everything there is, page by page, and keeps no more of it than it needs. */
export interface Collection {
  /** What comes in one page may be in any order, and all of it counts after what came before. */
  add(page: readonly HistoryItem[]): void;
  rows(): Rows;
}

/** What statistics are made of, with what trades are told apart by. */
export type HistoryItem = FlowItem | TradedItem;

/** Streams whose rows don't stand as they should, by id; null for rows of a stream that is not there. */
export type Amended = ReadonlyMap<unknown, ProjectedStream | null>;

/** All that aggregates are made of, out of the rows of streams. */
export interface History {
  /** At once: of a ledger that is not long. */
  readAll(tx: TenantTransaction, basis: Basis): Promise<readonly HistoryItem[]>;
  /** Page by page in order of time, out of current rows; what is amended counts instead of its rows. */
  readPages(tx: TenantTransaction, rules: StatRules, amended: Amended): AsyncIterable<readonly HistoryItem[]>;
}

export interface ProjectedStream {
  readonly streamType: StreamType;
  readonly stream: FoldedStream;
  readonly items: readonly StatItem[];
}

export interface StreamChange {
  readonly before: ProjectedStream;
  readonly after: ProjectedStream;
}

/** Everything that a command writes inline, and that a replay rebuilds. */
export interface ReadModels {
  readonly projections: readonly Projection[];
  readonly aggregates: readonly Aggregate[];
  readonly history: History;
}

/** What to ask the injector for to get the `ReadModels`: the event store knows no capability by name. */
export const READ_MODELS = Symbol('read models');

export function emptyStream<State>(
  projection: Projection<State>,
  userId: string,
  streamId: string,
): FoldedStream<State> {
  return { userId, streamId, state: projection.rules.initial, streamVersion: 0, createdAt: null, updatedAt: null };
}

export function foldStream<State>(
  projection: Projection<State>,
  stream: FoldedStream<State>,
  events: Iterable<PastEvent>,
): FoldedStream<State> {
  for (const event of events) {
    stream = {
      ...stream,
      state: projection.rules.evolve(stream.state, toLedgerEvent(event), event.origin),
      streamVersion: event.streamVersion,
      createdAt: stream.createdAt ?? event.recordedAt,
      updatedAt: event.recordedAt,
    };
  }
  return stream;
}

export function projected<State>(projection: Projection<State>, stream: FoldedStream<State>): ProjectedStream {
  return { streamType: projection.streamType, stream, items: projection.items(stream) };
}

/** Rows of many streams, together for each table. */
export function merged(all: readonly Rows[]): readonly Rows[] {
  const tables = new Map<RowClass, object[]>();
  for (const { table, rows } of all) {
    const list = tables.get(table);
    if (list) for (const row of rows) list.push(row);
    else tables.set(table, [...rows]);
  }
  return [...tables].map(([table, rows]) => ({ table, rows }));
}
