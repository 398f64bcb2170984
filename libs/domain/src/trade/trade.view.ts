import { decimal, PLACES, quotientText, sum, toText } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { pick } from '../pick.js';
import { secondsBetween } from '../time/instant.js';
import type { Instant } from '../time/instant.js';
import type { Shorthand } from './trade.commands.js';
import type { TradeDetails } from './trade.events.js';
import { costOf, profitOf, rMultipleOf } from './profit.js';
import type { Realization } from './profit.js';
import type { RecordedTrade } from './trade.state.js';
import { toShorthand } from './shorthand.js';

export type TradeStatus = 'open' | 'closed';

/** All that follows from what was said about a trade. */
export interface TradeFigures extends Shorthand {
  readonly status: TradeStatus;
  readonly openQuantity: DecimalText;
  /** Realized so far; null before the first exit. */
  readonly grossPnl: DecimalText | null;
  readonly netPnl: DecimalText | null;
  /** Net ÷ cost of the openings, a fraction to 4 places: 2 % is 0.02. */
  readonly pnlPercent: DecimalText | null;
  readonly rMultiple: DecimalText | null;
  /** The last exit of a closed trade: the moment at which it counts. */
  readonly closedAt: Instant | null;
  readonly holdingSeconds: number | null;
  readonly realizations: readonly Realization[];
}

/** What names a trade: `SPY 600 Put`. */
export function tradeNameOf(details: TradeDetails) {
  return pick(details, ['symbol', 'assetType', 'direction', 'side', 'strike', 'expiration']);
}

/** The figures of a trade: the same for the row that is stored, the answer that is sent and the preview in the form. */
export function figuresOf({ details, firstStop }: Pick<RecordedTrade, 'details' | 'firstStop'>): TradeFigures {
  const { realizations, openQuantity } = profitOf(details);
  const shorthand = toShorthand(details.executions);
  const closed = openQuantity.isZero();
  const some = realizations.length > 0;
  const net = some ? sum(realizations.map((realization) => decimal(realization.net))) : null;
  const closedAt = closed ? shorthand.exitAt : null;
  return {
    ...shorthand,
    status: closed ? 'closed' : 'open',
    openQuantity: toText(openQuantity),
    grossPnl: some ? toText(sum(realizations.map((realization) => decimal(realization.gross)))) : null,
    netPnl: net && toText(net),
    pnlPercent: net && quotientText(net, costOf(details), PLACES.ratio),
    rMultiple: rMultipleOf(details, firstStop, net),
    closedAt,
    holdingSeconds: closedAt && secondsBetween(shorthand.entryAt, closedAt),
    realizations,
  };
}

const worked = new WeakMap<RecordedTrade, TradeFigures>();

/** As `figuresOf`, for what is asked about one state again and again: worked out once for as long as the state is held. */
export function figuresOnce(state: RecordedTrade): TradeFigures {
  const figures = worked.get(state) ?? figuresOf(state);
  worked.set(state, figures);
  return figures;
}
