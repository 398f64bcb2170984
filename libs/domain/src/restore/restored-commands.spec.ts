import fc from 'fast-check';
import type { AccountCommand, AccountFacts } from '../account/account.commands.js';
import type { AccountEvent } from '../account/account.events.js';
import { account } from '../account/account.js';
import type { AccountState, RecordedAccount } from '../account/account.state.js';
import { fold, Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import { multiplierOf } from '../instrument/instrument.js';
import type { FillSource } from '../fill/fill.js';
import { exactly } from '../money/decimal.js';
import { close, edited, executed, NO_ACCOUNT, open, added, DELETED, at, aTrade } from '../testing/a-trade.js';
import { ACCOUNT, ACCOUNT_ADDED, balanceUpdated, NOTHING_EARNED } from '../testing/an-account.js';
import { aimed } from '../testing/aimed.js';
import { Ledger } from '../testing/ledger.js';
import { ACCOUNTS, steps, TRADES } from '../testing/ledger-steps.js';
import { accountNamedBy } from '../trade/trade.account.js';
import type { TradeCommand, TradeFacts } from '../trade/trade.commands.js';
import type { Execution, TradeEvent } from '../trade/trade.events.js';
import { trade } from '../trade/trade.js';
import type { RecordedTrade, TradeState } from '../trade/trade.state.js';
import { undoingOf } from '../undo.js';
import { accountCommands, accountEnding, tradeCommands } from './restored-commands.js';
import type { RestoringCommand } from './restored-commands.js';

const NOW = at('01-09 12:00');

/** What a stream comes to, and what was recorded on the way. None of the commands may be refused. */
function decided<State, Command extends { type: string; streamVersion?: number }, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  commands: readonly RestoringCommand<Command, Facts>[],
  factsFor: (command: Command, events: readonly Event[]) => Facts,
  events: readonly Event[] = [],
): readonly Event[] {
  return commands.reduce((sofar: readonly Event[], { command, facts }) => {
    const decision = rules.decide(command, fold(rules, rules.initial, sofar), {
      ...factsFor(command, sofar),
      ...facts,
    });
    if (decision instanceof Refusal) throw new Error(`${command.type} refused: ${JSON.stringify(decision)}`);
    return [...sofar, ...decision];
  }, events);
}

const accountFacts = (command: AccountCommand, events: readonly AccountEvent[]): AccountFacts => ({
  ...NOTHING_EARNED,
  undoing: command.type === 'Undo' ? undoingOf(account, events, command.streamVersion) : null,
});

function restoredAccount(state: RecordedAccount) {
  const opened = decided(account, accountCommands(state, NOW), accountFacts);
  const whole = decided(account, accountEnding(state), accountFacts, opened);
  return {
    opened: fold(account, account.initial, opened),
    whole: fold(account, account.initial, whole),
    events: whole,
  };
}

function tradeEventsFor(state: RecordedTrade, accounts: ReadonlyMap<string, AccountState>): readonly TradeEvent[] {
  let id = 0;
  const factsFor = (command: TradeCommand): TradeFacts => {
    const named = accounts.get(accountNamedBy(command, null, NO_ACCOUNT) ?? '');
    const known = named && named.status !== 'none' ? named : null;
    return {
      ...{ ...NO_ACCOUNT, baseCurrency: 'XXX' },
      account: known && { open: known.status === 'open', currency: known.details.currency },
    };
  };
  return decided(
    trade,
    tradeCommands(state, () => `n${id++}`),
    factsFor,
  );
}

const restored = (events: readonly TradeEvent[]) =>
  tradeEventsFor(fold(trade, trade.initial, events) as RecordedTrade, new Map());

