import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen } from '@testing-library/angular';
import { openPage } from '../testing/render-page';
import { Shell } from './shell';

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
  ['Log out', '/api/auth/logout'],
  ['Log out everywhere', '/api/auth/logout-everywhere'],
])('%s ends at the sign-in page', async (name, path) => {
  const { user, server } = await openPage('/trades', ROUTES);
  await user.click(screen.getByRole('button', { name: 'Signed in as demo.one' }));
  await user.click(screen.getByRole('menuitem', { name }));
  await server.answer('POST', path, {});
  expect(TestBed.inject(Router).url).toBe('/login');
});
