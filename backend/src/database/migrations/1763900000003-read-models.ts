import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

const READ_MODEL = 'SELECT, INSERT, UPDATE, DELETE';

/** Rows derived from the events alone: they may be dropped and replayed at any time. */
export class ReadModels1763900000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await settings(runner);
    await accounts(runner);
    await trades(runner);
    await dayStats(runner);
    await portfolioSummary(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW user_portfolio_summary`);
    await runner.query(`DROP TABLE day_stats, realization, execution, trade, balance_update, account, settings`);
  }
}

async function settings(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE settings (
      user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
      time_zone text NOT NULL,
      base_currency text NOT NULL,
      theme text NOT NULL,
      breakeven_tolerance jsonb NOT NULL,
      stream_version integer NOT NULL
    )`);
  await raiseTenantWall(runner, 'settings', READ_MODEL);
}

async function accounts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE account (
      user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
      account_id uuid NOT NULL,
      platform text NOT NULL,
      name text NOT NULL,
      external_id text,
      starting_balance numeric NOT NULL,
      currency text NOT NULL,
      status text NOT NULL,
      stream_version integer NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      PRIMARY KEY (user_id, account_id)
    )`);
  await raiseTenantWall(runner, 'account', READ_MODEL);

  await runner.query(`
    CREATE TABLE balance_update (
      user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
      account_id uuid NOT NULL,
      place integer NOT NULL,
      currency text NOT NULL,
      at timestamptz NOT NULL,
      reason text NOT NULL,
      balance numeric NOT NULL,
      adjustment numeric NOT NULL,
      PRIMARY KEY (user_id, account_id, place)
    )`);
  await runner.query(`CREATE INDEX balance_update_at ON balance_update (user_id, at)`);
  await raiseTenantWall(runner, 'balance_update', READ_MODEL);
}

async function trades(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE trade (
      user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
      trade_id uuid NOT NULL,
      account_id uuid,
      currency text NOT NULL,
      symbol text NOT NULL,
      asset_type text NOT NULL,
      direction text NOT NULL,
      side text,
      strike numeric,
      expiration date,
      multiplier numeric NOT NULL,
      multiplier_source text NOT NULL,
      stop_price numeric,
      notes text,
      tags text[] NOT NULL,
      quantity numeric NOT NULL,
      entry_price numeric NOT NULL,
      entry_at timestamptz NOT NULL,
      exit_price numeric,
      exit_at timestamptz,
      fees numeric NOT NULL,
      status text NOT NULL,
      open_quantity numeric NOT NULL,
      gross_pnl numeric,
      net_pnl numeric,
      pnl_percent numeric,
      r_multiple numeric,
      closed_at timestamptz,
      holding_seconds integer,
      dated_at timestamptz NOT NULL,
      stream_version integer NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      PRIMARY KEY (user_id, trade_id)
    )`);
  // One index for each order of the list. What may be null needs one for each direction, nulls being last in both.
  for (const [name, columns] of [
    ['trade_dated_at', 'user_id, dated_at, trade_id'],
    ['trade_entry_at', 'user_id, entry_at, trade_id'],
    ['trade_symbol', 'user_id, symbol, trade_id'],
    ['trade_exit_at', 'user_id, exit_at, trade_id'],
    ['trade_exit_at_desc', 'user_id, exit_at DESC NULLS LAST, trade_id DESC'],
    ['trade_net_pnl', 'user_id, net_pnl, trade_id'],
    ['trade_net_pnl_desc', 'user_id, net_pnl DESC NULLS LAST, trade_id DESC'],
    ['trade_account', 'user_id, account_id, dated_at, trade_id'],
    ['trade_open', `user_id, dated_at, trade_id) WHERE (status = 'open'`],
    ['trade_closed_at', 'user_id, closed_at) WHERE (closed_at IS NOT NULL'],
  ]) {
    await runner.query(`CREATE INDEX ${name} ON trade (${columns})`);
  }
  await raiseTenantWall(runner, 'trade', READ_MODEL);

  await runner.query(`
    CREATE TABLE execution (
      user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
      trade_id uuid NOT NULL,
      execution_id uuid NOT NULL,
      place integer NOT NULL,
      type text NOT NULL,
      at timestamptz NOT NULL,
      quantity numeric NOT NULL,
      price numeric NOT NULL,
      fees numeric NOT NULL,
      PRIMARY KEY (user_id, trade_id, execution_id)
    )`);
  await raiseTenantWall(runner, 'execution', READ_MODEL);

  await runner.query(`
    CREATE TABLE realization (
      user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
      trade_id uuid NOT NULL,
      execution_id uuid NOT NULL,
      place integer NOT NULL,
      account_id uuid,
      currency text NOT NULL,
      at timestamptz NOT NULL,
      quantity numeric NOT NULL,
      gross numeric NOT NULL,
      fees numeric NOT NULL,
      net numeric NOT NULL,
      PRIMARY KEY (user_id, trade_id, execution_id)
    )`);
  await runner.query(`CREATE INDEX realization_at ON realization (user_id, at)`);
  await runner.query(`CREATE INDEX realization_account ON realization (user_id, account_id, at)`);
  await raiseTenantWall(runner, 'realization', READ_MODEL);
}

