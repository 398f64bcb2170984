import { TRADE_COLUMNS } from '@singularity/contract';
import type { TradeAnswer } from '@singularity/contract';
import { figuresOnce, isFromBroker, trade, tradeItems } from '@singularity/domain';
import type { FillSource, RecordedTrade, TradeState } from '@singularity/domain';
import type { FoldedStream, Projection, Rows } from '../event-store/projection.js';
import { ExecutionRow, RealizationRow, TradeRow, TradeSourceRow, TradeTagRow } from './trades.entity.js';

/** A trade with its executions, as rows. */
export interface TradeRows {
  readonly trade: TradeRow;
  readonly tags: readonly TradeTagRow[];
  readonly executions: readonly ExecutionRow[];
  readonly realizations: readonly RealizationRow[];
}

export const tradeProjection: Projection<TradeState> = {
  streamType: 'trade',
  rules: trade,
  tables: [TradeRow, TradeTagRow, ExecutionRow, RealizationRow, TradeSourceRow],

  rows(stream): readonly Rows[] {
    const { state } = stream;
    if (state.status === 'none') return [];
    const sources = { table: TradeSourceRow, rows: sourceRows(stream, state) };
    if (state.status !== 'recorded') return [sources];
    const { trade: row, tags, executions, realizations } = tradeRows({ ...stream, state });
    return [
      { table: TradeRow, rows: [row] },
      { table: TradeTagRow, rows: tags },
      { table: ExecutionRow, rows: executions },
      { table: RealizationRow, rows: realizations },
      sources,
    ];
  },

  items({ streamId, state }) {
    return state.status === 'recorded' ? tradeItems(streamId, state.details, figuresOnce(state)) : [];
  },
};

function sourceRows({ userId, streamId }: FoldedStream, state: RecordedTrade): readonly TradeSourceRow[] {
  const row = (source: FillSource, executionId: string | null) => {
    const { accountId, key } = source;
    return { userId, accountId, key, tradeId: streamId, executionId, source };
  };
  const stands = state.status === 'recorded';
  return [
    ...state.details.executions.flatMap(({ id, source }) => (source ? [row(source, stands ? id : null)] : [])),
    ...(state.dropped ?? []).map((source) => row(source, null)),
  ];
}

const CLOSES_NOTHING = { closedNet: null, rMultiple: null, holdingSeconds: null };

export function tradeRows(stream: FoldedStream<RecordedTrade>): TradeRows {
  const { userId, streamId, state, streamVersion, createdAt, updatedAt } = stream;
  if (createdAt === null || updatedAt === null) throw new Error('A recorded trade has an event.');
  const { executions, ...details } = state.details;
  const { realizations, ...figures } = figuresOnce(state);
  const key = { userId, tradeId: streamId };
  const { accountId, currency, symbol, assetType, direction, tags } = details;
  const closing = { closedNet: figures.netPnl, rMultiple: figures.rMultiple, holdingSeconds: figures.holdingSeconds };
  const datedAt = figures.closedAt ?? figures.entryAt;
  return {
    trade: {
      userId,
      id: streamId,
      ...details,
      ...figures,
      firstStopPrice: state.firstStop,
      fromBroker: isFromBroker(state),
      datedAt,
      streamVersion,
      createdAt,
      updatedAt,
    },
    tags: tags.map((tag) => ({ ...key, tag, datedAt })),
    executions: executions.map(({ source: _, ...execution }, index) => ({ ...key, ...execution, place: index })),
    realizations: realizations.map((realization, place) => ({
      ...key,
      ...realization,
      place,
      accountId,
      currency,
      symbol,
      assetType,
      direction,
      tags,
      ...(figures.status === 'closed' && place === realizations.length - 1 ? closing : CLOSES_NOTHING),
    })),
  };
}

/** The rows as they are sent: the fields that are named here and in the list of columns, whatever else a row holds. */
export function tradeAnswer(row: TradeRow, executions: readonly ExecutionRow[]): TradeAnswer {
  return {
    ...pick(row, TRADE_COLUMNS),
    firstStopPrice: row.firstStopPrice,
    executions: executions.map(({ id, type, at, quantity, price, fees }) => ({ id, type, at, quantity, price, fees })),
  };
}

function pick<Row, Field extends keyof Row>(row: Row, fields: readonly Field[]): Pick<Row, Field> {
  return Object.fromEntries(fields.map((field) => [field, row[field]])) as Pick<Row, Field>;
}
