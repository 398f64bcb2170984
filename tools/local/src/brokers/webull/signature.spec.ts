import { isSignedBy, signatureOf } from './signature.js';
import type { SignedRequest } from './signature.js';

/** The first is the example of Webull's documentation; the others follow from its rules. */
const SECRET = '0f50a2e853334a9aae1a783bee120c1f';
const headers = {
  'x-app-key': '776da210ab4a452795d74e726ebd74b6',
  'x-timestamp': '2022-01-04T03:55:31Z',
  'x-signature-version': '1.0',
  'x-signature-algorithm': 'HMAC-SHA1',
  'x-signature-nonce': '48ef5afed43d4d91ae514aaeafbc29ba',
};
const placed: SignedRequest = {
  path: '/trade/place_order',
  host: 'api.webull.com',
  query: [
    ['q1', 'yyy'],
    ['a1', 'webull'],
    ['a3', 'xxx'],
    ['a2', '123'],
  ],
  headers,
  body: '{"k1":123,"k2":"this is the api request body","k3":true,"k4":{"foo":[1,2]}}',
};
const listed: SignedRequest = {
  path: '/trading/orders/historical-orders/list',
  host: 'api.webull.com',
  query: [
    ['account_id', 'ACC1'],
    ['start_time', '2026-10-01T00:00:00Z'],
  ],
  headers,
  body: '',
};
const by256 = { ...headers, 'x-signature-algorithm': 'HMAC-SHA256' };

it.each([
  ['with SHA1', placed, 'kvlS6opdZDhEBo5jq40nHYXaLvM='],
  ['with SHA256', { ...placed, headers: by256 }, 'WmKFpDtQMSUhCYjmgA66EX5dQo+pS4qOwu3Kl0tb6KU='],
  ['without a body', listed, '0Vpz0GyeqvUEMZ3Hdyvs8aC3FUA='],
])('signs %s', (_case, request, signature) => expect(signatureOf(request, SECRET)).toBe(signature));

it.each([
  ['the path', { ...listed, path: '/trading/orders' }],
  ['the host', { ...listed, host: 'api.example.com' }],
  ['the query', { ...listed, query: [['account_id', 'ACC2']] as const }],
  ['the nonce', { ...listed, headers: { ...headers, 'x-signature-nonce': 'another' } }],
  ['a body', { ...listed, body: '{}' }],
])('does not hold for another: %s', (_case, request) => {
  const signed = { ...request.headers, 'x-signature': signatureOf(listed, SECRET) };
  expect(isSignedBy(SECRET, { ...listed, headers: { ...headers, 'x-signature': signed['x-signature'] } })).toBe(true);
  expect(isSignedBy(SECRET, { ...request, headers: signed })).toBe(false);
});

it('knows no other algorithm', () => {
  const other = { ...listed, headers: { ...headers, 'x-signature-algorithm': 'HMAC-MD5', 'x-signature': '' } };
  expect(isSignedBy(SECRET, other)).toBe(false);
});
