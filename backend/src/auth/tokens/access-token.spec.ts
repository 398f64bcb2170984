import { createHash } from 'node:crypto';
import { newToken, parseToken } from './access-token.js';

const USER = '01900000-0000-7000-8000-000000000001';
const KEY = 'a key of the app';

it('gives a token that names its member, has 256 bits of chance, and is kept as a hash', () => {
  const { text, given } = newToken(USER, KEY);
  const [, secret = ''] = /^sgl_[\w-]{64}_([\w-]{43})$/.exec(text) ?? [];
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(given).toEqual(parseToken(text, KEY));
  expect(given).toMatchObject({ userId: USER, isOurs: true });
  expect(given.secretHash).toEqual(createHash('sha256').update(secret).digest());
  expect(newToken(USER, KEY).text).not.toBe(text);
});

it('knows ids that it did not give out: they take nobody’s share', () => {
  const { text } = newToken(USER, 'another key');
  expect(parseToken(text, KEY)).toMatchObject({ userId: USER, isOurs: false });
});

it.each(['', 'sgl_', 'sgl__', `sgl_${'A'.repeat(64)}`, `sgl_${'!'.repeat(64)}_${'A'.repeat(43)}`])(
  'takes nothing else for a token: %s',
  (text) => expect(parseToken(text, KEY)).toBeNull(),
);

it('takes bytes that are no ids for no token', () => {
  expect(parseToken(`sgl_${'B'.repeat(64)}_${'A'.repeat(43)}`, KEY)).toBeNull();
});

it('takes one way of writing a secret for the token, though others have the same bytes', () => {
  const { text, given } = newToken(USER, KEY);
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = text.slice(0, -1) + last[(last.indexOf(text.at(-1)!) ^ 1) % 64];
  expect(parseToken(other, KEY)?.secretHash).not.toEqual(given.secretHash);
});
