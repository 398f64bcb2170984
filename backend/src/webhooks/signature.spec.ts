import { newSecret, signedHeaders } from './signature.js';

it('signs as Standard Webhooks does', () => {
  // The vector that its libraries are tested with, at https://github.com/standard-webhooks/standard-webhooks.
  const signed = { id: 'p5jXN8AQM9LWM0D4loKWxJek', seconds: 1_614_265_330, body: '{"test": 2432232314}' };
  expect(signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signed)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('makes secrets of 256 bits', () => {
  const [, secret = ''] = /^whsec_(.+)$/.exec(newSecret()) ?? [];
  expect(Buffer.from(secret, 'base64')).toHaveLength(32);
  expect(newSecret()).not.toBe(newSecret());
});
