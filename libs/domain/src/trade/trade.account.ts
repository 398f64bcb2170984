import type { TradeCommand, TradeFacts } from './trade.commands.js';
import type { TradeDetails } from './trade.events.js';

type Known = Pick<TradeFacts, 'target' | 'undoing'>;

/** The account that a command puts a trade into or brings it back in; null where it names none and so need not know any. */
export function accountNamedBy(command: TradeCommand, details: TradeDetails | null, known: Known): string | null {
  switch (command.type) {
    case 'AddTrade':
    case 'EditTrade':
      return command.fields.accountId ?? null;
    case 'RestoreTrade':
      return details?.accountId ?? null;
    case 'RevertTrade':
      return known.target?.accountId ?? null;
    case 'Undo':
      return accountWithout(known.undoing, details);
    default:
      return null;
  }
}

/** Where a trade is once a change is taken back: where it came from, if the change moved it. */
function accountWithout(undoing: Known['undoing'], details: TradeDetails | null): string | null {
  const changes = undoing && 'changes' in undoing.event.data ? undoing.event.data.changes : {};
  const moved = 'accountId' in changes ? changes.accountId : undefined;
  return moved ? moved.from : (details?.accountId ?? null);
}
