import { randomUUID } from 'node:crypto';
import { NoLedger } from '../database/no-ledger.js';
import { readSettings } from '../database/settings.read.js';
import { Tenants } from '../database/tenants.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import type { Browser } from '../../testing/browser.js';

let app: TestApp;
let member: Browser;
beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const account = { platform: 'Webull', name: 'Main', startingBalance: '100', currency: 'USD' };

describe('a whole number in a query', () => {
  it.each(['', '%20', '1%0A', '+1', '1e0', '0x1', '1.0', '01', '0.9999999999999999999', '-0', '1&asOfVersion=1'])(
    'asOfVersion=%s is refused, not read as one',
    async (text) => {
      const { status, body } = await member.get(`/api/user/stats?asOfVersion=${text}`);
      expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ field: 'asOfVersion' }] } });
    },
  );

  it('is what it says', async () => {
    expect((await member.get('/api/user/ledger/at?asOfVersion=1')).body).toMatchObject({ version: 1 });
    expect((await member.get('/api/user/ledger/at?asOfVersion=0')).body).toMatchObject({ version: 0 });
  });
});

it.each(['__proto__', 'constructor', 'prototype'])(
  'a parameter %s is refused as any other unknown one',
  async (name) => {
    const { status, body } = await member.get(`/api/user/trades?${name}=1`);
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { errors: [{ field: name, message: 'Unknown field.' }] },
    });
  },
);

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a body with a key %s is refused', async (name) => {
  const body = JSON.stringify(account).replace('{', `{"${name}":1,`);
  const reply = await member.send('POST', '/api/user/accounts', body, { 'Content-Type': 'application/json' });
  expect(reply).toMatchObject({ status: 400 });
});

it.each(['/api/user/accounts', `/api/user/accounts/${randomUUID()}/close`])(
  'a body that is nested without end is refused: %s',
  async (path) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
    for (const depth of [20, 2_000, 30_000]) {
      const body = `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      expect(await member.send('POST', path, body, headers)).toMatchObject({ status: 400 });
    }
  },
);

it('one trade five hundred and one times is too many trades at once', async () => {
  const body = { ids: Array<string>(501).fill(randomUUID()), delete: true };
  const { status, body: said } = await member.send('POST', '/api/user/trades/bulk', body);
  expect({ status, said }).toMatchObject({ status: 422, said: { errors: [{ field: 'ids' }] } });
});

describe('a body that is not UTF-8', () => {
  const json = (name: string) => JSON.stringify({ ...account, name });

  it('is refused, not kept with other letters', async () => {
    const latin = Buffer.from(json('Ångström'), 'latin1');
    const type = { 'Content-Type': 'application/json' };
    expect(await member.send('POST', '/api/user/accounts', latin, type)).toMatchObject({ status: 400 });
  });

  it.each(['utf-7', 'utf-16', 'utf-16le', 'utf-32'])('is refused where it says that it is %s', async (charset) => {
    const type = { 'Content-Type': `application/json; charset=${charset}` };
    expect(await member.send('POST', '/api/user/accounts', json('Ångström'), type)).toMatchObject({ status: 400 });
  });

  it('is well where it is', async () => {
    const type = { 'Content-Type': 'application/json; charset=UTF-8' };
    const reply = await member.send('POST', '/api/user/accounts', json('Ångström 東京'), type);
    expect(reply).toMatchObject({ status: 201, body: { name: 'Ångström 東京' } });
  });
});

it('a balance is read as it is, whatever version of the account a client knows already', async () => {
  const { id } = (await member.send('POST', '/api/user/accounts', account)).body as { id: string };
  const first = await member.get(`/api/user/accounts/${id}`);
  const trade = {
    accountId: id,
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '1',
    entryPrice: '1',
  };
  const times = { entryAt: '2026-01-05T15:00:00Z', exitPrice: '3', exitAt: '2026-01-05T16:00:00Z' };
  await member.send('POST', '/api/user/trades', { ...trade, ...times });
  for (const version of [first.headers.etag ?? '', '*']) {
    const { status, body } = await member.get(`/api/user/accounts/${id}`, { 'If-None-Match': version });
    expect({ status, body }).toMatchObject({ status: 200, body: { balance: '102' } });
  }
});

it('an export says what it is', async () => {
  const { headers } = await member.get('/api/user/ledger/export');
  expect(headers['content-type']).toMatch(/^application\/x-ndjson/);
  expect(headers['content-disposition']).toContain('singularity-ledger.ndjson');
});

describe('the published document', () => {
  it.each([
    ['get', '/api/user/trades.csv', [401, 422, 503]],
    ['get', '/api/user/ledger/export', [401, 503]],
    ['put', '/api/user/preferences', [413, 415]],
    ['delete', '/api/user', [413, 415]],
    ['post', '/api/user/demo', [415]],
    ['post', '/api/auth/logout', [401, 403, 415]],
    ['post', '/api/auth/logout-everywhere', [401, 403, 415]],
    ['get', '/api/auth/discord/callback', [403, 429]],
    ['get', '/api/ledger-keys', [403]],
    ['get', '/api/status', [403]],
  ])('says of %s %s that it may answer %j', async (method, path, statuses) => {
    const { paths } = (await member.get('/api/openapi.json')).body as {
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    expect(Object.keys(paths[path]?.[method]?.responses ?? {})).toEqual(expect.arrayContaining(statuses.map(String)));
  });

  it('lets a field of a change be any JSON', async () => {
    const { components } = (await member.get('/api/openapi.json')).body as {
      components: { schemas: Record<string, { properties: Record<string, { type?: string }> }> };
    };
    expect(components.schemas['FieldChangeView']?.properties['from']).not.toHaveProperty('type');
    expect(components.schemas['FieldChangeView']?.properties['to']).not.toHaveProperty('type');
  });
});

it('an id that nobody has is not there, however it is written', async () => {
  const { status } = await member.get(`/api/user/trades/${randomUUID().toUpperCase()}`);
  expect(status).toBe(404);
});

it('whoever is erased while days are asked for is somebody without a ledger, not a failure', async () => {
  const erased = app.nest.get(Tenants).readTenant(randomUUID(), readSettings);
  await expect(erased).rejects.toThrow(NoLedger);
});
