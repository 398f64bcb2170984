import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { RowClass } from './projection.js';
import { RowDigest } from './row-digest.js';

/** A table of a read model, as its entity describes it, and the statements on it. Rows come in one parameter, as JSON. */
export interface RowTable {
  readonly name: string;
  readonly upsertSql: string;
  readonly deleteSql: string;
  /**
   * Rows that are not those of the parameter, all columns as `found` has them, with `isFound` for those that are there;
   * among all rows of the member, or those that a further condition lets through.
   */
  differencesSql(condition?: string): string;
  /** How many rows the member has, or those that a condition lets through, and their digest. */
  digestSql(condition?: string): string;
  /** The digest of rows as they should be; null where only the database can tell what is the same. */
  digestOf(rows: readonly object[]): string | null;
  /** The rows of the member, called `t`, that a condition lets through. */
  selectSql(condition: string): string;
  /**
   * The rows that stand under the keys of a parameter, each with further texts that came with its key, as SQL after FROM.
   * Each is looked up by its key, however many the planner takes them for.
   */
  standingSql(parameter: string, more: readonly string[]): string;
  /**
   * For each key `r` of a parameter the row `s` that stands under it, if one does, and the rows `t` that a condition lets
   * through among those of the same key but for some columns, as SQL after FROM.
   */
  kinSql(parameter: string, kin: Kin): string;
  /** The column after the member in the key: in the tables of streams, the stream's id. */
  readonly secondKey: ColumnMetadata;
  keyOf(row: object): string;
}

/** Which rows are kin to a key: in which columns they may differ from it, and what else has to hold. */
export interface Kin {
  readonly but: readonly string[];
  readonly condition: string;
  readonly more: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Knows the tables of read models by their entities. */
@Injectable()
export class RowTables {
  private readonly known = new Map<RowClass, RowTable>();

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  of(entity: RowClass): RowTable {
    const table = this.known.get(entity) ?? this.describe(entity);
    this.known.set(entity, table);
    return table;
  }

  private describe(entity: RowClass): RowTable {
    const { tableName: name, columns, primaryColumns: keys } = this.dataSource.getMetadata(entity);
    const [member, second = member] = keys;
    if (!second) throw new Error(`${name} has no key.`);
    const own = columns.filter(isOwn);
    const digest = new RowDigest(
      own.map((column) => ({
        propertyName: column.propertyName,
        databaseName: column.databaseName,
        type: this.typeOf(column),
      })),
    );
    return {
      name,
      upsertSql: this.upsertSql(name, columns, keys),
      deleteSql: this.deleteSql(name, keys),
      differencesSql: (condition) => this.differencesSql(name, columns, keys, condition),
      digestSql: (condition = '') => digest.sql(`${name} WHERE user_id = $1 ${condition} ${inOrderOf(keys)}`),
      digestOf: (rows) => digest.of(rows),
      selectSql: (condition) =>
        `SELECT ${named(columns).join(', ')} FROM ${name} t WHERE t.user_id = $1 AND ${condition}`,
      standingSql: (parameter, more) => this.standingSql(name, columns, keys, { parameter, more }),
      kinSql: (parameter, kin) => this.kinSql(name, columns, keys, { parameter, ...kin }),
      secondKey: second,
      keyOf: (row) => keys.map((key) => (row as Row)[key.propertyName]).join(' '),
    };
  }

