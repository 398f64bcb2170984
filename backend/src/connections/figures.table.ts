import type { BrokerFigure } from '@singularity/brokers';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import { daySql } from '../filter/day-sql.js';
import type { OurFigure, TheirFigure } from './agreement.js';

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
     SELECT h.user_id, $2, $3, key, at, precision, symbol, asset_type, direction, strike, expiration, what, amount,
            currency
       FROM user_head h, json_to_recordset($4::json) AS f(key text, at timestamptz, precision text, symbol text,
         asset_type text, direction text, strike numeric, expiration date, what text, amount numeric, currency text)
      WHERE h.user_id = $1
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

/** US brokers count days in New York; figures that have times are dated as ours are. */
const DAYS = { timeZone: 'America/New_York', sessionAccounts: [] };

/** `SPY 600 Call Oct 16` needs more than its symbol to be told from others. */
const instrumentSql = (of: string) =>
  `concat_ws('|', ${of}.symbol, CASE WHEN ${of}.asset_type = 'option' THEN ${of}.direction END, ${of}.strike, ${of}.expiration)`;

/** What the broker states of an account, by day and instrument. */
export function readTheirFigures(
  tx: TenantTransaction,
  connectionId: string,
  brokerAccount: string,
): Promise<readonly TheirFigure[]> {
  const { parameter, parameters } = new Conditions(tx.userId);
  const [connection, account] = [parameter(connectionId), parameter(brokerAccount)];
  const day = daySql({ at: 'f.at', accountId: 'NULL' }, DAYS, parameter);
  return tx.query(
    `SELECT to_char(${day}, 'YYYY-MM-DD') AS day, f.what, coalesce(f.symbol, '') AS symbol,
            ${instrumentSql('f')} AS instrument, sum(f.amount) AS amount, count(*)::integer AS count
       FROM broker_figure f
      WHERE f.user_id = $1 AND f.connection_id = ${connection} AND f.broker_account = ${account}
      GROUP BY 1, 2, 3, 4`,
    parameters,
  );
}

/** The same of the journal: of trades that have fills of the broker. Fees are those of all fills of a day. */
export async function readOurFigures(tx: TenantTransaction, accountId: string): Promise<readonly OurFigure[]> {
  const conditions = new Conditions(tx.userId);
  const { parameter, parameters } = conditions;
  const account = parameter(accountId);
  const realized = daySql({ at: 'r.at', accountId: 'NULL' }, DAYS, parameter);
  const executed = daySql({ at: 'e.at', accountId: 'NULL' }, DAYS, parameter);
  return tx.query(
    `SELECT to_char(sums.day, 'YYYY-MM-DD') AS day, said.what, sums.symbol, sums.instrument, said.amount,
            sums."fromBroker"
       FROM (SELECT ${realized} AS day, t.symbol, ${instrumentSql('t')} AS instrument, sum(r.gross) AS gross,
                    sum(r.net) AS net, bool_and(t.from_broker) AS "fromBroker"
               FROM realization r, trade t
              WHERE r.user_id = $1 AND r.account_id = ${account} AND t.user_id = $1 AND t.trade_id = r.trade_id
                AND EXISTS (SELECT FROM trade_source s
                             WHERE s.user_id = $1 AND s.trade_id = r.trade_id AND s.account_id = ${account})
              GROUP BY 1, 2, 3) sums,
            LATERAL (VALUES ('grossPnl', sums.gross), ('netPnl', sums.net)) said(what, amount)
      UNION ALL
     SELECT to_char(${executed}, 'YYYY-MM-DD'), 'fees', '', '', sum(e.fees), bool_and(t.from_broker)
       FROM trade_source s, execution e, trade t
      WHERE s.user_id = $1 AND s.account_id = ${account} AND s.execution_id IS NOT NULL
        AND e.user_id = $1 AND e.trade_id = s.trade_id AND e.execution_id = s.execution_id
        AND t.user_id = $1 AND t.trade_id = s.trade_id
      GROUP BY 1`,
    parameters,
  );
}
