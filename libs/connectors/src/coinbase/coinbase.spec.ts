import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Asked } from '../testing/broker-server.js';
import { coinbase } from './coinbase.js';

const PATH = '/api/v3/brokerage/orders/historical/fills';
const FILLS = `GET ${PATH}`;
const KEY = 'organizations/canary-4f1d9c/apiKeys/1';
const ACCOUNT = { id: 'portfolio', name: 'Coinbase Advanced', currency: 'USD', opened: null };
const WINDOW = { from: '2026-10-01', to: '2026-10-28', isLast: true };

const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ed = generateKeyPairSync('ed25519');
const pem = (key: KeyObject, type: 'sec1' | 'pkcs8') =>
  key.export({ format: 'pem', type } as never) as unknown as string;
const raw = (key: KeyObject, name: 'd' | 'x') =>
  Buffer.from(key.export({ format: 'jwk' })[name] as string, 'base64url');
const seed = raw(ed.privateKey, 'd');
const SEC1 = pem(ec.privateKey, 'sec1');

const broker = new BrokerServer();
beforeAll(() => broker.listen());
afterAll(() => broker.close());
beforeEach(() => broker.forget());

const client = (secret = SEC1) => broker.client(coinbase, { key: KEY, secret });
const answersOf = () => allOf(coinbase.answers(client(), ACCOUNT, WINDOW));
const page = (ids: readonly string[], cursor = '') => ({
  body: { fills: ids.map((id) => ({ entry_id: id })), cursor },
});
const tokenOf = ({ headers }: Asked) => headers.authorization?.replace(/^Bearer /, '') ?? '';

describe('Coinbase', () => {
  it.each([
    ['as its file has it', SEC1, ec.publicKey, 'ES256'],
    ['with ends of lines written out', SEC1.replaceAll('\n', String.raw`\n`), ec.publicKey, 'ES256'],
    ['with quotes around it', JSON.stringify(SEC1), ec.publicKey, 'ES256'],
    ['on one line', SEC1.replaceAll('\n', ' '), ec.publicKey, 'ES256'],
    ['in the newer form', pem(ec.privateKey, 'pkcs8'), ec.publicKey, 'ES256'],
    ['of Ed25519', pem(ed.privateKey, 'pkcs8'), ed.publicKey, 'EdDSA'],
    ['of Ed25519 in base64', Buffer.concat([seed, raw(ed.publicKey, 'x')]).toString('base64'), ed.publicKey, 'EdDSA'],
    ['of Ed25519, its first half alone', seed.toString('base64'), ed.publicKey, 'EdDSA'],
  ])('signs each request by a private key %s', async (_, secret, publicKey, alg) => {
    broker.answers = { [FILLS]: () => page([]) };
    expect(await coinbase.accounts(client(secret))).toEqual([ACCOUNT]);
    const token = tokenOf(broker.asked[0]!);
    const { payload } = await jwtVerify(token, publicKey, { currentDate: new Date(broker.now) });
    const seconds = broker.now / 1_000;
    expect(payload).toEqual({
      uri: `GET api.coinbase.com${PATH}`,
      sub: KEY,
      iss: 'cdp',
      nbf: seconds,
      exp: seconds + 120,
    });
    expect(decodeProtectedHeader(token)).toMatchObject({
      alg,
      kid: KEY,
      typ: 'JWT',
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each([
    ['nothing', ''],
    ['words', 'hunter2 hunter2'],
    ['half a key', SEC1.slice(0, 90)],
    ['a damaged key', SEC1.replace(/(KEY-----\n).{20}/, '$1')],
    ['a key of another curve', pem(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey, 'sec1')],
  ])('asks nothing with %s for a private key', async (_, secret) => {
    expect(await faultOf(coinbase.accounts(client(secret)))).toMatchObject({ kind: 'refused', field: 'secret' });
    expect(broker.asked).toHaveLength(0);
  });

  it('walks through fills by cursors, of whole days', async () => {
    const pages: Record<string, ReturnType<typeof page>> = { '': page(['E3', 'E2'], 'c1'), c1: page(['E1'], '') };
    broker.answers = { [FILLS]: ({ query }) => pages[query['cursor'] ?? '']! };
    expect(await answersOf()).toEqual(
      Object.values(pages).map(({ body }) => ({ call: 'fills', body: JSON.stringify(body) })),
    );
    expect(broker.asked.map(({ query }) => query)).toEqual(
      [{}, { cursor: 'c1' }].map((more) => ({
        limit: '100',
        start_sequence_timestamp: '2026-10-01T00:00:00Z',
        end_sequence_timestamp: '2026-10-29T00:00:00Z',
        ...more,
      })),
    );
    expect(new Set(broker.asked.map(tokenOf)).size).toBe(2);
  });

  it('does not walk in a circle', async () => {
    broker.answers = { [FILLS]: () => page(['E1'], 'c1') };
    expect(await faultOf(answersOf())).toMatchObject({ kind: 'unreadable' });
    broker.answers = { [FILLS]: () => page([], 'c1') };
    expect(await answersOf()).toEqual([]);
  });

  it.each([
    [401, { kind: 'refused', field: 'key' }],
    [403, { kind: 'refused', field: 'key' }],
    [400, { kind: 'unreadable' }],
  ])('tells what status %i means', async (status, fault) => {
    broker.answers = { [FILLS]: () => ({ status, body: 'canary-4f1d9c' }) };
    const found = await faultOf(answersOf());
    expect(found).toMatchObject(fault);
    expect(found?.message).not.toContain('canary');
  });

  it.each([
    ['a page', '<html>'],
    ['no list', { cursor: '' }],
    ['a fill without an id', { fills: [{ price: '1' }], cursor: '' }],
  ])('takes %s for no answer', async (_, body) => {
    broker.answers = { [FILLS]: () => ({ body }) };
    expect(await faultOf(answersOf())).toMatchObject({ kind: 'unreadable' });
  });
});