describe('given a trade, when it is restored', () => {
  const stops = (from: string | null, to: string | null) =>
    edited({ stopPrice: { from: from === null ? null : exactly(from), to: to === null ? null : exactly(to) } });

  it('then it is added as it was at last', () => {
    const history = [
      added(),
      executed(close('out', '10 @ 191.10', '15:30')),
      edited({ notes: { from: null, to: 'n' } }),
    ];
    expect(restored(history)).toEqual([
      added({ notes: 'n', executions: [...aTrade().executions, close('out', '10 @ 191.10', '15:30')] }),
    ]);
  });

  it('then its first stop comes before its last', () => {
    expect(restored([added({ stopPrice: '180' }), stops('180', '185'), stops('185', null)])).toEqual([
      added({ stopPrice: '180' }),
      stops('180', null),
    ]);
  });

  it('then a first stop below zero, of when it was a future, is restored as that of a future', () => {
    const future = { symbol: '/CLZ6', assetType: 'future', multiplier: '1000' } as const;
    const history = [
      added({ ...future, stopPrice: '-2' }),
      edited({
        symbol: { from: '/CLZ6', to: 'AAPL' },
        assetType: { from: 'future', to: 'stock' },
        multiplier: { from: exactly('1000'), to: exactly('1') },
        stopPrice: { from: exactly('-2'), to: null },
      }),
    ];
    expect(fold(trade, trade.initial, restored(history))).toEqual(fold(trade, trade.initial, history));
  });

  it('then a deleted one is deleted', () => expect(restored([added(), DELETED])).toEqual([added(), DELETED]));

  it('then a trade without an account keeps its currency', () =>
    expect(restored([added({ currency: 'CHF' })])).toEqual([added({ currency: 'CHF' })]));

  it('then a multiplier is the member’s own where it was, or where the table says another today', () => {
    const future = { symbol: '/ESZ6', assetType: 'future' } as const;
    const known = added({ ...future, multiplier: '50' });
    const own = added({ ...future, multiplier: '50', multiplierSource: 'user' });
    expect(restored([known])).toEqual([known]);
    expect(restored([own])).toEqual([own]);
    const old = added({ ...future, multiplier: '49' });
    expect(restored([old])).toEqual([added({ ...future, multiplier: '49', multiplierSource: 'user' })]);
  });

  it('then a fill that was taken out is known as such, and no import brings it back', () => {
    const source: FillSource = { platform: 'p', kind: 'k', accountId: 'a', key: '1' };
    const [kept, gone] = [open('e1', '1 @ 10', '09:30'), { ...open('e2', '2 @ 11', '09:40'), source }];
    const history: readonly TradeEvent[] = [
      added({ executions: [kept, gone] }),
      { type: 'ExecutionRemoved', data: { execution: gone } },
    ];
    const state = fold(trade, trade.initial, history);
    expect(state).toMatchObject({ dropped: [source] });
    expect(fold(trade, trade.initial, restored(history))).toEqual(state);
  });
});

describe('given an account, when it is restored', () => {
  it('then each balance is what was seen and what that meant, without the trades of then', () => {
    const history: readonly AccountEvent[] = [
      ACCOUNT_ADDED,
      balanceUpdated('1500', 'deposit', '01-06 12:00', '300'),
      balanceUpdated('1400', 'fee', '01-05 12:00', '-0.5'),
    ];
    const state = fold(account, account.initial, history) as RecordedAccount;
    expect(restoredAccount(state).events).toEqual(history);
  });

  it('then it is closed once its trades are there', () => {
    const state: RecordedAccount = { status: 'closed', details: ACCOUNT, balanceUpdates: [] };
    expect(restoredAccount(state)).toMatchObject({ opened: { status: 'open' }, whole: state });
  });

  it('then a removed one is removed', () => {
    const state: RecordedAccount = { status: 'removed', details: ACCOUNT, balanceUpdates: [] };
    expect(restoredAccount(state)).toMatchObject({ opened: { status: 'open' }, whole: state });
  });
});

describe('whatever a member did', () => {
  it('what was made of it says the same', () =>
    fc.assert(
      fc.property(steps, (all) => {
        const ledger = new Ledger('USD');
        ledger.addAccount('usd', 'USD', '1000');
        ledger.addAccount('eur', 'EUR', '500');
        for (const [index, step] of all.entries())
          if ('account' in step) ledger.account(step.account, step.command);
          else ledger.trade(step.trade, sourced(aimed(step, ledger.executionIds(step.trade), index)));

        const accounts = new Map<string, AccountState>();
        for (const id of ACCOUNTS) {
          const state = ledger.accountAt(id);
          if (!state) continue;
          const { opened, whole } = restoredAccount(state);
          accounts.set(id, opened);
          expect(whole).toEqual(state);
        }
        for (const id of TRADES) {
          const state = ledger.tradeAt(id);
          if (state) expect(plain(fold(trade, trade.initial, tradeEventsFor(state, accounts)))).toEqual(plain(state));
        }
      }),
      { numRuns: 500 },
    ));
});

/** Some of the fills come from a broker. */
function sourced(command: TradeCommand): TradeCommand {
  const from = (execution: Execution): Execution =>
    execution.id.endsWith('1')
      ? { ...execution, source: { platform: 'p', kind: 'k', accountId: 'usd', key: execution.id } }
      : execution;
  if (command.type === 'AddTrade' && !('shorthand' in command.executions))
    return { ...command, executions: command.executions.map(from) };
  return command.type === 'AddExecution' ? { ...command, execution: from(command.execution) } : command;
}

/** No list of fills that were taken out is an empty one; and what the table does not say is the member's. */
function plain(state: TradeState) {
  if (state.status === 'none') return state;
  const { assetType, symbol, multiplier } = state.details;
  const table = multiplierOf(assetType, symbol, null);
  const known = 'multiplier' in table && table.multiplier === multiplier;
  const multiplierSource = known ? state.details.multiplierSource : 'user';
  return { ...state, details: { ...state.details, multiplierSource }, dropped: state.dropped ?? [] };
}
