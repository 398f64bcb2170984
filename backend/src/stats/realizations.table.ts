import type { Basis } from '../event-store/projection.js';

/** Since this version of the projections a realization has what statistics ask of its trade. */
const SINCE = 4;

/** What is looked up for older rows: what a trade is told apart by, and what it came to where this closed it. */
const LOOKED_UP = `(
  SELECT r.*, CASE WHEN closes THEN net_pnl END AS closed_net, CASE WHEN closes THEN trade_r END AS r_multiple,
         CASE WHEN closes THEN trade_seconds END AS holding_seconds
    FROM (SELECT r.user_id, r.trade_id, r.place, r.account_id, r.currency, r.at, r.gross, r.fees, r.net,
                 t.symbol, t.asset_type, t.direction, t.tags,
                 t.net_pnl, t.r_multiple AS trade_r, t.holding_seconds AS trade_seconds,
                 t.closed_at IS NOT NULL AND lead(r.place) OVER (PARTITION BY r.trade_id ORDER BY r.place) IS NULL AS closes
            FROM realization r JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id
           WHERE r.user_id = $1) r)`;

/** The realizations of the member $1, to select from as `r`: one scan tells all that statistics are made of. */
export function realizations({ projectionVersion }: Pick<Basis, 'projectionVersion'>): string {
  return `${projectionVersion < SINCE ? LOOKED_UP : 'realization'} r`;
}
