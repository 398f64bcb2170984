import type { BrokerFigure } from '@singularity/brokers';
import type { TenantTransaction } from '../database/tenants.js';

/** Keeps what a broker states of an account; what is stated anew is taken as it is stated now. */
export function keepFigures(
  tx: TenantTransaction,
  connectionId: string,
  brokerAccount: string,
  figures: readonly BrokerFigure[],
): void {
  if (figures.length === 0) return;
  // Of one that windows tell twice the last telling counts.
  const rows = [...new Map(figures.map((figure) => [figure.key, rowOf(figure)])).values()];
  tx.send(
    `INSERT INTO broker_figure (user_id, connection_id, broker_account, figure_key, at, precision, symbol, asset_type,
       direction, strike, expiration, what, amount, currency)
     SELECT $1, $2, $3, key, at, precision, symbol, asset_type, direction, strike, expiration, what, amount, currency
       FROM json_to_recordset($4::json) AS f(key text, at timestamptz, precision text, symbol text, asset_type text,
         direction text, strike numeric, expiration date, what text, amount numeric, currency text)
     ON CONFLICT (user_id, connection_id, broker_account, figure_key) DO UPDATE SET at = excluded.at,
       precision = excluded.precision, symbol = excluded.symbol, asset_type = excluded.asset_type,
       direction = excluded.direction, strike = excluded.strike, expiration = excluded.expiration,
       what = excluded.what, amount = excluded.amount, currency = excluded.currency`,
    [tx.userId, connectionId, brokerAccount, JSON.stringify(rows)],
  );
}

function rowOf({ key, at, precision, instrument, what, amount, currency }: BrokerFigure) {
  const { symbol = null, assetType = null, direction = null, strike = null, expiration = null } = instrument ?? {};
  return { key, at, precision, symbol, asset_type: assetType, direction, strike, expiration, what, amount, currency };
}
