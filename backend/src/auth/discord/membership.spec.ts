import { membershipFrom, membershipFromBot } from './membership.js';

const ROLE = '1180451290417200003';
const user = { id: '80351110224678912', username: 'somebody', avatar: null };
const member = { user, roles: ['1', ROLE] };
const from = (status: number, body: unknown, retryAfterSeconds?: number) =>
  membershipFrom({ status, body, retryAfterSeconds }, ROLE);

it('is granted with the role', () => {
  expect(from(200, member)).toEqual({
    status: 'granted',
    profile: {
      discordId: '80351110224678912',
      username: 'somebody',
      avatar: 'https://cdn.discordapp.com/embed/avatars/5.png',
    },
  });
});

it.each([
  ['a picture', '0123456789abcdef0123456789abcdef', 'avatars/80351110224678912/0123456789abcdef0123456789abcdef.png'],
  [
    'a moving one',
    'a_0123456789abcdef0123456789abcdef',
    'avatars/80351110224678912/a_0123456789abcdef0123456789abcdef.png',
  ],
  ['something else', '../../evil', 'embed/avatars/5.png'],
])('shows %s', (_case, avatar, path) => {
  const granted = from(200, { ...member, user: { ...user, avatar } });
  expect(granted).toMatchObject({ profile: { avatar: `https://cdn.discordapp.com/${path}` } });
});

it.each([
  ['other roles only', 200, { ...member, roles: ['1', '2'] }, 'no_role'],
  ['no role at all', 200, { ...member, roles: [] }, 'no_role'],
  ['an unknown server', 404, { message: 'Unknown Guild', code: 10004 }, 'not_in_server'],
  ['an unknown member', 404, { message: 'Unknown Member', code: 10007 }, 'not_in_server'],
])('is denied for %s', (_case, status, body, why) => {
  expect(from(status, body)).toEqual({ status: 'denied', why });
});

it.each([
  ['401', 401, { message: '401: Unauthorized', code: 0 }],
  ['an invalid token', 403, { message: 'Invalid OAuth2 access token', code: 50025 }],
])('asks for a new sign-in after %s', (_case, status, body) => {
  expect(from(status, body)).toEqual({ status: 'token-dead' });
});

it.each([
  ['another 404', 404, { message: 'Unknown Role', code: 10011 }],
  ['a 404 of some proxy', 404, undefined],
  ['a 401 of some proxy', 401, undefined],
  ['a missing scope', 403, { message: 'Missing required OAuth2 scope', code: 50026 }],
  ['a failure', 500, { message: '500: Internal Server Error', code: 0 }],
  ['a page instead of JSON', 200, undefined],
  ['a list', 200, []],
  ['roles that are no list', 200, { user, roles: ROLE }],
  ['no roles', 200, { user }],
  ['a user without an id', 200, { ...member, user: { username: 'somebody' } }],
  ['an id that is a number', 200, { ...member, user: { ...user, id: 80351110224678910 } }],
  ['a user without a name', 200, { ...member, user: { ...user, username: '' } }],
  ['no user', 200, { roles: [ROLE] }],
])('is unknown for %s', (_case, status, body) => {
  expect(from(status, body)).toMatchObject({ status: 'unknown' });
});

it('says how long Discord wants to be left alone', () => {
  expect(from(429, { message: 'You are being rate limited.' }, 7)).toMatchObject({ retryAfterSeconds: 7 });
  expect(from(429, undefined, 7)).toMatchObject({ retryAfterSeconds: 7 });
});

describe('an answer to the bot', () => {
  const fromBot = (status: number, body: unknown) =>
    membershipFromBot({ status, body, retryAfterSeconds: undefined }, ROLE);

  it('is about the member where it is certain', () => {
    expect(fromBot(200, member)).toMatchObject({ status: 'granted' });
    expect(fromBot(200, { ...member, roles: [] })).toEqual({ status: 'denied', why: 'no_role' });
    expect(fromBot(404, { message: 'Unknown Member', code: 10007 })).toEqual({
      status: 'denied',
      why: 'not_in_server',
    });
  });

  it.each([
    ['does not accept its token', 401, { message: '401: Unauthorized', code: 0 }],
    ['does not show it the server', 404, { message: 'Unknown Guild', code: 10004 }],
    ['does not let it look', 403, { message: 'Missing Access', code: 50001 }],
  ])('is unknown where Discord %s', (_case, status, body) => {
    expect(fromBot(status, body)).toMatchObject({ status: 'unknown' });
  });
});
