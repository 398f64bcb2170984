import type { AccountCommand, AccountFacts } from '../account/account.commands.js';
import type { BalanceUpdate } from '../account/account.events.js';
import type { RecordedAccount } from '../account/account.state.js';
import { multiplierOf } from '../instrument/instrument.js';
import { decimal, sum, toText, ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Instant } from '../time/instant.js';
import type { TradeCommand, TradeFacts, TradeFields } from '../trade/trade.commands.js';
import type { Execution, TradeDetails } from '../trade/trade.events.js';
import { inOrder, openings } from '../trade/profit.js';
import { TRADE_LIMITS } from '../trade/trade.rules.js';
import type { RecordedTrade } from '../trade/trade.state.js';

/** One of the commands that bring a stream back, with the facts of the ledger that it comes from. */
export interface RestoringCommand<Command, Facts> {
  readonly command: Command;
  /** In place of what the ledger that it comes into would say. */
  readonly facts: Partial<Facts>;
}

type AccountStep = RestoringCommand<AccountCommand, AccountFacts>;
type TradeStep = RestoringCommand<TradeCommand, TradeFacts>;

/** What brings an account back, open: its trades come into it before it is closed. */
export function accountCommands({ details, balanceUpdates }: RecordedAccount, now: Instant): readonly AccountStep[] {
  const updates = balanceUpdates.map((update, index): AccountStep => {
    const { adjustment, reason, at } = update;
    return {
      command: { type: 'UpdateBalance', to: { adjustment }, reason, at, now },
      facts: { realizedNet: realizedBy(update, details.startingBalance, balanceUpdates.slice(0, index)) },
    };
  });
  return [{ command: { type: 'AddAccount', details }, facts: {} }, ...updates];
}

/** What brings an account, whose trades are there, to where it was. */
export function accountEnding({ status }: Pick<RecordedAccount, 'status'>): readonly AccountStep[] {
  if (status === 'closed') return [{ command: { type: 'CloseAccount' }, facts: {} }];
  return status === 'removed' ? [{ command: { type: 'Undo', streamVersion: 1 }, facts: {} }] : [];
}

/** What had been realized when a balance was seen, so far as was known then: what the other amounts leave of it. */
function realizedBy(
  { balance, adjustment, at }: BalanceUpdate,
  startingBalance: DecimalText,
  earlier: readonly BalanceUpdate[],
): DecimalText {
  const adjusted = sum(earlier.filter((update) => update.at <= at).map((update) => decimal(update.adjustment)));
  return toText(decimal(balance).minus(decimal(adjustment)).minus(decimal(startingBalance)).minus(adjusted));
}

/**
 * What brings a trade back: as it was at last, but by way of its first stop, by which its risk is measured, and of the
 * fills of brokers that were taken out of it, which no later import is to bring back. `newId` names those for the moment.
 */
export function tradeCommands(
  { status, details, firstStop, dropped = [] }: RecordedTrade,
  newId: () => string,
): readonly TradeStep[] {
  const { currency, multiplierSource: _, executions, ...told } = details;
  const fields: TradeFields = { ...told, multiplier: toldMultiplier(details) };
  const taken = placeholders(executions, dropped, newId);
  const added: TradeStep = {
    command: { type: 'AddTrade', fields: withStop(fields, firstStop), executions: [...taken, ...executions] },
    facts: { baseCurrency: currency },
  };
  const edited: TradeStep = {
    command: {
      type: 'EditTrade',
      fields,
      shorthand: {},
      ...(taken.length > 0 && { executions: executions.map((execution) => ({ execution, isNew: false })) }),
      newExecutionId: newId(),
    },
    facts: {},
  };
  const changes = firstStop !== details.stopPrice || taken.length > 0;
  const deleted: TradeStep = { command: { type: 'DeleteTrade' }, facts: {} };
  return [added, ...(changes ? [edited] : []), ...(status === 'deleted' ? [deleted] : [])];
}

/** Null where the contract table says the same, so that it goes on to be asked. */
function toldMultiplier({ assetType, symbol, multiplier, multiplierSource }: TradeDetails): DecimalText | null {
  if (multiplierSource === 'user') return multiplier;
  const table = multiplierOf(assetType, symbol, null);
  return 'multiplier' in table && table.multiplier === multiplier ? null : multiplier;
}

/** A stop below zero was that of a future, whatever the trade has become since. */
function withStop(fields: TradeFields, stopPrice: DecimalText | null): TradeFields {
  if (stopPrice === null || fields.assetType === 'future' || !decimal(stopPrice).isNegative())
    return { ...fields, stopPrice };
  const future = { assetType: 'future', direction: 'LONG', side: null, strike: null, expiration: null } as const;
  return { ...fields, ...future, multiplier: fields.multiplier ?? ONE, stopPrice };
}

const ONE = '1' as DecimalText;

/** One more entry for each of those fills: whatever else is closed, none of these is. As many as a trade may hold. */
function placeholders(
  executions: readonly Execution[],
  dropped: NonNullable<RecordedTrade['dropped']>,
  newId: () => string,
): readonly Execution[] {
  const [first] = inOrder(openings(executions));
  if (!first) return [];
  const room = TRADE_LIMITS.executions - 1 - executions.findLastIndex(({ type }) => type === 'open');
  return dropped.slice(0, Math.max(room, 0)).map((source): Execution => ({
    ...{ id: newId(), type: 'open', at: first.at, quantity: ONE, price: first.price, fees: ZERO },
    source,
  }));
}
