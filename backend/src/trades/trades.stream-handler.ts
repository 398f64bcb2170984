import type { TradeAnswer } from '@singularity/contract';
import { accountNamedBy, fold, trade } from '@singularity/domain';
import type { TradeCommand, TradeEvent, TradeFacts, TradeState } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { PastEvent } from '../event-store/events.table.js';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import { undoingFor, undoneVersion } from '../event-store/undoing.js';
import { tradeAnswer, tradeProjection, tradeRows } from './trades.projection.js';

type TradeStreamHandler<Answer> = StreamHandler<TradeState, TradeCommand, TradeEvent, TradeFacts, Answer>;
type FindAccount = typeof readAccount;

export const tradeStreamHandler: TradeStreamHandler<TradeAnswer> = handlerWith(readAccount);

function handlerWith(findAccount: FindAccount): TradeStreamHandler<TradeAnswer> {
  return {
    decider: trade,
    projection: tradeProjection,
    looksAt: (command) => (command.type === 'RevertTrade' ? command.toStreamVersion : undoneVersion(command)),

    async facts(tx, command, { state }, past) {
      const told = {
        target: command.type === 'RevertTrade' ? targetOf(past, command.toStreamVersion) : null,
        undoing: undoingFor(trade, command, past),
      };
      const accountId = accountNamedBy(command, state.status === 'none' ? null : state.details, told);
      return {
        ...told,
        baseCurrency: command.type === 'AddTrade' && !accountId ? (await readSettings(tx)).baseCurrency : '',
        account: accountId ? await findAccount(tx, accountId) : null,
      };
    },

    answer(stream) {
      const { state } = stream;
      if (state.status === 'none') throw new Error('A command that was accepted leaves a trade.');
      const { trade: row, executions } = tradeRows({ ...stream, state });
      return tradeAnswer(row, executions);
    },
  };
}

/**
 * The handler for one command that is asked of many trades: an account is looked up once, and of what it deletes the ids
 * are answer enough.
 */
export function handlerForMany({ type }: TradeCommand): TradeStreamHandler<TradeAnswer | string> {
  const accounts = new Map<string, ReturnType<FindAccount>>();
  const handler = handlerWith((tx, accountId) => {
    const known = accounts.get(accountId) ?? readAccount(tx, accountId);
    accounts.set(accountId, known);
    return known;
  });
  return {
    ...handler,
    answer: (stream) => (type === 'DeleteTrade' ? stream.streamId : handler.answer(stream, undefined)),
  };
}

async function readAccount(tx: TenantTransaction, accountId: string): Promise<TradeFacts['account']> {
  const [account] = await tx.query<{ open: boolean; currency: string }>(
    `SELECT status = 'open' AS open, currency FROM account WHERE user_id = $1 AND account_id = $2`,
    [tx.userId, accountId],
  );
  return account ?? null;
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