/**
 * Buckets by day, at two grains: `scope` is an account, or the nil UUID for all trades of the currency, with an account
 * or without. `rest` is what only code reads: the parts of a bucket that no column has, decimals as text.
 */
async function dayStats(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE day_stats (
      user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
      scope uuid NOT NULL,
      currency text NOT NULL,
      day date NOT NULL,
      gross numeric NOT NULL,
      fees numeric NOT NULL,
      net numeric NOT NULL,
      flow numeric NOT NULL,
      closed integer NOT NULL,
      wins integer NOT NULL,
      losses integer NOT NULL,
      rest jsonb NOT NULL,
      PRIMARY KEY (user_id, scope, currency, day)
    )`);
  await runner.query(`CREATE INDEX day_stats_day ON day_stats (user_id, day)`);
  await raiseTenantWall(runner, 'day_stats', READ_MODEL);
}

/**
 * One row per member and currency. Every figure is summed in a subquery of its own: a join of accounts and trades would
 * count each account once per trade. `sums` are of scopes.
 */
export async function portfolioSummary(runner: QueryRunner, sums = 'day_stats'): Promise<void> {
  await runner.query(`
    CREATE VIEW user_portfolio_summary WITH (security_invoker = true) AS
    SELECT c.user_id,
           c.currency,
           coalesce(a.total_accounts, 0)::integer AS total_accounts,
           coalesce(a.starting_balance, 0) AS starting_balance,
           coalesce(a.starting_balance, 0) + coalesce(m.moved, 0) AS total_balance,
           coalesce(d.closed_trades, 0)::integer AS closed_trades,
           coalesce(o.open_trades, 0)::integer AS open_trades,
           coalesce(d.net_pnl, 0) AS net_pnl
      FROM (SELECT user_id, currency FROM account
            UNION SELECT user_id, currency FROM ${sums}
            UNION SELECT user_id, currency FROM trade WHERE status = 'open') c
      LEFT JOIN (SELECT user_id, currency, count(*) AS total_accounts, sum(starting_balance) AS starting_balance
                   FROM account GROUP BY user_id, currency) a USING (user_id, currency)
      LEFT JOIN (SELECT user_id, currency, sum(net + flow) AS moved
                   FROM ${sums} WHERE scope <> '00000000-0000-0000-0000-000000000000'
                  GROUP BY user_id, currency) m USING (user_id, currency)
      LEFT JOIN (SELECT user_id, currency, sum(closed) AS closed_trades, sum(net) AS net_pnl
                   FROM ${sums} WHERE scope = '00000000-0000-0000-0000-000000000000'
                  GROUP BY user_id, currency) d USING (user_id, currency)
      LEFT JOIN (SELECT user_id, currency, count(*) AS open_trades
                   FROM trade WHERE status = 'open' GROUP BY user_id, currency) o USING (user_id, currency)`);
  await runner.query(`GRANT SELECT ON user_portfolio_summary TO singularity_app`);
}
