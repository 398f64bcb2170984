import type { AccountAnswer, Sent, TradeAnswer } from '@singularity/contract';
import { figuresOf, fold, Refusal, trade as rules } from '@singularity/domain';
import type {
  DecimalText,
  RecordedTrade,
  TradeCommand,
  TradeDetails,
  TradeFacts,
  TradeFigures,
  TradeState,
} from '@singularity/domain';

/** What the rules must know beside the trade, as far as this page knows it. */
export type KnownFacts = Pick<TradeFacts, 'baseCurrency' | 'account'>;

/** For commands that put a trade into no other account. */
export const SAME_ACCOUNT: KnownFacts = { baseCurrency: '', account: null };

export interface Preview extends TradeFigures {
  readonly multiplier: string;
}

/** The trade as it will be after a command, or why the rules of the domain refuse it. */
export function decideTrade(
  command: TradeCommand,
  before: TradeState,
  known: KnownFacts = SAME_ACCOUNT,
): RecordedTrade | Refusal {
  const decision = rules.decide(command, before, { ...known, target: null, undoing: null });
  // A command that is not refused leaves a trade that is recorded.
  return decision instanceof Refusal ? decision : (fold(rules, before, decision) as RecordedTrade);
}

/** The account with this id, as the rules want to know it. */
export function accountFact(accounts: readonly AccountAnswer[], id: string): KnownFacts['account'] {
  const account = accounts.find((one) => one.id === id);
  return account ? { open: account.status === 'open', currency: account.currency } : null;
}

export function previewOf(trade: RecordedTrade): Preview {
  return { ...figuresOf(trade), multiplier: trade.details.multiplier };
}

/** A trade of the server, as the rules want to know it. */
export function stateOf(trade: TradeAnswer): RecordedTrade {
  return {
    status: 'recorded',
    details: received<TradeDetails>(trade),
    firstStop: received<DecimalText | null>(trade.firstStopPrice),
  };
}

/** What the server sent, in the forms of the domain: it sends decimals, days and moments in no other. */
function received<Value>(sent: Sent<Value>): Value {
  return sent as Value;
}
