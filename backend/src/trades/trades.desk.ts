import type { TradeAnswer } from '@singularity/contract';
import { fold, trade } from '@singularity/domain';
import type { TradeCommand, TradeEvent, TradeFacts, TradeState } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { Desk } from '../event-store/ledger.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { tradeAnswer, tradeProjection, tradeRows } from './trades.projection.js';

export const tradeDesk: Desk<TradeState, TradeCommand, TradeEvent, TradeFacts, TradeAnswer> = {
  decider: trade,
  projection: tradeProjection,

  async facts(tx, command, _stream, past) {
    const accountId = 'fields' in command && 'accountId' in command.fields ? command.fields.accountId : undefined;
    return {
      baseCurrency: command.type === 'AddTrade' && !accountId ? (await readSettings(tx)).baseCurrency : '',
      account: accountId ? await readAccount(tx, accountId) : null,
      target: command.type === 'RevertTrade' ? targetOf(past, command.toStreamVersion) : null,
    };
  },

  answer(_tx, stream) {
    const { state } = stream;
    if (state.status === 'none') throw new Error('A command that was accepted leaves a trade.');
    const { trade: row, executions } = tradeRows({ ...stream, state });
    return tradeAnswer(row, executions);
  },
};

/**
 * The desk for one command that is asked of many trades: what it must know beside the trade is looked up once,
 * and of what it deletes the ids are answer enough.
 */
export function deskForMany({
  type,
}: TradeCommand): Desk<TradeState, TradeCommand, TradeEvent, TradeFacts, TradeAnswer | string> {
  let facts: Promise<TradeFacts> | undefined;
  return {
    ...tradeDesk,
    facts: (...about) => (facts ??= tradeDesk.facts(...about)),
    answer: (tx, stream) => (type === 'DeleteTrade' ? stream.streamId : tradeDesk.answer(tx, stream)),
  };
}

async function readAccount(tx: TenantTransaction, accountId: string): Promise<TradeFacts['account']> {
  const [account] = await tx.query<{ open: boolean; currency: string }>(
    `SELECT status = 'open' AS open, currency FROM account WHERE user_id = $1 AND account_id = $2`,
    [tx.userId, accountId],
  );
  return account ?? null;
}

function targetOf(past: readonly RecordedEvent[], streamVersion: number): TradeFacts['target'] {
  if (!past.some((event) => event.streamVersion === streamVersion)) return null;
  const until = past.filter((event) => event.streamVersion <= streamVersion);
  const state = fold(
    trade,
    trade.initial,
    until.map((event) => toLedgerEvent(event) as TradeEvent),
  );
  return state.status === 'none' ? null : state.details;
}
