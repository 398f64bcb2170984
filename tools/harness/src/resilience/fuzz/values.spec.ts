import { Ajv } from 'ajv';
import { Chance } from '@singularity/backend/members/chance.js';
import { toJsonSchema } from './document.js';
import { Known } from './known.js';
import { valueOf } from './values.js';

const ajv = new Ajv({
  formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)), uuid: /^[0-9a-f-]{36}$/ },
});
const source = (seed: number, known = new Known()) => ({ chance: new Chance(seed), known });

const schema = {
  type: 'object',
  properties: {
    price: { type: 'string', pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$', nullable: true },
    at: { type: 'string', format: 'date-time' },
    accountId: { type: 'string', format: 'uuid' },
    kind: { type: 'string', enum: ['open', 'close'] },
    size: { type: 'integer', minimum: 1, maximum: 200 },
    notes: { type: 'string', maxLength: 40 },
    tags: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', maxLength: 10 } },
    flag: { type: 'boolean' },
  },
  required: ['price', 'at'],
};

it('a value fits its schema, whatever is drawn', () => {
  const fits = ajv.compile(toJsonSchema(schema));
  for (let seed = 0; seed < 500; seed++) {
    const value = valueOf(schema, 'body', source(seed));
    expect({ value, fits: fits(value), errors: fits.errors }).toMatchObject({ fits: true });
  }
});

it('the same seed draws the same', () => {
  expect(valueOf(schema, 'body', source(7))).toEqual(valueOf(schema, 'body', source(7)));
  expect(valueOf(schema, 'body', source(7))).not.toEqual(valueOf(schema, 'body', source(8)));
});

describe('an id', () => {
  const uuid = { type: 'string', format: 'uuid' };

  it('is one that was seen in an answer, of the kind that the field asks for', () => {
    const known = new Known();
    known.learn('POST /api/user/accounts', '/api/user/accounts', { id: 'an account', platform: 'Webull' });
    known.learn('GET /api/user/trades', '/api/user/trades', { items: [{ id: 'a trade', symbol: 'AAPL' }] });
    expect(valueOf(uuid, 'accountId', source(1, known))).toBe('an account');
    expect(valueOf(uuid, 'ids', source(1, known))).toBe('a trade');
  });

  it('is made up where none was', () => expect(valueOf(uuid, 'accountId', source(1))).toMatch(/^[0-9a-f-]{36}$/));
});

it('a deleted trade is known as one that can be restored', () => {
  const known = new Known();
  const trade = { id: 'a trade', symbol: 'AAPL', executions: [{ id: 'a fill' }] };
  known.learn('POST /api/user/trades', '/api/user/trades', trade);
  known.learn('DELETE /api/user/trades/{id}', '/api/user/trades/a%20trade', trade);
  expect(known.oneOf('trade', new Chance(1))).toBeUndefined();
  expect(known.oneOf('deleted', new Chance(1))).toBe('a trade');
  expect(known.oneOf('execution', new Chance(1))).toBe('a trade/a fill');
});
