import { render, screen } from '@testing-library/angular';
import { SignInPage } from './sign-in-page';

test('leads to Discord, and from there back to where one was', async () => {
  await render(SignInPage, { inputs: { returnTo: '/trades(sheet:add-trade)?status=open&tag=a b' } });
  const href = screen.getByRole('link', { name: 'Sign in with Discord' }).getAttribute('href') ?? '';
  const url = new URL(href, 'http://localhost');
  expect(url.pathname).toBe('/api/auth/discord');
  expect(url.searchParams.get('returnTo')).toBe('/trades(sheet:add-trade)?status=open&tag=a b');
});

test('who lacks the role is told exactly that, and can have it checked again', async () => {
  await render(SignInPage, { inputs: { error: 'access_denied' } });
  expect(screen.getByRole('alert').textContent).toBe('Access denied. Singularity tier required.');
  expect(screen.getByRole('link', { name: 'Check again' }).getAttribute('href')).toBe('/api/auth/discord');
});

test('an error that nobody knows is told as one that can be tried again', async () => {
  await render(SignInPage, { inputs: { error: 'toString' } });
  expect(screen.getByRole('alert').textContent).toBe('This sign-in was not completed. Please try again.');
});

test('who came without HTTPS is told what to do, and whom to tell', async () => {
  await render(SignInPage, { inputs: { error: 'not_https' } });
  expect(screen.getByRole('alert').textContent).toContain('its proxy must send the header “X-Forwarded-Proto: https”');
});
