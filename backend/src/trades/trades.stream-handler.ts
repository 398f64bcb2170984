import type { TradeAnswer } from '@singularity/contract';
import { accountNamedBy, fold, trade } from '@singularity/domain';
import type { TradeCommand, TradeEvent, TradeFacts, TradeState } from '@singularity/domain';
import type { PastEvent } from '../event-store/events.table.js';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import { undoingFor, undoneVersion } from '../event-store/undoing.js';
import { tradeAnswer, tradeProjection, tradeRows } from './trades.projection.js';

type TradeStreamHandler<Answer> = StreamHandler<TradeState, TradeCommand, TradeEvent, TradeFacts, Answer>;

export const tradeStreamHandler: TradeStreamHandler<TradeAnswer> = {
  decider: trade,
  projection: tradeProjection,
  looksAt: (command) => (command.type === 'RevertTrade' ? command.toStreamVersion : undoneVersion(command)),

  facts(command, { stream: { state }, past, setup }) {
    const told = {
      target: command.type === 'RevertTrade' ? targetOf(past, command.toStreamVersion) : null,
      undoing: undoingFor(trade, command, past),
    };
    const accountId = accountNamedBy(command, state.status === 'none' ? null : state.details, told);
    return {
      ...told,
      baseCurrency: setup.settings.baseCurrency,
      account: (accountId && setup.accounts.get(accountId)) || null,
    };
  },

  answer(stream) {
    const { state } = stream;
    if (state.status === 'none') throw new Error('A command that was accepted leaves a trade.');
    const { trade: row, executions } = tradeRows({ ...stream, state });
    return tradeAnswer(row, executions);
  },
};

/** The handler for one command that is asked of many trades: of what it deletes the ids are answer enough. */
export function handlerForMany({ type }: TradeCommand): TradeStreamHandler<TradeAnswer | string> {
  return {
    ...tradeStreamHandler,
    answer: (stream) => (type === 'DeleteTrade' ? stream.streamId : tradeStreamHandler.answer(stream, undefined)),
  };
}

function targetOf(past: readonly PastEvent[], streamVersion: number): TradeFacts['target'] {
  if (!past.some((event) => event.streamVersion === streamVersion)) return null;
  const until = past.filter((event) => event.streamVersion <= streamVersion);
  const state = fold(
    trade,
    trade.initial,
    until.map((event) => toLedgerEvent(event) as TradeEvent),
  );
  return state.status === 'none' ? null : state.details;
}
