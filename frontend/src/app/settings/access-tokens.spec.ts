import { vi } from 'vitest';
import { screen, within } from '@testing-library/angular';
import { openPage } from '../testing/render-page';
import { pageOf } from '../testing/samples';
import { AccessTokens } from './access-tokens';

const TOKENS = '/api/user/tokens';
const TOKEN = {
  id: '01900000-0000-7000-8000-00000000000a',
  name: 'Backup script',
  scopes: ['read', 'import'],
  createdAt: '2026-03-01T15:00:00.000Z',
  expiresAt: '2099-06-01T15:00:00.000Z',
  lastUsedAt: '2026-03-02T15:00:00.000Z',
  lastUsedFrom: '203.0.113.7',
};
const SECRET = 'sgl_id_secret';

async function open(items: readonly object[] = []) {
  const page = await openPage('/', [{ path: '', component: AccessTokens }]);
  await page.server.answer('GET', TOKENS, pageOf(...items));
  return page;
}

async function create(user: Awaited<ReturnType<typeof open>>['user']) {
  await user.click(screen.getByRole('button', { name: 'New token…' }));
  const form = within(screen.getByRole('form', { name: 'New access token' }));
  return { form, submit: () => user.click(form.getByRole('button', { name: 'Create token' })) };
}

test('each says what it may do, when it ends and when it was last used, and from where', async () => {
  await open([TOKEN, { ...TOKEN, id: 'b', name: 'Old', expiresAt: '2026-01-01T00:00:00Z', lastUsedAt: null }]);
  const [first, second] = within(screen.getByRole('list', { name: 'Access tokens' })).getAllByRole('listitem');
  expect(first?.textContent).toMatch(
    /Backup script.*Read, Import · expires Jun 1, 2099 · last used .* from 203\.0\.113\.7/,
  );
  expect(second?.textContent).toMatch(/Old.*Expired.*never used/);
});

test('a new one asks for a name, scopes and an end, and is shown once, to copy', async () => {
  const { user, server } = await open();
  const { form, submit } = await create(user);
  expect(form.getByRole('checkbox', { name: /Import.*fills of brokers/ })).toBeTruthy();
  await user.type(form.getByLabelText('Token name'), ' Backup script ');
  await user.click(form.getByRole('checkbox', { name: /^Import/ }));
  await user.click(form.getByRole('radio', { name: '30 days' }));
  const before = Date.now();
  await submit();
  const { request } = await server.answer('POST', TOKENS, { ...TOKEN, token: SECRET });
  const { expiresAt, ...rest } = request.body as { expiresAt: string };
  expect(rest).toEqual({ name: 'Backup script', scopes: ['read', 'import'] });
  expect(Math.round((Date.parse(expiresAt) - before) / 86_400_000)).toBe(30);
  await server.answer('GET', TOKENS, pageOf(TOKEN));
  const made = within(screen.getByRole('region', { name: 'New token' }));
  expect(made.getByText(SECRET)).toBeTruthy();
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await user.click(made.getByRole('button', { name: 'Copy token' }));
  expect(written).toHaveBeenCalledWith(SECRET);
  await user.click(made.getByRole('button', { name: 'Done' }));
  expect(screen.queryByText(SECRET)).toBeNull();
});

test('one that never ends says no day', async () => {
  const { user, server } = await open();
  const { form, submit } = await create(user);
  await user.type(form.getByLabelText('Token name'), 'Script');
  await user.click(form.getByRole('radio', { name: 'Never' }));
  await submit();
  const { request } = await server.answer('POST', TOKENS, { ...TOKEN, token: SECRET });
  expect(request.body).toEqual({ name: 'Script', scopes: ['read'] });
});

test('without a name or a scope none is made, and both are told', async () => {
  const { user, server } = await open();
  const { form, submit } = await create(user);
  await user.click(form.getByRole('checkbox', { name: /^Read/ }));
  await submit();
  expect(form.getByText('Enter a name.')).toBeTruthy();
  expect(form.getByText('Choose at least one scope.')).toBeTruthy();
  expect(server.waiting('POST', TOKENS)).toBe(0);
});

test('what the server refuses is told in the form', async () => {
  const { user, server } = await open();
  const { form, submit } = await create(user);
  await user.type(form.getByLabelText('Token name'), 'Script');
  await submit();
  await server.refuse('POST', TOKENS, { status: 409, detail: 'You have 50 access tokens. Revoke one first.' });
  expect(form.getByText(/You have 50 access tokens/)).toBeTruthy();
});

test('is revoked once that is confirmed', async () => {
  const { user, server } = await open([TOKEN]);
  const revoke = () => user.click(screen.getByRole('button', { name: 'Revoke Backup script' }));
  await revoke();
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(server.waiting('DELETE', `${TOKENS}/${TOKEN.id}`)).toBe(0);
  await revoke();
  await user.click(await screen.findByRole('button', { name: 'Revoke' }));
  await server.answer('DELETE', `${TOKENS}/${TOKEN.id}`, TOKEN);
  await server.answer('GET', TOKENS, pageOf());
  expect(screen.queryByText('Backup script')).toBeNull();
});

test('that cannot be read can be asked for again', async () => {
  const { user, server } = await openPage('/', [{ path: '', component: AccessTokens }]);
  await server.refuse('GET', TOKENS, { status: 503 });
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await server.answer('GET', TOKENS, pageOf(TOKEN));
  expect(screen.getByText('Backup script')).toBeTruthy();
});
