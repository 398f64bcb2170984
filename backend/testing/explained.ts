import pg from 'pg';
import type { Statement } from '../src/database/flight.js';
import type { TenantTransaction } from '../src/database/tenants.js';

/** A node of a plan, as `EXPLAIN (FORMAT JSON)` tells it; what was counted is there where the statement was run. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

export interface Explained {
  readonly sql: string;
  readonly nodes: readonly PlanNode[];
}

/** Whether PostgreSQL plans for the values that are asked with, or for any: so it may keep a plan for later. */
export type PlanKind = 'force_custom_plan' | 'force_generic_plan';

/** How each statement is carried out; what only reads is run, too, and what writes is not. */
export async function explain(
  tx: TenantTransaction,
  statements: readonly Statement[],
  kind: PlanKind,
): Promise<readonly Explained[]> {
  await tx.query(`SET LOCAL plan_cache_mode = ${kind}`);
  const explained: Explained[] = [];
  for (const { text: sql, values = [] } of statements) {
    await tx.query(`PREPARE explained AS ${sql}`);
    const counted = isRead(sql) ? 'ANALYZE, TIMING OFF, ' : '';
    const execute = values.length > 0 ? `EXECUTE explained (${values.map(toLiteral).join(', ')})` : 'EXECUTE explained';
    const [row] = await tx.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`EXPLAIN (${counted}FORMAT JSON) ${execute}`);
    await tx.query('DEALLOCATE explained');
    explained.push({ sql, nodes: flatten(row?.['QUERY PLAN'][0]?.Plan) });
  }
  return explained;
}

export function isRead(sql: string): boolean {
  return /^\s*(SELECT|WITH)/.test(sql);
}

function flatten(plan: PlanNode | undefined): readonly PlanNode[] {
  return plan ? [plan, ...(plan.Plans ?? []).flatMap(flatten)] : [];
}

function toItem(value: unknown): string {
  return value === null ? 'NULL' : JSON.stringify(String(value as string));
}

function toLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(toItem).join(',')}}`);
  if (Buffer.isBuffer(value)) return pg.escapeLiteral(`\\x${value.toString('hex')}`);
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value as string));
}
