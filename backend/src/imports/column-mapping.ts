import { mappingFaults } from '@singularity/brokers';
import type { ColumnMapping } from '@singularity/brokers';
import type { ImportMapping } from '@singularity/contract';
import type { ImportMappingBody } from '@singularity/contract/wire';
import type { Problem } from '@singularity/domain';
import { definedFields } from '../http/defined-fields.js';

const UNSAID = {
  assetTypeColumn: null,
  assetType: null,
  sideColumn: null,
  buy: [],
  sell: [],
  fees: [],
  currency: null,
  account: null,
  id: null,
  orderId: null,
  price: null,
  date: null,
  time: null,
  entryPrice: null,
  entryDate: null,
  entryTime: null,
  exitPrice: null,
  exitDate: null,
  exitTime: null,
} as const satisfies Omit<ImportMapping, 'rows' | 'symbol' | 'quantity'>;

/** A mapping as it is sent and kept: flat, with every field. */
export function toImportMapping(said: ImportMappingBody): ImportMapping {
  const { rows, symbol, quantity, ...maybe } = said;
  return { rows, symbol, quantity, ...UNSAID, ...definedFields(maybe) };
}

/** The same as readers take it. */
export function toColumnMapping(mapping: ImportMapping): ColumnMapping {
  return mapping.rows === 'fills'
    ? { rows: 'fills', ...commonIn(mapping), ...columnsIn(mapping, ['price', 'date']), ...timesIn(mapping) }
    : {
        rows: 'pairs',
        ...commonIn(mapping),
        ...columnsIn(mapping, ['entryPrice', 'entryDate', 'exitPrice', 'exitDate']),
        entryTime: mapping.entryTime,
        exitTime: mapping.exitTime,
      };
}

function timesIn({ time, orderId }: ImportMapping) {
  return { time, orderId };
}

function commonIn(mapping: ImportMapping) {
  const { symbol, quantity, fees, currency, account, id } = mapping;
  const { assetTypeColumn, assetType, sideColumn: column, buy, sell } = mapping;
  const ofAssets = assetTypeColumn === null ? { is: assetType ?? 'stock' } : { column: assetTypeColumn };
  const side = column === null ? null : { column, buy, sell };
  return { symbol, quantity, fees, currency, account, id, assetType: ofAssets, side };
}

/** One that is needed and was not named is empty, which is told at its field. */
function columnsIn<Field extends keyof ImportMapping>(
  mapping: ImportMapping,
  fields: readonly Field[],
): Record<Field, string> {
  return Object.fromEntries(fields.map((field) => [field, mapping[field] ?? ''])) as Record<Field, string>;
}

/** What readers suggest, as it is sent. */
export function fromColumnMapping(mapping: ColumnMapping): ImportMapping {
  const { assetType, side, fees, ...columns } = mapping;
  return toImportMapping({
    ...columns,
    fees: [...fees],
    ...('column' in assetType ? { assetTypeColumn: assetType.column } : { assetType: assetType.is }),
    ...(side && { sideColumn: side.column, buy: [...side.buy], sell: [...side.sell] }),
  });
}

const FIELDS: Readonly<Record<string, string>> = {
  'assetType.column': 'assetTypeColumn',
  'side.column': 'sideColumn',
  'side.buy': 'buy',
  'side.sell': 'sell',
};

/** What is wrong with it for a file with these columns, at the fields of a request. */
export function faultsOf(mapping: ImportMapping, columns: readonly string[]): readonly Problem[] {
  return mappingFaults(toColumnMapping(mapping), columns).map(({ field, message }) => ({
    field: `mapping.${FIELDS[field] ?? field}`,
    message,
  }));
}
