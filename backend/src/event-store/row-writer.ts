import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { same } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { RowClass, Rows } from './projection.js';

type Row = Readonly<Record<string, unknown>>;

interface Table {
  readonly name: string;
  readonly columns: readonly ColumnMetadata[];
  readonly keys: readonly ColumnMetadata[];
  readonly upsertSql: string;
  readonly deleteSql: string;
}

/** Rows in one parameter: a statement stays one statement, however many rows there are. */
const CHUNK = 1_000;

/**
 * Writes read-model rows: the only writer there is, for commands and for replays alike.
 * Tables, columns and keys come from the entities.
 */
@Injectable()
export class RowWriter {
  private readonly tables = new Map<RowClass, Table>();

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Turns the rows of before into the rows of after, touching only what differs. */
  async replace(tx: TenantTransaction, before: readonly Rows[], after: readonly Rows[]): Promise<void> {
    const old = new Map(before.map(({ table, rows }) => [table, rows]));
    for (const { table, rows } of after) {
      const known = new Map((old.get(table) ?? []).map((row) => [this.keyOf(table, row), row]));
      const changed = rows.filter((row) => !same(known.get(this.keyOf(table, row)), row));
      for (const row of rows) known.delete(this.keyOf(table, row));
      old.delete(table);
      await this.delete(tx, table, [...known.values()]);
      await this.upsert(tx, table, changed);
    }
    for (const [table, rows] of old) await this.delete(tx, table, rows);
  }

  async upsert(tx: TenantTransaction, table: RowClass, rows: readonly object[]): Promise<void> {
    for (const chunk of chunks(rows)) await tx.query(this.table(table).upsertSql, [tx.userId, JSON.stringify(chunk)]);
  }

  async delete(tx: TenantTransaction, table: RowClass, rows: readonly object[]): Promise<void> {
    for (const chunk of chunks(rows)) await tx.query(this.table(table).deleteSql, [tx.userId, JSON.stringify(chunk)]);
  }

  async deleteAll(tx: TenantTransaction, table: RowClass): Promise<void> {
    await tx.query(`DELETE FROM ${this.table(table).name} WHERE user_id = $1`, [tx.userId]);
  }

  /** All rows of the member, by key, as the writer would write them. */
  async readAll(tx: TenantTransaction, table: RowClass): Promise<Map<string, Row>> {
    const { name, columns } = this.table(table);
    const list = columns.map((column) => `"${column.databaseName}" AS "${column.propertyName}"`).join(', ');
    const rows = await tx.query<Row>(`SELECT ${list} FROM ${name} WHERE user_id = $1`, [tx.userId]);
    return new Map(rows.map((row) => [this.keyOf(table, row), row]));
  }

  keyOf(table: RowClass, row: object): string {
    return this.table(table)
      .keys.map((key) => (row as Row)[key.propertyName])
      .join(' ');
  }

  nameOf(table: RowClass): string {
    return this.table(table).name;
  }

  private table(entity: RowClass): Table {
    const known = this.tables.get(entity);
    if (known) return known;
    const table = this.describe(entity);
    this.tables.set(entity, table);
    return table;
  }

  private describe(entity: RowClass): Table {
    const { tableName: name, columns, primaryColumns: keys } = this.dataSource.getMetadata(entity);
    const own = columns.filter((column) => column.databaseName !== 'user_id');
    const ownKeys = keys.filter((column) => column.databaseName !== 'user_id');
    const names = own.map((column) => `"${column.databaseName}"`);
    const record = (list: readonly ColumnMetadata[]) =>
      list.map((column) => `"${column.propertyName}" ${this.typeOf(column)}`).join(', ');
    const updates = own
      .filter((column) => !column.isPrimary)
      .map((column) => `"${column.databaseName}" = excluded."${column.databaseName}"`);
    return {
      name,
      columns,
      keys,
      upsertSql: `INSERT INTO ${name} (user_id, ${names.join(', ')})
        SELECT $1::uuid, ${own.map((column) => `"${column.propertyName}"`).join(', ')}
          FROM jsonb_to_recordset($2::jsonb) AS r(${record(own)})
        ON CONFLICT (${keys.map((key) => key.databaseName).join(', ')}) DO UPDATE SET ${updates.join(', ')}`,
      deleteSql:
        ownKeys.length === 0
          ? `DELETE FROM ${name} WHERE user_id = $1 AND $2::jsonb IS NOT NULL`
          : `DELETE FROM ${name} t USING jsonb_to_recordset($2::jsonb) AS r(${record(ownKeys)})
              WHERE t.user_id = $1 AND ${ownKeys
                .map((key) => `t."${key.databaseName}" = r."${key.propertyName}"`)
                .join(' AND ')}`,
    };
  }

  private typeOf(column: ColumnMetadata): string {
    return this.dataSource.driver.normalizeType(column) + (column.isArray ? '[]' : '');
  }
}

function* chunks<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < rows.length; start += CHUNK) yield rows.slice(start, start + CHUNK);
}
