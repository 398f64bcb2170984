import { Inject, Injectable } from '@nestjs/common';
import { same } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { RowClass, Rows } from './projection.js';
import { RowTables } from './row-tables.js';
import type { Kin } from './row-tables.js';

/** Rows in one parameter: a statement stays one statement, however many rows there are. */
const CHUNK = 1_000;

/** Writes read-model rows: the only writer there is, for commands and for replays alike. */
@Injectable()
export class RowWriter {
  constructor(@Inject(RowTables) private readonly tables: RowTables) {}

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

  upsert(tx: TenantTransaction, table: RowClass, rows: readonly object[]): Promise<void> {
    return this.write(tx, this.tables.of(table).upsertSql, rows);
  }

  delete(tx: TenantTransaction, table: RowClass, rows: readonly object[]): Promise<void> {
    return this.write(tx, this.tables.of(table).deleteSql, rows);
  }

  deleteAll(tx: TenantTransaction, table: RowClass): void {
    tx.send(`DELETE FROM ${this.tables.of(table).name} WHERE user_id = $1`, [tx.userId]);
  }

  /** The rows of the member, called `t`, that a condition lets through, as SQL. */
  selectSql(table: RowClass, condition: string): string {
    return this.tables.of(table).selectSql(condition);
  }

  /** Rows that stand under the keys of a parameter, as SQL after FROM. */
  standingSql(table: RowClass, parameter: string, more: readonly string[]): string {
    return this.tables.of(table).standingSql(parameter, more);
  }

  /** Rows that stand under the keys of a parameter and those that are kin to them, as SQL after FROM. */
  kinSql(table: RowClass, parameter: string, kin: Kin): string {
    return this.tables.of(table).kinSql(parameter, kin);
  }

  keyOf(table: RowClass, row: object): string {
    return this.tables.of(table).keyOf(row);
  }

  /** The last chunk travels with whatever comes next; of many, no more than one is held. */
  private async write(tx: TenantTransaction, sql: string, rows: readonly object[]): Promise<void> {
    for (let start = 0; start < rows.length; start += CHUNK) {
      const parameters = [tx.userId, JSON.stringify(rows.slice(start, start + CHUNK))];
      if (start + CHUNK < rows.length) await tx.query(sql, parameters);
      else tx.send(sql, parameters);
    }
  }
}
