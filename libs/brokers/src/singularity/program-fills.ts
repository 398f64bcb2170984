import { parseCurrency, parseDay, parseDecimal, parseInstant, parseSymbol } from '@singularity/domain';
import type { Fill } from '@singularity/domain';
import type { Cells } from '../cells/columns.js';
import type { Draft } from '../draft.js';
import { PLATFORMS } from '../platforms.js';
import type { Platform } from '../platforms.js';
import type { Reader } from '../reader.js';
import { RowFault } from '../reading.js';
import { tableReader } from '../table-reader.js';

/** A fill as a program says it. Without a key, equal ones are counted. */
export type ProgramFill = Omit<Fill, 'account' | 'key'> & { readonly key: string | null };

const COLUMNS = [
  ...['Symbol', 'Asset type', 'Direction', 'Strike', 'Expiration', 'Side', 'Quantity', 'Price', 'At', 'Precision'],
  ...['Fees', 'Currency', 'Multiplier', 'Effect', 'Order', 'Stop'],
] as const;
const [ASSETS, DIRECTIONS, SIDES] = [
  ['stock', 'option', 'future', 'crypto'],
  ['CALL', 'PUT'],
  ['buy', 'sell'],
] as const;
const PRECISIONS = ['second', 'minute', 'day'] as const;
const EFFECTS = ['open', 'close', 'expire', 'assign', 'exercise'] as const;

/** Names whose fills they are, so that the header alone says it. */
const keyColumn = (platform: Platform) => `Key at ${PLATFORMS[platform]}`;

/** The file of fills that a program sends: from here on they are what any other file of a broker holds. */
export function programFillsFile(platform: Platform, fills: readonly ProgramFill[]): string {
  const rows = fills.map(({ instrument: { symbol, assetType, direction, strike, expiration }, ...fill }) => [
    ...[fill.key, symbol, assetType, direction, strike, expiration, fill.side, fill.quantity, fill.price, fill.at],
    ...[fill.precision, fill.fees, fill.currency, fill.multiplier, fill.effect, fill.orderId, fill.stopPrice],
  ]);
  const line = (cells: readonly (string | null)[]) =>
    cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',');
  return [[keyColumn(platform), ...COLUMNS], ...rows].map(line).join('\n');
}

export const programFillsReaders: readonly Reader[] = (Object.keys(PLATFORMS) as Platform[]).map((platform) =>
  tableReader({
    platform,
    kind: 'program-fills',
    name: `${PLATFORMS[platform]} fills of a program`,
    columns: [keyColumn(platform), ...COLUMNS],
    read({ columns, rows }, draft) {
      for (const row of rows) draft.row(row, () => readFill(columns.of(row), keyColumn(platform), draft));
    },
  }),
);

function readFill(cells: Cells, keyColumn: string, draft: Draft): void {
  const at = need(parseInstant, cells, 'At');
  const key = cells(keyColumn);
  draft.fill({
    ...(key !== '' && { id: key }),
    instrument: {
      symbol: need(parseSymbol, cells, 'Symbol'),
      assetType: choice(ASSETS, cells, 'Asset type'),
      direction: maybe(oneOf(DIRECTIONS), cells, 'Direction'),
      strike: maybe(parseDecimal, cells, 'Strike'),
      expiration: maybe(parseDay, cells, 'Expiration'),
    },
    side: choice(SIDES, cells, 'Side'),
    quantity: need(parseDecimal, cells, 'Quantity'),
    price: need(parseDecimal, cells, 'Price'),
    moment: { at, precision: choice(PRECISIONS, cells, 'Precision'), written: at },
    fees: need(parseDecimal, cells, 'Fees'),
    currency: maybe(parseCurrency, cells, 'Currency'),
    multiplier: maybe(parseDecimal, cells, 'Multiplier'),
    effect: maybe(oneOf(EFFECTS), cells, 'Effect'),
    orderId: cells('Order') || null,
    stopPrice: maybe(parseDecimal, cells, 'Stop'),
  });
}

type Parse<Value> = (text: string) => Value | null;

function oneOf<Choice extends string>(choices: readonly Choice[]): Parse<Choice> {
  return (text) => choices.find((each) => each === text) ?? null;
}

function choice<Choice extends string>(choices: readonly Choice[], cells: Cells, column: string): Choice {
  return need(oneOf(choices), cells, column);
}

function maybe<Value>(parse: Parse<Value>, cells: Cells, column: string): Value | null {
  return cells(column) === '' ? null : need(parse, cells, column);
}

function need<Value>(parse: Parse<Value>, cells: Cells, column: string): Value {
  const value = parse(cells(column));
  if (value === null) throw new RowFault(`${column} cannot be read: “${cells(column)}”.`);
  return value;
}
