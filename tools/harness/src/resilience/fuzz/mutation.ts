import type { Chance } from '@singularity/backend/members/chance.js';
import type { Schema } from './document.js';
import { HOSTILE_JSON, HOSTILE_TEXTS } from './hostile.js';

/** JSON to be sent as it is written here, also where no value of ours is written like that. */
export class Raw {
  constructor(readonly json: string) {}
}

type Fields = Readonly<Record<string, unknown>>;
type Change = (value: unknown, schema: Schema, chance: Chance) => unknown;

/** As JSON, with what is raw written raw. */
export function toJson(value: unknown): string {
  const raws: string[] = [];
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Raw ? `raw ${raws.push(inner.json) - 1} of these` : inner,
  );
  return raws.reduce((all, raw, index) => all.replace(`"raw ${index} of these"`, () => raw), text);
}

/** A body with one thing off: a field too few or too many, of another type, or just beyond what its schema allows. */
export function nearly(body: Fields, schema: Schema, chance: Chance): Fields {
  const names = Object.keys(body);
  if (names.length === 0 || chance.happens(0.1)) return { ...body, [chance.oneOf(['unknown', 'id', 'userId'])]: '1' };
  const name = chance.oneOf(names);
  if (chance.happens(0.15)) return Object.fromEntries(Object.entries(body).filter(([other]) => other !== name));
  return changed(body, name, schema, { chance, change: beyond });
}

/** A body with something hostile in the place of one of its values. */
export function hostile(body: Fields, schema: Schema, chance: Chance): Fields {
  const name = chance.oneOf([...Object.keys(body), ...Object.keys(schema.properties ?? {}), '__proto__']);
  // As an own field: written plainly, this would set the prototype.
  if (name === '__proto__') return Object.fromEntries([...Object.entries(body), [name, { polluted: true }]]);
  const change: Change = () =>
    chance.happens(0.5) ? chance.oneOf(HOSTILE_TEXTS) : new Raw(chance.oneOf(HOSTILE_JSON));
  return changed(body, name, schema, { chance, change });
}

function changed(body: Fields, name: string, schema: Schema, by: { chance: Chance; change: Change }): Fields {
  return { ...body, [name]: changedValue(body[name], schema.properties?.[name] ?? {}, by) };
}

/** The value itself, or one within it. */
function changedValue(value: unknown, schema: Schema, by: { chance: Chance; change: Change }): unknown {
  const { chance, change } = by;
  if (Array.isArray(value) && value.length > 0 && chance.happens(0.6)) {
    const index = chance.whole(0, value.length - 1);
    return value.map((item: unknown, at) => (at === index ? changedValue(item, schema.items ?? {}, by) : item));
  }
  if (isFields(value) && Object.keys(value).length > 0 && chance.happens(0.8))
    return changed(value, chance.oneOf(Object.keys(value)), schema, by);
  return change(value, schema, chance);
}

const beyond: Change = (value, schema, chance) => chance.oneOf(valuesBeyond(value, schema));

/** Values that a schema does not allow, or that are the last that it does. */
export function valuesBeyond(value: unknown, schema: Schema): readonly unknown[] {
  const { maxLength, maxItems, minimum, maximum, pattern, format } = schema;
  const [choice] = schema.enum ?? [];
  const where = <Limit>(limit: Limit | undefined, made: (limit: Limit) => readonly unknown[]) =>
    limit === undefined ? [] : made(limit);
  return [
    ...[null, [value], { value }, typeof value === 'string' ? Number(value) || 1 : String(value), true],
    ...where(maxLength, (most) => ['x'.repeat(most), 'x'.repeat(most + 1)]),
    ...where(maxItems, (most) => [[], listOf(value, most), listOf(value, most + 1)]),
    ...where(minimum, (least) => [least, least - 1, least + 0.5]),
    ...where(maximum, (most) => [most, most + 1]),
    ...where(pattern, () => DECIMALS),
    ...where(choice, () => [`${String(choice)} `, String(choice).toUpperCase(), '']),
    ...where(format, () => FORMATS[String(format)] ?? []),
  ];
}

const DECIMALS = [
  '999999999999999999.9999999999',
  '1000000000000000000',
  '0.00000000001',
  '1.',
  '+1',
  '-1',
  '1e3',
  '00',
];

const FORMATS: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '1970-01-01T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00+00:01',
    '2099-12-31T23:59:59.999Z',
    '2100-01-01T00:00:00Z',
    '2026-01-05T14:30Z',
    '2026-01-05T14:30:00',
    '2026-01-05t14:30:00z',
    '2026-01-05',
  ],
  date: [
    '1970-01-01',
    '1969-12-31',
    '2099-12-31',
    '2100-01-01',
    '2024-02-29',
    '2026-02-29',
    '2026-1-5',
    '2026-01-05T00:00:00Z',
  ],
  uuid: [
    '01980000-0000-7000-8000-000000000000',
    '01980000-0000-7000-8000-00000000000',
    '01980000-0000-7000-8000-00000000000G',
  ],
};

/** A list of so many, of which no two are the same. */
function listOf(value: unknown, length: number): unknown[] {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return Array.from({ length }, (_, index) =>
    typeof first === 'string' && first.length < 30 ? `${first}${index}` : first,
  );
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Raw);
}
