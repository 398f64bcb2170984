import { Inject, Injectable } from '@nestjs/common';
import type { TenantTransaction } from '../database/tenants.js';
import type { RowClass, Rows } from './projection.js';
import { RowTables } from './row-tables.js';

/** A row that is not what the events say: `expected` or `found` is null where there should be, or is, none. */
export interface Difference {
  readonly entity: RowClass;
  /** The name of the table. */
  readonly table: string;
  readonly key: string;
  readonly expected: object | null;
  readonly found: object | null;
}

/** Rows of streams: those with ids from one up to but not including another, or those of the streams named. */
export type OfStreams = { readonly from: string; readonly until: string } | { readonly ids: readonly string[] };

/** What stands, in short. */
interface Standing {
  readonly count: number;
  readonly digest: string | null;
}

/** Compares rows as they should be with those that stand. */
@Injectable()
export class RowComparison {
  constructor(@Inject(RowTables) private readonly tables: RowTables) {}

  /**
   * What is missing, different or too many in one table: among all rows of the member, or those of some streams. Digests
   * are asked for first: rows are sent only where these don't say that all is the same, nearly always, or nothing there.
   */
  async differences(tx: TenantTransaction, all: Rows, of?: OfStreams): Promise<readonly Difference[]> {
    const { table: entity, rows } = all;
    const table = this.tables.of(entity);
    const { condition, parameters } = conditionOf(table.secondKey.databaseName, '$2', of);
    const standing = tx.query<Standing>(table.digestSql(condition), [tx.userId, ...parameters]);
    // Worked out while the database works out its own.
    const expected = table.digestOf(rows);
    const [{ count, digest }] = (await standing) as [Standing];
    if (expected !== null && digest === expected) return [];
    if (count > 0) return this.eachDifference(tx, all, of);
    return rows.map((row) => ({ entity, table: table.name, key: table.keyOf(row), expected: row, found: null }));
  }

  /** The stream that a row of its tables belongs to. */
  streamOf({ entity, expected, found }: Difference): unknown {
    const row = (expected ?? found ?? {}) as Readonly<Record<string, unknown>>;
    return row[this.tables.of(entity).secondKey.propertyName];
  }

  private async eachDifference(
    tx: TenantTransaction,
    { table: entity, rows }: Rows,
    of: OfStreams | undefined,
  ): Promise<readonly Difference[]> {
    const table = this.tables.of(entity);
    const { condition, parameters } = conditionOf(table.secondKey.databaseName, '$3', of);
    const different = await tx.query<{ isFound: boolean }>(table.differencesSql(condition), [
      tx.userId,
      JSON.stringify(rows),
      ...parameters,
    ]);
    if (different.length === 0) return [];
    const expected = new Map(rows.map((row) => [table.keyOf(row), row]));
    return different.map(({ isFound, ...row }) => {
      const key = table.keyOf(row);
      return { entity, table: table.name, key, expected: expected.get(key) ?? null, found: isFound ? row : null };
    });
  }
}

function conditionOf(
  column: string,
  first: '$2' | '$3',
  of: OfStreams | undefined,
): { condition: string; parameters: unknown[] } {
  if (!of) return { condition: '', parameters: [] };
  if ('ids' in of) return { condition: `AND ${column} = ANY(${first}::uuid[])`, parameters: [of.ids] };
  const second = first === '$2' ? '$3' : '$4';
  return {
    condition: `AND ${column} >= ${first}::uuid AND ${column} < ${second}::uuid`,
    parameters: [of.from, of.until],
  };
}
