import type { Prepared } from '../http/asking.js';
import { signatureOf } from './signature.js';
import type { Algorithm } from './signature.js';

// The example of Webull's documentation of signatures. The values for SHA-256 and for GET follow from the same rules.
const DOCUMENTED = {
  appKey: '776da210ab4a452795d74e726ebd74b6',
  appSecret: '0f50a2e853334a9aae1a783bee120c1f',
  nonce: '48ef5afed43d4d91ae514aaeafbc29ba',
  at: Date.parse('2022-01-04T03:55:31Z'),
};
const POST: Prepared = {
  method: 'POST',
  host: 'api.webull.com',
  path: '/trade/place_order',
  query: Object.entries({ q1: 'yyy', a1: 'webull', a2: '123', a3: 'xxx' }),
  body: '{"k1":123,"k2":"this is the api request body","k3":true,"k4":{"foo":[1,2]}}',
};
const GET: Prepared = {
  method: 'GET',
  host: 'api.webull.com',
  path: '/trading/orders/historical-orders/list',
  query: Object.entries({ start_time: '2026-10-01T00:00:00Z', account_id: 'ACC1' }),
  body: '',
};

describe('the signature of Webull', () => {
  it.each<[string, Prepared, Algorithm, string]>([
    ['a request with a body', POST, 'HMAC-SHA1', 'kvlS6opdZDhEBo5jq40nHYXaLvM='],
    ['a request with a body', POST, 'HMAC-SHA256', 'WmKFpDtQMSUhCYjmgA66EX5dQo+pS4qOwu3Kl0tb6KU='],
    ['a request without one', GET, 'HMAC-SHA1', '0Vpz0GyeqvUEMZ3Hdyvs8aC3FUA='],
  ])('of %s is right', (_, prepared, algorithm, signature) => {
    expect(signatureOf(prepared, { ...DOCUMENTED, algorithm })).toEqual({
      'x-app-key': DOCUMENTED.appKey,
      'x-signature-algorithm': algorithm,
      'x-signature-nonce': DOCUMENTED.nonce,
      'x-signature-version': '1.0',
      'x-timestamp': '2022-01-04T03:55:31Z',
      'x-signature': signature,
    });
  });
});