  /** The member is read from the head, by which a cluster knows where to insert. */
  private upsertSql(name: string, columns: readonly ColumnMetadata[], keys: readonly ColumnMetadata[]): string {
    const own = columns.filter(isOwn);
    const names = own.map((column) => `"${column.databaseName}"`);
    const updates = own
      .filter((column) => !column.isPrimary)
      .map((column) => `"${column.databaseName}" = ${this.updated(name, column)}`);
    return `INSERT INTO ${name} (user_id, ${names.join(', ')})
        SELECT h.user_id, ${own.map((column) => `r."${column.propertyName}"`).join(', ')}
          FROM user_head h, ${this.recordset(own)}
         WHERE h.user_id = $1
        ON CONFLICT (${keys.map((key) => key.databaseName).join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
  }

  /**
   * A long value that stands apart from its row is stored anew whenever an UPDATE assigns one, be it the same; unless it
   * is what stands there itself.
   */
  private updated(name: string, column: ColumnMetadata): string {
    const [old, excluded] = [`${name}."${column.databaseName}"`, `excluded."${column.databaseName}"`];
    if (!this.mayBeLong(column)) return excluded;
    return `CASE WHEN ${old} IS DISTINCT FROM ${excluded} THEN ${excluded} ELSE ${old} END`;
  }

  private mayBeLong(column: ColumnMetadata): boolean {
    return column.isArray || ['text', 'jsonb'].includes(this.dataSource.driver.normalizeType(column));
  }

  private deleteSql(name: string, keys: readonly ColumnMetadata[]): string {
    const own = keys.filter(isOwn);
    if (own.length === 0) return `DELETE FROM ${name} WHERE user_id = $1 AND $2::jsonb IS NOT NULL`;
    return `DELETE FROM ${name} t USING ${this.recordset(own)} WHERE t.user_id = $1 AND ${matching(own)}`;
  }

  /** The database compares: what is the same on both sides, nearly everything nearly always, need not come over. */
  private differencesSql(
    name: string,
    columns: readonly ColumnMetadata[],
    keys: readonly ColumnMetadata[],
    condition = '',
  ): string {
    const found = columns.map((column) => {
      const there = `t."${column.databaseName}"`;
      const value = column.isPrimary ? `coalesce(${there}, r."${column.propertyName}")` : there;
      return `${value} AS "${column.propertyName}"`;
    });
    const [theirs, ours] = [
      columns.map((column) => `t."${column.databaseName}"`),
      columns.map((column) => `r."${column.propertyName}"`),
    ];
    return `SELECT t.user_id IS NOT NULL AS "isFound", ${found.join(', ')}
        FROM (SELECT * FROM ${name} WHERE user_id = $1 ${condition} ${inOrderOf(keys)}) t
        FULL JOIN ${this.recordset(columns)} ON ${matching(keys)}
       WHERE ROW(${theirs.join(', ')}) IS DISTINCT FROM ROW(${ours.join(', ')})`;
  }

  private standingSql(
    name: string,
    columns: readonly ColumnMetadata[],
    keys: readonly ColumnMetadata[],
    { parameter, more }: { readonly parameter: string; readonly more: readonly string[] },
  ): string {
    return `(SELECT ${[...named(columns), ...more.map((text) => `r."${text}"`)].join(', ')}
         FROM ${this.recordset(keys, parameter, more)}
        CROSS JOIN LATERAL (${lookedUp(name, keys)}) t) standing`;
  }

  private kinSql(
    name: string,
    columns: readonly ColumnMetadata[],
    keys: readonly ColumnMetadata[],
    { parameter, more, but, condition }: Kin & { readonly parameter: string },
  ): string {
    const shared = keys.filter(({ propertyName }) => !but.includes(propertyName));
    return `(SELECT kin.*
         FROM ${this.recordset(keys, parameter, more)}
         LEFT JOIN LATERAL (${lookedUp(name, keys)}) s ON true
        CROSS JOIN LATERAL (
          SELECT ${named(columns, 's').join(', ')} WHERE s.user_id IS NOT NULL
           UNION ALL
          SELECT ${named(columns).join(', ')} FROM (${lookedUp(name, shared, `AND ${condition}`)}) t) kin) around`;
  }

  private recordset(columns: readonly ColumnMetadata[], parameter = '$2', more: readonly string[] = []): string {
    const list = columns.map((column) => `"${column.propertyName}" ${this.typeOf(column)}`);
    const texts = more.map((text) => `"${text}" text`);
    return `jsonb_to_recordset(${parameter}::jsonb) AS r(${[...list, ...texts].join(', ')})`;
  }

  private typeOf(column: ColumnMetadata): string {
    return this.dataSource.driver.normalizeType(column) + (column.isArray ? '[]' : '');
  }
}

function named(columns: readonly ColumnMetadata[], of = 't'): readonly string[] {
  return columns.map((column) => `${of}."${column.databaseName}" AS "${column.propertyName}"`);
}

/** By an index, whatever the planner takes a parameter for. */
function lookedUp(name: string, keys: readonly ColumnMetadata[], more = ''): string {
  return `SELECT * FROM ${name} t WHERE t.user_id = $1 AND ${matching(keys.filter(isOwn))} ${more} OFFSET 0`;
}

/** Has a range of keys found by the index of the key: of a member new to its statistics, the planner takes any for as good. */
function inOrderOf(keys: readonly ColumnMetadata[]): string {
  return `ORDER BY ${keys.map(({ databaseName }) => `"${databaseName}"`).join(', ')}`;
}

function isOwn(column: ColumnMetadata): boolean {
  return column.databaseName !== 'user_id';
}

function matching(keys: readonly ColumnMetadata[]): string {
  return keys.map((key) => `t."${key.databaseName}" = r."${key.propertyName}"`).join(' AND ');
}
