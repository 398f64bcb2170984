import { account } from '../account/account.js';
import type { AccountCommand } from '../account/account.commands.js';
import type { AccountEvent } from '../account/account.events.js';
import type { RecordedAccount } from '../account/account.state.js';
import { fold, Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import { decimal, exactly, sum, toText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import type { Instant } from '../time/instant.js';
import { bucketOf } from '../stats/bucket-fold.js';
import { accountItems, tradeItems } from '../stats/stat-item.js';
import { courseOf, equityOf } from '../stats/course.js';
import { accountNamedBy } from '../trade/trade.account.js';
import { trade } from '../trade/trade.js';
import type { RecordedTrade } from '../trade/trade.state.js';
import type { TradeCommand, TradeFacts } from '../trade/trade.commands.js';
import type { TradeDetails, TradeEvent } from '../trade/trade.events.js';
import { undoingOf } from '../undo.js';
import { figuresOf } from '../trade/trade.view.js';
import { frozen } from './frozen.js';
import type { Verdict } from './oracle/ledger-oracle.js';

/** A ledger in memory, run by the rules: streams of events, and the facts that one stream asks of another. */
export class Ledger {
  private readonly trades = new Map<string, TradeEvent[]>();
  private readonly accounts = new Map<string, AccountEvent[]>();

  constructor(private readonly baseCurrency: string) {}

  addAccount(id: string, currency: string, startingBalance: string): void {
    const details = {
      platform: 'Tradier',
      name: id,
      externalId: null,
      startingBalance: exactly(startingBalance),
      currency,
    };
    handle(
      account,
      streamOf(this.accounts, id),
      { type: 'AddAccount', details },
      { realizedNet: exactly('0'), trades: 0, undoing: null },
    );
  }

  trade(id: string, command: TradeCommand): Verdict {
    return handle(trade, streamOf(this.trades, id), command, this.tradeFacts(id, command));
  }

  account(id: string, command: AccountCommand): Verdict {
    const realizedNet = command.type === 'UpdateBalance' ? this.realizedNet(id, command.at) : exactly('0');
    const events = streamOf(this.accounts, id);
    const undoing = command.type === 'Undo' ? undoingOf(account, events, command.streamVersion) : null;
    return handle(account, events, command, { realizedNet, trades: 0, undoing });
  }

  /** The trade as it was recorded, deleted or not; undefined where there is none. */
  tradeAt(id: string, version?: number): RecordedTrade | undefined {
    const events = streamOf(this.trades, id).slice(0, version);
    const state = fold(trade, trade.initial, events);
    return state.status === 'none' ? undefined : state;
  }

  /** The account as it was recorded; undefined where there is none. */
  accountAt(id: string): RecordedAccount | undefined {
    const state = fold(account, account.initial, streamOf(this.accounts, id));
    return state.status === 'none' ? undefined : state;
  }

  figures(id: string) {
    const recorded = this.tradeAt(id);
    return recorded && figuresOf(recorded);
  }

  /** The balance of an account: where its equity ends. */
  balance(id: string): string | undefined {
    const recorded = fold(account, account.initial, streamOf(this.accounts, id)) as RecordedAccount;
    const earned = this.tradesIn(id).flatMap(([tradeId, { details, firstStop }]) =>
      tradeItems(tradeId, details, figuresOf({ details, firstStop })),
    );
    const day = '2026-01-05' as Day;
    const bucket = bucketOf(day, [...accountItems(id, recorded), ...earned], exactly('0'));
    return equityOf([courseOf(day, bucket)], recorded.details.startingBalance).at(-1)?.equity;
  }

  executionIds(id: string): readonly string[] {
    return this.tradeAt(id)?.details.executions.map((execution) => execution.id) ?? [];
  }

  private tradesIn(accountId: string): readonly (readonly [string, RecordedTrade])[] {
    return [...this.trades.keys()].flatMap((id) => {
      const recorded = this.tradeAt(id);
      return recorded?.status === 'recorded' && recorded.details.accountId === accountId
        ? [[id, recorded] as const]
        : [];
    });
  }

  private realizedNet(accountId: string, until: Instant) {
    const parts = this.tradesIn(accountId).flatMap(([, recorded]) => figuresOf(recorded).realizations);
    return toText(sum(parts.filter(({ at }) => at <= until).map(({ net }) => decimal(net))));
  }

  private tradeFacts(id: string, command: TradeCommand): TradeFacts {
    const told = {
      target: command.type === 'RevertTrade' ? this.detailsAt(id, command.toStreamVersion) : null,
      undoing: command.type === 'Undo' ? undoingOf(trade, streamOf(this.trades, id), command.streamVersion) : null,
    };
    const accountId = accountNamedBy(command, this.tradeAt(id)?.details ?? null, told);
    return { ...told, baseCurrency: this.baseCurrency, account: accountId ? this.accountFacts(accountId) : null };
  }

  private detailsAt(id: string, version: number): TradeDetails | null {
    const exists = version > 0 && version <= streamOf(this.trades, id).length;
    return exists ? (this.tradeAt(id, version)?.details ?? null) : null;
  }

  private accountFacts(id: string): TradeFacts['account'] {
    const state = fold(account, account.initial, streamOf(this.accounts, id));
    return state.status === 'none' ? null : { open: state.status === 'open', currency: state.details.currency };
  }
}

function streamOf<Event>(streams: Map<string, Event[]>, id: string): Event[] {
  const stream = streams.get(id) ?? [];
  streams.set(id, stream);
  return stream;
}

function handle<State, Command, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  stream: Event[],
  command: Command,
  facts: Facts,
): Verdict {
  const decision = rules.decide(frozen(command), frozen(fold(rules, rules.initial, stream)), frozen(facts));
  if (decision instanceof Refusal) return 'refused';
  stream.push(...decision.map(frozen));
  return decision.length > 0 ? 'recorded' : 'nothing';
}
