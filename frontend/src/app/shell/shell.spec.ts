import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen, waitFor, within } from '@testing-library/angular';
import { MEMBER, openPage, settled } from '../testing/render-page';
import { Amount } from '../ui/amount';
import { Shell } from './shell';

@Component({ selector: 'app-some-sheet', template: '' })
class SomeSheet {}

@Component({ selector: 'app-with-search', template: `<input type="search" aria-label="Symbol" />` })
class WithSearch {}

@Component({ selector: 'app-with-amount', imports: [Amount], template: `<app-amount value="12.5" currency="USD" />` })
class WithAmount {}

const ROUTES = [{ path: 'trades', component: Shell }];

test('says who is signed in and where one is', async () => {
  await openPage('/trades', ROUTES);
  expect(screen.getByRole('button', { name: 'Signed in as demo.one' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Trades' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('link', { name: 'Dashboard' }).getAttribute('aria-current')).toBeNull();
});

test('a picture that does not come is replaced by an initial', async () => {
  await openPage('/trades', ROUTES);
  const member = screen.getByRole('button', { name: 'Signed in as demo.one' });
  fireEvent.error(member.querySelector('img')!);
  expect(await screen.findByText('d')).toBeTruthy();
});

test.each([
  ['Sign out', '/api/auth/logout'],
  ['Sign out everywhere', '/api/auth/logout-everywhere'],
])('%s ends at the sign-in page', async (name, path) => {
  const { user, server } = await openPage('/trades', ROUTES);
  await user.click(screen.getByRole('button', { name: 'Signed in as demo.one' }));
  await user.click(screen.getByRole('menuitem', { name }));
  await server.answer('POST', path, {});
  expect(TestBed.inject(Router).url).toBe('/login');
});

test('the account menu leads to the past and to comparing', async () => {
  const { user } = await openPage('/trades', ROUTES);
  const open = () => user.click(screen.getByRole('button', { name: 'Signed in as demo.one' }));
  await open();
  await user.click(screen.getByRole('menuitem', { name: 'View as of…' }));
  const dialog = await screen.findByRole('dialog', { name: 'View as of' });
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await open();
  await user.click(screen.getByRole('menuitem', { name: 'Compare' }));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/compare');
});

test('a history that was replaced is told on every page, with the way to what to do', async () => {
  const items = [11, 22].map((n) => ({ version: 5, hash: `${n}`.repeat(32) }));
  localStorage.setItem(`receipts.${MEMBER.dbUserId}`, JSON.stringify(items));
  await openPage('/trades', ROUTES);
  const alarm = within(screen.getByRole('alert', { name: 'Your history' }));
  expect(alarm.getByText('Part of your history was replaced.')).toBeTruthy();
  expect(alarm.getByRole('link', { name: 'What to do' }).getAttribute('href')).toBe('/verify');
  localStorage.clear();
});

test('single keys lead to pages and open sheets, and ? lists them', async () => {
  const { user } = await openPage('/trades?tag=gap', ROUTES);
  await user.keyboard('?');
  const help = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(within(help).getByText('Add trade').nextElementSibling?.textContent.trim()).toBe('N');
  await user.click(within(help).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.keyboard('ga');
  await settled();
  expect(TestBed.inject(Router).url).toBe('/accounts?tag=gap');
});

test('P and the eye hide every amount of money, and show it again', async () => {
  const { user } = await openPage('/trades', [
    { path: 'trades', component: Shell, children: [{ path: '', component: WithAmount }] },
  ]);
  const eye = screen.getByRole('button', { name: 'Hide amounts' });
  expect(screen.getByText('+$12.50')).toBeTruthy();
  await user.keyboard('p');
  expect(eye.getAttribute('aria-pressed')).toBe('true');
  expect(screen.queryByText('+$12.50')).toBeNull();
  expect(screen.getByText('•••')).toBeTruthy();
  await user.click(eye);
  expect(screen.getByText('+$12.50')).toBeTruthy();
  expect(eye.getAttribute('aria-pressed')).toBe('false');
});

test('N opens the sheet over the page, with what is chosen on it', async () => {
  const sheet = { path: 'add-trade', outlet: 'sheet', component: SomeSheet };
  const { user } = await openPage('/trades?tag=gap', [...ROUTES, sheet]);
  await user.keyboard('n');
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades(sheet:add-trade)?tag=gap');
});

test('/ goes to the search of the page, and to the palette where there is none', async () => {
  const { user } = await openPage('/with', [
    { path: 'with', component: Shell, children: [{ path: '', component: WithSearch }] },
    { path: 'without', component: Shell },
  ]);
  await user.keyboard('/');
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  await TestBed.inject(Router).navigateByUrl('/without');
  await user.keyboard('/');
  expect(await screen.findByRole('combobox', { name: /Search pages/ })).toBeTruthy();
});

test('only pages that show what is chosen have the bar for it', async () => {
  const children = [
    { path: 'with', component: WithSearch, data: { filtered: true } },
    { path: 'changes', component: WithSearch, data: { filtered: true, ofChanges: true } },
    { path: 'without', component: WithSearch },
  ];
  await openPage('/with', [{ path: '', component: Shell, children }]);
  expect(screen.getByRole('combobox', { name: 'Period' })).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Tags/ })).toBeTruthy();
  await TestBed.inject(Router).navigateByUrl('/changes');
  await settled();
  expect(screen.getByRole('button', { name: /^Accounts/ })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Tags/ })).toBeNull();
  await TestBed.inject(Router).navigateByUrl('/without');
  await settled();
  expect(screen.queryByRole('combobox', { name: 'Period' })).toBeNull();
});

test('deleted trades are listed all, with no filter above them', async () => {
  const routes = [
    { path: '', component: Shell, children: [{ path: '', component: WithSearch, data: { filtered: true } }] },
  ];
  await openPage('/?status=closed', routes);
  expect(screen.getByRole('combobox', { name: 'Period' })).toBeTruthy();
  await TestBed.inject(Router).navigateByUrl('/?status=deleted');
  await settled();
  expect(screen.queryByRole('combobox', { name: 'Period' })).toBeNull();
});

test('the demo ledger says so, and can be left and removed', async () => {
  const { user, server } = await openPage('/trades', ROUTES, MEMBER, { demo: true });
  const banner = screen.getByRole('region', { name: 'Demo mode' });
  await user.click(within(banner).getByRole('button', { name: 'Exit demo' }));
  await server.lose('POST', '/api/user/demo/leave');
  await user.click(within(banner).getByRole('button', { name: 'Remove demo' }));
  expect(server.waiting('DELETE', '/api/user/demo')).toBe(1);
});

test('without the demo nothing is said of it', async () => {
  await openPage('/trades', ROUTES);
  expect(screen.queryByRole('region', { name: 'Demo mode' })).toBeNull();
});
