import { safeReturnTo } from './return-to.js';

it.each([
  '/',
  '/trades',
  '/trades?symbol=%2FES&page=2',
  '/trades#top',
  '/accounts/01920000-0000-7000-8000-000000000001',
])('goes back to %s', (path) => {
  expect(safeReturnTo(path)).toBe(path);
});

it.each([
  ['nothing', undefined],
  ['two of them', ['/trades', '/accounts']],
  ['a whole address', 'https://evil.example/'],
  ['an address without a scheme', '//evil.example/'],
  ['a backslash', '/\\evil.example'],
  ['backslashes', '\\\\evil.example'],
  ['a tab that browsers drop', '/\t/evil.example'],
  ['a line break', '/trades\r\nSet-Cookie: a=b'],
  ['dots that lead to two slashes', '/.//evil.example'],
  ['more such dots', '/a/..//evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['a path that begins with nothing', 'trades'],
  ['the API', '/api/auth/discord'],
  ['the API by a detour', '/x/../api/auth/logout'],
  ['the login page', '/login?error=retry'],
  ['an endless path', `/${'a'.repeat(600)}`],
  ['a host that cannot be', '/\u0000'],
])('goes home for %s', (_case, asked) => {
  expect(safeReturnTo(asked)).toBe('/');
});
