import { render, screen } from '@testing-library/angular';
import { SignInPage } from './sign-in-page';

test('leads to Discord, and from there back to where one was', async () => {
  await render(SignInPage, { inputs: { returnTo: '/trades(sheet:add-trade)?status=open&tag=a b' } });
  const href = screen.getByRole('link', { name: 'Sign in with Discord' }).getAttribute('href') ?? '';
  const url = new URL(href, 'http://localhost');
  expect(url.pathname).toBe('/api/auth/discord');
  expect(url.searchParams.get('returnTo')).toBe('/trades(sheet:add-trade)?status=open&tag=a b');
});

const INVITE = 'https://discord.gg/singularity';
const linkTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

describe('who is refused', () => {
  test.each([
    ['not_in_server', 'This Discord account is not in the server.', 'Join the Discord server'],
    ['no_role', /is in the server but does not have the Singularity role\.$/, 'Open the Discord server'],
  ])('is told which of the two is missing, and led to the server: %s', async (reason, missing, link) => {
    await render(SignInPage, { inputs: { error: 'access_denied', reason, invite: INVITE } });
    expect(screen.getByRole('alert').textContent).toBe('Access denied. Singularity tier required.');
    expect(screen.getByText(missing)).toBeTruthy();
    expect(linkTo(link)).toBe(INVITE);
  });

  test('is told whom to ask where there is no link to the server', async () => {
    await render(SignInPage, { inputs: { error: 'access_denied', reason: 'not_in_server', invite: null } });
    expect(screen.getByText(/Ask the community for an invite\.$/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: /server/ })).toBeNull();
  });

  test('can have it checked again, or come as somebody else, and gets to where they wanted to go', async () => {
    await render(SignInPage, { inputs: { error: 'access_denied', reason: 'no_role', returnTo: '/trades' } });
    expect(linkTo('Check again')).toBe('/api/auth/discord?returnTo=%2Ftrades');
    expect(linkTo('Use another Discord account')).toBe('/api/auth/discord?account=another&returnTo=%2Ftrades');
  });

  test('whose role was lost while signed in, is told no reason that is not known', async () => {
    await render(SignInPage, { inputs: { error: 'access_denied', reason: 'toString', invite: INVITE } });
    expect(screen.queryByText(/This Discord account/)).toBeNull();
    expect(linkTo('Open the Discord server')).toBe(INVITE);
  });
});

test('a reason counts only where access was denied', async () => {
  await render(SignInPage, { inputs: { error: 'retry', reason: 'no_role', invite: INVITE } });
  expect(screen.queryByText(/This Discord account/)).toBeNull();
  expect(screen.queryByRole('link', { name: /account|server/ })).toBeNull();
});

test('an error that nobody knows is told as one that can be tried again', async () => {
  await render(SignInPage, { inputs: { error: 'toString' } });
  expect(screen.getByRole('alert').textContent).toBe('Sign-in was not completed. Try again.');
});

test('who came without HTTPS is told what to do, and whom to tell', async () => {
  await render(SignInPage, { inputs: { error: 'not_https' } });
  expect(screen.getByRole('alert').textContent).toContain('the proxy must send the header “X-Forwarded-Proto: https”');
});
