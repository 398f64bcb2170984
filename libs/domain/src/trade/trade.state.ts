import { withChanges } from '../changes.js';
import type { DecimalText } from '../money/decimal.js';
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
}

export type TradeState = { readonly status: 'none' } | RecordedTrade;

export function evolveTrade(state: TradeState, event: TradeEvent): TradeState {
  if (event.type === 'TradeAdded') return { status: 'recorded', details: event.data, firstStop: event.data.stopPrice };
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'TradeDeleted':
      return { ...state, status: 'deleted' };
    case 'TradeRestored':
      return { ...state, status: 'recorded' };
    default: {
      const details = evolveDetails(state.details, event);
      const firstStop = firstStopAfter(state.firstStop, event) ?? details.stopPrice;
      return { ...state, details, firstStop, ...droppedAfter(state, details.executions) };
    }
  }
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
