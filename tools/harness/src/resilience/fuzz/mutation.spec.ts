import { Chance } from '@singularity/backend/members/chance.js';
import type { Schema } from './document.js';
import { FORGED_CURSORS, HOSTILE_HEADERS, HOSTILE_JSON, HOSTILE_QUERIES, HOSTILE_TEXTS } from './hostile.js';
import { hostile, nearly, Raw, toJson, valuesBeyond } from './mutation.js';

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 3 },
    size: { type: 'integer', minimum: 1, maximum: 9 },
    parts: { type: 'array', maxItems: 2, items: { type: 'object', properties: { at: { type: 'string' } } } },
  },
  required: ['name'],
};
const body = { name: 'abc', size: 5, parts: [{ at: 'here' }] };
const many = Array.from({ length: 500 }, (_, seed) => new Chance(seed));

describe('the hostile values', () => {
  it('are many, and none twice', () => {
    for (const pool of [HOSTILE_TEXTS, HOSTILE_JSON, HOSTILE_QUERIES, FORGED_CURSORS])
      expect(new Set(pool).size).toBe(pool.length);
    expect(HOSTILE_TEXTS.length + HOSTILE_JSON.length).toBeGreaterThanOrEqual(60);
  });

  it('can be sent: headers in Latin-1 and without line breaks, queries in ASCII', () => {
    for (const value of HOSTILE_HEADERS.flatMap((header) => Object.values(header)))
      expect(value).toMatch(/^[\x20-\xff]*$/);
    for (const query of HOSTILE_QUERIES) expect(query).toMatch(/^[\x21-\x7e]*$/);
  });
});

describe('JSON with raw parts', () => {
  it('holds them as they are written, wherever they stand', () => {
    expect(toJson({ a: new Raw('1e400'), b: [new Raw('NaN'), '"$&"'] })).toBe('{"a":1e400,"b":[NaN,"\\"$&\\""]}');
  });
});

describe('a body with one thing off', () => {
  it('differs from the one that it was made of, and leaves that as it was', () => {
    const before = JSON.stringify(body);
    const differing = many.filter((chance) => toJson(nearly(body, schema, chance)) !== before);
    // The last value that is allowed may be the one that was there.
    expect(differing.length).toBeGreaterThan(450);
    expect(JSON.stringify(body)).toBe(before);
  });

  it('lacks a field, has one more, and goes beyond in the depth, each now and then', () => {
    const made = many.map((chance) => nearly(body, schema, chance));
    expect(made.some((one) => !('name' in one))).toBe(true);
    expect(made.some((one) => 'unknown' in one)).toBe(true);
    expect(made.some((one) => one['name'] === 'xxxx')).toBe(true);
    expect(made.some((one) => one['size'] === 10)).toBe(true);
    expect(made.some((one) => JSON.stringify(one['parts']) === '[{"at":null}]')).toBe(true);
  });
});

it('a hostile body can have a key that would set the prototype', () => {
  const made = many.map((chance) => toJson(hostile(body, schema, chance)));
  expect(made.some((json) => json.includes('"__proto__":{"polluted":true}'))).toBe(true);
});

it.each<[Schema, readonly unknown[]]>([
  [{ type: 'string', maxLength: 2 }, ['xx', 'xxx']],
  [{ type: 'integer', minimum: 1, maximum: 9 }, [0, 1, 9, 10]],
  [{ type: 'string', pattern: 'decimal' }, ['1000000000000000000', '0.00000000001']],
  [{ type: 'string', format: 'date-time' }, ['1969-12-31T23:59:59.999Z', '2100-01-01T00:00:00Z']],
  [{ type: 'string', enum: ['a'] }, ['a ', 'A']],
])('beyond %j are also %j', (field, expected) => {
  expect(valuesBeyond('a', field)).toEqual(expect.arrayContaining([...expected]));
});

it('a list is too long by one', () => {
  const lengths = valuesBeyond(['a'], { type: 'array', maxItems: 3 })
    .filter(Array.isArray)
    .map((list) => list.length);
  expect(lengths).toEqual(expect.arrayContaining([0, 3, 4]));
});
