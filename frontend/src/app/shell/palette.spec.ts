import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen, waitFor, within } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { SettingsPage } from '../settings/settings-page';
import { aTrade, anAccount, pageOf } from '../testing/samples';
import { SETTINGS_PLACES } from './settings-places';
import { Shell } from './shell';

const SYMBOLS = '/api/user/stats/breakdown';

// There is nothing to scroll in where nothing has a place.
Element.prototype.scrollIntoView ??= () => undefined;

async function openPalette() {
  const page = await openPage('/trades?tag=gap', [{ path: 'trades', component: Shell }]);
  await page.user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: /^Search pages/ });
  const groups = ['AAPL', 'NVDA', '/NQZ6'].map((key) => ({ key }));
  await page.server.answer('GET', SYMBOLS, { currencies: [{ currency: 'USD', groups }] });
  return { ...page, field };
}

function names(): (string | undefined)[] {
  return screen.queryAllByRole('option').map((option) => option.querySelector('.name')?.textContent);
}

function url(): string {
  return TestBed.inject(Router).url;
}

test('opens with the keyboard in its field and lists pages and actions', async () => {
  const { field } = await openPalette();
  expect(document.activeElement).toBe(field);
  const pages = [
    'Dashboard',
    'Trades',
    'Accounts',
    'Import',
    'Connections',
    'History',
    'Settings',
    'Compare',
    'Verify a file',
  ];
  expect(names().slice(0, 10)).toEqual([...pages, 'Add trade']);
});

test('asked for twice, it opens once', async () => {
  const page = await openPage('/trades', [{ path: 'trades', component: Shell }]);
  await page.user.keyboard('{Control>}kk{/Control}');
  await screen.findByRole('combobox', { name: /^Search pages/ });
  await settled();
  expect(screen.getAllByRole('dialog')).toHaveLength(1);
});

test('arrows choose a line, round the ends too, and Enter goes there with what is chosen on this page', async () => {
  const { user, field } = await openPalette();
  const chosen = () => document.getElementById(field.getAttribute('aria-activedescendant')!)!.textContent;
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(chosen()).toContain('Accounts');
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
  expect(chosen()).toContain('Sign out everywhere');
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
  await settled();
  await settled();
  expect(url()).toBe('/accounts?tag=gap');
});

test('finds actions by the beginnings of their words', async () => {
  const { user } = await openPalette();
  await user.keyboard('ad acc');
  expect(names()).toEqual(['Add account']);
});

test.each([
  ['verify', 'Verify a file'],
  ['demo', 'Demo'],
  ['csv', 'Export trades as CSV'],
  ['time zone', 'Time zone'],
  ['tz', 'Time zone'],
  ['sign out', 'Sign out'],
  ['log out', 'Sign out'],
  ['fees', 'Default fees'],
  ['commissions', 'Default fees'],
  ['dark', 'Dark theme'],
  ['privacy', 'Hide amounts'],
  ['24', 'Clock'],
  ['gdpr', 'Delete account'],
  ['overview', 'Dashboard'],
  ['as of', 'View as of…'],
  ['time travel', 'View as of…'],
  ['difference', 'Compare'],
])('finds what one may call "%s"', async (typed, name) => {
  const { user } = await openPalette();
  await user.keyboard(typed);
  expect(names()).toContain(name);
});

test('what is called so stands before what one may only call so', async () => {
  const { user } = await openPalette();
  await user.keyboard('theme');
  expect(names()[0]).toBe('Dark theme');
  await user.clear(screen.getByRole('combobox', { name: /^Search pages/ }));
  await user.keyboard('dark');
  expect(names()).toEqual(['Dark theme', 'Theme']);
});

test('a setting opens at its place', async () => {
  const { user } = await openPalette();
  await user.keyboard('usual{Enter}');
  await settled();
  await settled();
  expect(url()).toBe('/settings?tag=gap#usual-fees');
});

test('every place that the palette names is on the page of settings', async () => {
  await openPage('/settings', [{ path: 'settings', component: SettingsPage }]);
  const missing = SETTINGS_PLACES.filter(({ fragment }) => document.getElementById(fragment) === null);
  expect(missing).toEqual([]);
});

test('finds tags and accounts, and shows what belongs to them', async () => {
  const { user, server } = await openPalette();
  await user.keyboard('s');
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount({ id: 'a1', name: 'Swing', platform: 'Schwab' })));
  const tags = ['setup a', 'gap'].map((key) => ({ key }));
  await server.answer('GET', SYMBOLS, { currencies: [{ currency: 'USD', groups: tags }] });
  expect(names()).toEqual(expect.arrayContaining(['Swing', 'Trades tagged setup a']));
  expect(names()).not.toContain('Trades tagged gap');
  await user.click(screen.getByRole('option', { name: /Trades tagged setup a/ }));
  await settled();
  await settled();
  expect(url()).toBe('/trades?tag=setup%20a');
});

test('lists tags where it is tags that one asks for', async () => {
  const { user, server } = await openPalette();
  await user.keyboard('tags');
  const tags = ['setup a', 'gap'].map((key) => ({ key }));
  await server.answer('GET', SYMBOLS, { currencies: [{ currency: 'USD', groups: tags }] });
  expect(names()).toEqual(['Trades tagged gap', 'Trades tagged setup a']);
});

test('finds symbols by their beginning, and the newest trades in the nearest of them', async () => {
  const { user, server } = await openPalette();
  await user.keyboard('nv');
  const asked = await server.answer(
    'GET',
    '/api/user/trades',
    pageOf(aTrade({ symbol: 'NVDA', direction: 'SHORT', netPnl: '-12' })),
  );
  expect(asked.request.params.get('symbol')).toBe('NVDA');
  expect(names()).toEqual(['Trades in NVDA', 'NVDA Short']);
  const trade = screen.getByRole('option', { name: /NVDA Short/ });
  expect(within(trade).getByText('−$12.00')).toBeTruthy();
  await user.click(trade);
  await settled();
  await settled();
  expect(url()).toBe('/trades/t1?tag=gap');
});

test('a future is found without its stroke', async () => {
  const { user } = await openPalette();
  await user.keyboard('nq');
  expect(names()).toEqual(['Trades in /NQZ6']);
});

test('trades of another symbol do not stay while the next is looked for', async () => {
  const { user, server } = await openPalette();
  await user.keyboard('nvda');
  await server.answer('GET', '/api/user/trades', pageOf(aTrade({ symbol: 'NVDA' })));
  await user.clear(screen.getByRole('combobox', { name: /^Search pages/ }));
  await user.keyboard('aapl');
  expect(names()).toEqual(['Trades in AAPL']);
});

test('says when nothing is called that', async () => {
  const { user, server } = await openPalette();
  await user.keyboard('zzz');
  await server.answer('GET', '/api/user/trades', pageOf());
  await server.answer('GET', '/api/user/accounts', pageOf());
  await server.answer('GET', SYMBOLS, { currencies: [] });
  expect(screen.getByText('No results')).toBeTruthy();
});

test('Escape leaves everything as it was', async () => {
  const { field } = await openPalette();
  fireEvent.keyDown(field, { key: 'Escape', keyCode: 27 });
  await waitFor(() => expect(screen.queryByRole('combobox', { name: /^Search pages/ })).toBeNull());
  expect(url()).toBe('/trades?tag=gap');
});
