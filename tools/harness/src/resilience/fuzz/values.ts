import type { Chance } from '@singularity/backend/members/chance.js';
import type { Schema } from './document.js';
import type { Known } from './known.js';

/** Out of what values are drawn. */
export interface Source {
  readonly chance: Chance;
  readonly known: Known;
}

/** A value that fits a schema. `name` is that of its field or parameter: ids and versions are such as exist, where one is known. */
export function valueOf(schema: Schema, name: string, source: Source): unknown {
  const { chance } = source;
  if (schema.nullable && chance.happens(0.1)) return null;
  if (schema.enum) return chance.oneOf(schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema, name, source);
    case 'integer':
      return wholeOf(schema, name, source);
    case 'boolean':
      return chance.happens(0.5);
    case 'array':
      return listOf(schema, name, source);
    default:
      return objectOf(schema, source);
  }
}

/** What must be there, and of the rest about half. */
function objectOf({ properties = {}, required = [] }: Schema, source: Source): Record<string, unknown> {
  const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || source.chance.happens(0.5));
  return Object.fromEntries(chosen.map(([name, schema]) => [name, valueOf(schema, name, source)]));
}

function listOf({ items = {}, minItems = 0, maxItems = 3 }: Schema, name: string, source: Source): unknown[] {
  const length = source.chance.whole(Math.max(minItems, 1), Math.min(maxItems, 3));
  return [...new Set(Array.from({ length }, () => valueOf(items, name, source)))];
}

/** Small ones mostly, and those at the ends of the range. */
function wholeOf({ minimum = 0, maximum = 1_000 }: Schema, name: string, { chance, known }: Source): number {
  if (/version|since/i.test(name)) return chance.whole(minimum, Math.max(minimum, known.version));
  return chance.oneOf([minimum, maximum, chance.whole(minimum, Math.min(maximum, minimum + 20))]);
}

function textOf(schema: Schema, name: string, source: Source): string {
  const { chance, known } = source;
  if (schema.format === 'uuid') return known.idFor(name, chance) ?? randomId(chance);
  if (schema.format === 'date-time') return momentOf(chance);
  if (schema.format === 'date') return dayOf(chance);
  if (schema.pattern) return chance.oneOf(DECIMALS);
  const choices = BY_NAME[name];
  if (choices) return chance.oneOf(choices);
  if (typeof schema.example === 'string' && schema.maxLength === undefined) return schema.example;
  return chance.oneOf(TEXTS).slice(0, schema.maxLength).trim() || 'text';
}

const DECIMALS = ['1', '2.50', '187.23', '0.0000000001', '100', '007.10', '3', '12.3456789012', '42', '1000000.5'].map(
  (text) => text.slice(0, 12),
);

/** What the document says in words alone. */
const BY_NAME: Readonly<Record<string, readonly string[]>> = {
  symbol: ['AAPL', 'msft', 'BRK.B', 'ESZ2026', 'MNQ', 'BTC-USD', 'ＡＡＰＬ', 'es  z6'],
  currency: ['USD', 'EUR', 'usd', 'USDT'],
  baseCurrency: ['USD', 'eur', 'JPY'],
  readAs: ['auto', 'auto', 'auto', 'other table', 'topstepx trades'],
  timeZone: ['America/New_York', 'Europe/Berlin', 'UTC', 'Asia/Kathmandu', 'america/new_york'],
};

const TEXTS = [
  'Opening range breakout',
  'Ångström, Ñandú, 東京',
  'Waited for the retest; took half at 2R.\nNext time let it run.',
  'emoji 🎯 and a family 👨‍👩‍👧‍👦',
  'tab\tand quote " and backslash \\',
  '=SUM(A1)',
  'x'.repeat(20_000),
  'right-to-left עברית',
  'breakout',
  'gap',
];

export function randomId(chance: Chance): string {
  const digits = (count: number) => Array.from({ length: count }, () => chance.whole(0, 15).toString(16)).join('');
  return `${digits(8)}-${digits(4)}-7${digits(3)}-a${digits(3)}-${digits(12)}`;
}

/** In one of the ways in which a moment can be written. */
export function momentOf(chance: Chance): string {
  const at = new Date(
    Date.UTC(2020, chance.whole(0, 60), chance.whole(1, 28), chance.whole(0, 23), chance.whole(0, 59)),
  );
  const text = at.toISOString();
  return chance.oneOf([text, text.replace('.000', ''), text.replace('.000Z', '.5+02:00'), text.replace('Z', '-05:30')]);
}

export function dayOf(chance: Chance): string {
  return momentOf(chance).slice(0, 10);
}
