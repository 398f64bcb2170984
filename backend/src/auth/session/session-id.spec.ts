import { createHmac } from 'node:crypto';
import { memberInCookie, newSessionId } from './session-id.js';

const MEMBER = '01a22584-7fa9-710a-879f-6b730322fc1a';
const SECRET = 'a secret';
const signed = (sid: string, secret = SECRET) =>
  `s:${sid}.${createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '')}`;
const memberIn = (cookies: string | undefined) => memberInCookie(cookies, 'sid', SECRET);

it('is told from a cookie that we have signed', () => {
  const cookie = encodeURIComponent(signed(newSessionId(MEMBER)));
  expect(memberIn(`other=1; sid=${cookie}; more=2`)).toBe(MEMBER);
  expect(memberIn(`sid="${cookie}"`)).toBe(MEMBER);
});

it.each([
  ['no cookie', undefined],
  ['cookies of others', `other=${signed(newSessionId(MEMBER))}`],
  ['one without a signature', `sid=${newSessionId(MEMBER)}`],
  ['one that somebody else has signed', `sid=${signed(newSessionId(MEMBER), 'another')}`],
  ['one of a session of nobody', `sid=${signed(newSessionId())}`],
  ['what cannot be decoded', `sid=%E0%A4%A`],
  ['one behind another of its name', `sid=x; sid=${signed(newSessionId(MEMBER))}`],
])('is nobody by %s', (_what, cookies) => expect(memberIn(cookies)).toBeNull());

it('is never the same twice', () => expect(newSessionId(MEMBER)).not.toBe(newSessionId(MEMBER)));
