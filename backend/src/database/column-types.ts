import pg from 'pg';

const { builtins } = pg.types;

/**
 * How columns come out of PostgreSQL: as the wire has them. Decimals stay text, in canonical form; moments and days are
 * text; a bigint is a version and fits a number, or something is badly wrong.
 */
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.NUMERIC, canonicalDecimal],
  [builtins.INT8, toSafeInteger],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, toInstantText],
]);

export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** PostgreSQL keeps the scale of sums ("3.0"); equal decimals must be equal texts. */
function canonicalDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const WHOLE_SECOND = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00$/;

/** Most moments are whole seconds in UTC, which need no arithmetic. */
function toInstantText(text: string): string {
  if (!WHOLE_SECOND.test(text)) return new Date(text).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.000Z`;
}

function toSafeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} does not fit a number exactly.`);
  return number;
}
