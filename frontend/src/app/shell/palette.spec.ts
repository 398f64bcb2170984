import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen, waitFor, within } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { aTrade, pageOf } from '../testing/samples';
import { Shell } from './shell';

const SYMBOLS = '/api/user/stats/breakdown';

// There is nothing to scroll in where nothing has a place.
Element.prototype.scrollIntoView ??= () => undefined;

async function openPalette() {
  const page = await openPage('/trades?tag=gap', [{ path: 'trades', component: Shell }]);
  await page.user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: /Find a page/ });
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
  expect(names().slice(0, 6)).toEqual(['Dashboard', 'Trades', 'Accounts', 'History', 'Settings', 'Add trade']);
});

test('asked for twice, it opens once', async () => {
  const page = await openPage('/trades', [{ path: 'trades', component: Shell }]);
  await page.user.keyboard('{Control>}kk{/Control}');
  await screen.findByRole('combobox', { name: /Find a page/ });
  await settled();
  expect(screen.getAllByRole('dialog')).toHaveLength(1);
});

test('arrows choose a line, round the ends too, and Enter goes there with what is chosen on this page', async () => {
  const { user, field } = await openPalette();
  const chosen = () => document.getElementById(field.getAttribute('aria-activedescendant')!)!.textContent;
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(chosen()).toContain('Accounts');
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
  expect(chosen()).toContain('Log out everywhere');
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
  await user.clear(screen.getByRole('combobox', { name: /Find a page/ }));
  await user.keyboard('aapl');
  expect(names()).toEqual(['Trades in AAPL']);
});

test('says when nothing is called that', async () => {
  const { user, server } = await openPalette();
  await user.keyboard('zzz');
  await server.answer('GET', '/api/user/trades', pageOf());
  expect(screen.getByText('Nothing is called that.')).toBeTruthy();
});

test('Escape leaves everything as it was', async () => {
  const { field } = await openPalette();
  fireEvent.keyDown(field, { key: 'Escape', keyCode: 27 });
  await waitFor(() => expect(screen.queryByRole('combobox', { name: /Find a page/ })).toBeNull());
  expect(url()).toBe('/trades?tag=gap');
});
