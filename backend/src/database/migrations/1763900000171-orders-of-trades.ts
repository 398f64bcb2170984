import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the list is sorted by without an index so far. One serves both directions: values and nulls are asked for apart. */
const ORDERS = ['quantity', 'fees', 'pnl_percent', 'r_multiple', 'holding_seconds'];

/**
 * An index for each order of the list, those by which filters find few trades among many, and one of exits that close
 * nothing, which few are; none that nothing uses.
 */
export class OrdersOfTrades1763900000171 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of ORDERS)
      await runner.query(`CREATE INDEX trade_${column} ON trade (user_id, ${column}, trade_id)`);
    await runner.query(`CREATE INDEX trade_symbol_dated_at ON trade (user_id, symbol, dated_at, trade_id)`);
    await runner.query(`CREATE INDEX trade_kind ON trade (user_id, asset_type, direction, dated_at, trade_id)`);
    await runner.query(`CREATE INDEX realization_partial ON realization (user_id, at) WHERE closed_net IS NULL`);
    await runner.query(`DROP INDEX trade_exit_at_desc, trade_net_pnl_desc, trade_closed_at`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const made = [...ORDERS, 'symbol_dated_at', 'kind'].map((name) => `trade_${name}`);
    await runner.query(`DROP INDEX realization_partial, ${made.join(', ')}`);
    for (const column of ['exit_at', 'net_pnl'])
      await runner.query(
        `CREATE INDEX trade_${column}_desc ON trade (user_id, ${column} DESC NULLS LAST, trade_id DESC)`,
      );
    await runner.query(`CREATE INDEX trade_closed_at ON trade (user_id, closed_at) WHERE closed_at IS NOT NULL`);
  }
}
