import { alteredBy, canonical } from './altered.js';
import type { Operation, Schema } from './document.js';
import { Judge } from './judge.js';
import type { Request } from './requests.js';

const text = { type: 'string' };
const thing: Schema = {
  type: 'object',
  properties: { id: text, streamVersion: { type: 'integer' } },
  required: ['id'],
};
const asked: Schema = { type: 'object', properties: { price: { type: 'string', pattern: '^\\d+(\\.\\d+)?$' } } };
const operation: Operation = {
  name: 'PATCH /api/things',
  method: 'PATCH',
  path: '/api/things',
  parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } }],
  body: { 'application/json': { schema: asked } },
  answers: {
    200: { content: { 'application/json': { schema: thing } } },
    204: {},
    503: { content: { 'application/problem+json': { schema: { type: 'object' } } } },
  },
};
const request = (body: string | null = null, query = ''): Request => ({
  operation,
  intent: 'valid',
  path: `/api/things${query}`,
  headers: { cookie: 'a secret' },
  body,
});
const answer = (status: number, body: unknown, more = {}) => ({
  status,
  type: 'application/json',
  retryAfter: undefined,
  text: body === undefined ? '' : JSON.stringify(body),
  tookMs: 1,
  ...more,
});
const faults = (asking: Request, answered: ReturnType<typeof answer>) =>
  new Judge(10_000).faultsOf(asking, answered).join();

it('an answer as the document says it is well', () => {
  expect(faults(request('{"price":"1.50"}', '?limit=3'), answer(200, { id: 'a', streamVersion: 1 }))).toBe('');
  expect(faults(request(), answer(204, undefined))).toBe('');
});

it.each([
  ['a status that is not published', answer(418, {}), 'not in the document'],
  ['a field too few', answer(200, { streamVersion: 1 }), "must have required property 'id'"],
  ['a field too many', answer(200, { id: 'a', secret: 1 }), 'must NOT have additional properties'],
  ['a field of another type', answer(200, { id: 'a', streamVersion: '1' }), 'must be integer'],
  ['another kind of body', answer(200, {}, { type: 'text/html' }), 'text/html is not in the document'],
  ['no body', answer(200, undefined), 'promises a body'],
  ['a body where there is to be none', answer(204, {}), 'promises no body'],
  ['a failure', answer(500, {}), 'It failed'],
  ['a 503 that does not say when', answer(503, {}, { type: 'application/problem+json' }), 'It failed'],
  ['an answer that takes long', answer(200, { id: 'a' }, { tookMs: 10_001 }), 'It took 10001 ms'],
])('%s is a fault', (_what, answered, said) => expect(faults(request(), answered)).toContain(said));

it('a failure that passes and says when is none', () => {
  const passing = { type: 'application/problem+json', retryAfter: '2' };
  expect(faults(request(), answer(503, {}, passing))).toBe('');
});

describe('what is taken', () => {
  const taken = (body: string | null, query = '') => faults(request(body, query), answer(200, { id: 'a' }));

  it.each([
    ['{"price":1.5}', 'must be string'],
    ['{"price":"1e5"}', 'must match pattern'],
    ['{"more":1}', 'must NOT have additional properties'],
    ['[]', 'must be object'],
  ])('must be allowed: %s', (body, said) => expect(taken(body)).toContain(said));

  it.each(['?limit=', '?limit=0', '?limit=1e3', '?limit=1&limit=2', '?more=1'])('must be allowed: %s', (query) =>
    expect(taken(null, query)).toContain('It took'),
  );

  it('may be anything where it is refused', () => {
    expect(faults(request('[]'), answer(204, undefined))).toContain('must be object');
    expect(faults(request('[]'), answer(418, {}))).not.toContain('It took');
  });
});

it('a fault says what was asked, without what lets one in', () => {
  expect(faults(request('{"price":1}'), answer(200, { id: 'a' }))).toContain('{"price":1}');
  expect(faults(request(), answer(500, {}))).not.toContain('secret');
});

describe('what was sent and what is kept', () => {
  const kept = (price: unknown) => alteredBy(request('{"price":"1.50"}'), answer(200, { price }));

  it('are the same in the form that is documented', () => expect(kept('1.5')).toEqual([]));

  it.each(['1.50', '1.49', 1.5, null, undefined])('are not the same: %j', (price) =>
    expect(kept(price)).toEqual([expect.stringContaining('It took price "1.50"')]),
  );

  it.each([
    ['007.10', { pattern: 'decimal' }, 'price', '"7.1"'],
    ['-0.00', { pattern: 'decimal' }, 'price', '"0"'],
    ['100', { pattern: 'decimal' }, 'price', '"100"'],
    ['-0.30', { pattern: 'decimal' }, 'fees', '"-0.3"'],
    ['2026-01-05T14:30:00+02:00', { format: 'date-time' }, 'at', '"2026-01-05T12:30:00.000Z"'],
    ['ABCD', { format: 'uuid' }, 'id', '"abcd"'],
    ['ＡＡＰＬ  x', {}, 'symbol', '"AAPL X"'],
    [' as it is ', {}, 'notes', '" as it is "'],
    [['a', 'a'], { items: {} }, 'tags', '["a"]'],
    [{ usd: '1.0' }, { additionalProperties: {} }, 'breakevenTolerance', '{"USD":"1"}'],
  ])('%j is kept as documented', (value, schema, name, expected) =>
    expect(canonical(value, schema, name)).toBe(expected),
  );

  it('an execution may stand anywhere in the list, and must stand there', () => {
    const name = 'POST /api/user/trades/{id}/executions';
    const asking = { ...request('{"price":"1.50"}'), operation: { ...operation, name } };
    const trade = (...prices: string[]) => answer(201, { executions: prices.map((price) => ({ price })) });
    expect(alteredBy(asking, trade('3', '1.5'))).toEqual([]);
    expect(alteredBy(asking, trade('3', '1.4'))).toHaveLength(1);
  });
});
