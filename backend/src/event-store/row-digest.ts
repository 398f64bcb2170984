import { createHash } from 'node:crypto';

/** A column as far as a digest of rows knows it; `type` is that of the database. */
export interface DigestColumn {
  readonly propertyName: string;
  readonly databaseName: string;
  readonly type: string;
}

/** How a type looks within a row that the database writes as text: in SQL, and for our own value. */
interface Form {
  readonly sql: (column: string) => string;
  readonly text: (value: string) => string;
}

const asItIs = (column: string) => column;
const PLAIN: Form = { sql: asItIs, text: String };
const FORMS: Readonly<Record<string, Form>> = {
  uuid: PLAIN,
  integer: PLAIN,
  numeric: PLAIN,
  date: PLAIN,
  // `t` or `f`.
  boolean: { sql: asItIs, text: (value) => String(value).slice(0, 1) },
  text: { sql: asItIs, text: inRow },
  'text[]': { sql: asItIs, text: (value) => inRow(inArray(value as unknown as readonly string[])) },
  jsonb: { sql: asItIs, text: (value) => inRow(inJsonb(value)) },
  // Whatever the time zone of the session.
  'timestamp with time zone': { sql: (column) => `${column} AT TIME ZONE 'UTC'`, text: momentInRow },
};

/**
 * Tells in one short answer whether rows are the same as others, so that neither side sends or reads any. Equal digests
 * are equal rows; others may be equal all the same, where one value is written in two ways.
 */
export class RowDigest {
  private readonly forms: readonly (DigestColumn & Form)[];
  private readonly isKnown: boolean;

  constructor(columns: readonly DigestColumn[]) {
    this.forms = columns.flatMap((column) => {
      const form = FORMS[column.type];
      return form ? { ...column, ...form } : [];
    });
    this.isKnown = this.forms.length === columns.length;
  }

  /** How many rows are in what stands after FROM, and their digest; null where a type has no form here, or there is no row. */
  sql(from: string): string {
    if (!this.isKnown) return `SELECT count(*)::integer AS count, NULL AS digest FROM (SELECT FROM ${from}) lines`;
    const values = this.forms.map(({ databaseName, sql }) => sql(`"${databaseName}"`));
    return `SELECT count(*)::integer AS count,
                   encode(sha256(convert_to(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), 'UTF8')), 'hex') AS digest
              FROM (SELECT ROW(${values.join(', ')})::text AS line FROM ${from}) lines`;
  }

  /** The same of our rows. */
  of(rows: readonly object[]): string | null {
    if (!this.isKnown || rows.length === 0) return null;
    const lines = rows.map((row) => this.line(row as Readonly<Record<string, string | null | undefined>>));
    return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  }

  private line(row: Readonly<Record<string, string | null | undefined>>): string {
    const values = this.forms.map(({ propertyName, text }) => {
      const value = row[propertyName];
      return value === null || value === undefined ? '' : text(value);
    });
    return `(${values.join(',')})`;
  }
}

const QUOTED_IN_ROW = /[ \t\n\v\f\r"\\(),]/;
const QUOTED_IN_ARRAY = /[ \t\n\v\f\r"\\{},]|^null$/i;

function inRow(value: string): string {
  return value === '' || QUOTED_IN_ROW.test(value) ? `"${value.replace(/["\\]/g, '$&$&')}"` : value;
}

function inArray(values: readonly string[]): string {
  const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
  return `{${values.map((value) => (value === '' || QUOTED_IN_ARRAY.test(value) ? quoted(value) : value)).join(',')}}`;
}

/** Keys, which are plain words, in the order of their lengths and then of their texts. */
function inJsonb(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inJsonb).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const inOrder = fields.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return `{${inOrder.map(([key, field]) => `${JSON.stringify(key)}: ${inJsonb(field)}`).join(', ')}}`;
}

const DAY_LENGTH = 10;
const SECONDS_LENGTH = 19;

/** `2026-01-05T14:30:00.500Z` as `"2026-01-05 14:30:00.5"`. */
function momentInRow(value: string): string {
  const fraction = value.slice(SECONDS_LENGTH, -1).replace(/\.?0*$/, '');
  return `"${value.slice(0, DAY_LENGTH)} ${value.slice(DAY_LENGTH + 1, SECONDS_LENGTH)}${fraction}"`;
}
