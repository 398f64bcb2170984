import { same, withChanges } from '../changes.js';
import type { DecimalText } from '../money/decimal.js';
import { isConcluded } from '../fill/fill.js';
import type { FillSource } from '../fill/fill.js';
import type { Execution, TradeDetails, TradeEvent } from './trade.events.js';

/** A trade that was recorded, deleted or not. */
export interface RecordedTrade {
  readonly status: 'recorded' | 'deleted';
  readonly details: TradeDetails;
  /** The first stop ever recorded: the risk that R measures by. */
  readonly firstStop: DecimalText | null;
  /** The fills of brokers that it had and no longer has: who takes one out does not want it back with the next file. */
  readonly dropped?: readonly FillSource[];
  /** What the events of syncs alone make of it, where one has added it: what `isFromBroker` is told by. */
  readonly told?: TradeDetails;
}

/** Who wrote an event, as far as the rules of trades ask: a sync with a broker, or anybody else. */
export type TradeEventOrigin = 'sync' | (string & Record<never, never>);

export type TradeState = { readonly status: 'none' } | RecordedTrade;

export function evolveTrade(state: TradeState, event: TradeEvent, origin?: TradeEventOrigin): TradeState {
  const isTold = origin === 'sync';
  if (event.type === 'TradeAdded') {
    const { data } = event;
    return { status: 'recorded', details: data, firstStop: data.stopPrice, ...(isTold && { told: data }) };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'TradeDeleted':
      return { ...state, status: 'deleted' };
    case 'TradeRestored':
      return { ...state, status: 'recorded' };
    default: {
      const details = evolveDetails(state.details, event);
      const firstStop = firstStopAfter(state.firstStop, event) ?? details.stopPrice;
      const told = isTold && state.told ? { told: evolveDetails(state.told, event) } : {};
      return { ...state, details, firstStop, ...droppedAfter(state, details.executions), ...told };
    }
  }
}

/**
 * Whether a trade is straight from the broker: a sync added it, and it is still what the events of syncs alone make of it,
 * but for what is the member's own (notes, tags, stops). An edit ends that, and taking the edit back restores it. An ending
 * that was concluded, because an option is past its day and not held, is not the broker's word.
 */
export function isFromBroker({ told, details }: Pick<RecordedTrade, 'told' | 'details'>): boolean {
  if (told === undefined || sourcesIn(details.executions).some(isConcluded)) return false;
  return same(sayingOf(told), sayingOf(details));
}

/** All that the broker has a say in. */
function sayingOf({ stopPrice: _, notes: __, tags: ___, ...saying }: TradeDetails): Partial<TradeDetails> {
  return saying;
}

function droppedAfter(
  { details, dropped = [] }: RecordedTrade,
  executions: readonly Execution[],
): Pick<RecordedTrade, 'dropped'> {
  if (executions === details.executions) return {};
  const known = [...dropped, ...sourcesIn(details.executions)];
  if (known.length === 0) return {};
  const kept = new Set(sourcesIn(executions).map(sourceName));
  const gone = new Map(known.filter((source) => !kept.has(sourceName(source))).map((each) => [sourceName(each), each]));
  return { dropped: [...gone.values()] };
}

export function sourcesIn(executions: readonly Execution[]): readonly FillSource[] {
  return executions.flatMap(({ source }) => source ?? []);
}

function sourceName({ accountId, key }: FillSource): string {
  return `${accountId} ${key}`;
}

function firstStopAfter(firstStop: DecimalText | null, event: TradeEvent): DecimalText | null {
  const takenBack = event.type === 'TradeEdited' ? event.data.changes.firstStop : undefined;
  return takenBack ? takenBack.to : firstStop;
}

function evolveDetails(
  details: TradeDetails,
  event: Exclude<TradeEvent, { type: 'TradeAdded' | 'TradeDeleted' | 'TradeRestored' }>,
): TradeDetails {
  const withExecutions = (executions: readonly Execution[]) => ({ ...details, executions });
  switch (event.type) {
    case 'TradeEdited': {
      const { firstStop: _, ...changes } = event.data.changes;
      return withChanges(details, changes);
    }
    case 'TradeReverted':
      return withChanges(details, event.data.changes);
    case 'ExecutionAdded':
      return withExecutions([...details.executions, event.data.execution]);
    case 'ExecutionEdited':
      return withExecutions(
        details.executions.map((execution) =>
          execution.id === event.data.executionId ? withChanges(execution, event.data.changes) : execution,
        ),
      );
    case 'ExecutionRemoved':
      return withExecutions(details.executions.filter(({ id }) => id !== event.data.execution.id));
  }
}
