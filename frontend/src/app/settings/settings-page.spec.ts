import { TestBed } from '@angular/core/testing';
import { screen } from '@testing-library/angular';
import { Session } from '../session/session';
import { MEMBER, openPage } from '../testing/render-page';
import { receipted } from '../testing/samples';
import { SettingsPage } from './settings-page';

const SETTINGS = '/api/user/settings';

function open() {
  return openPage('/settings', [{ path: 'settings', component: SettingsPage }]);
}

function themeNow(): string {
  return TestBed.inject(Session).settings().theme;
}

test('a theme is there at once, and taken back when the server refuses it', async () => {
  const { user, server } = await open();
  await user.click(screen.getByRole('radio', { name: 'Light' }));
  expect(themeNow()).toBe('light');
  await server.refuse('PATCH', SETTINGS, { status: 503 });
  expect(themeNow()).toBe('system');
});

test('choosing a theme does not throw away what is typed', async () => {
  const { user, server } = await open();
  const base = screen.getByLabelText<HTMLInputElement>('Base currency');
  await user.clear(base);
  await user.type(base, 'eur');
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await server.answer('PATCH', SETTINGS, receipted({ ...MEMBER.settings, theme: 'dark', streamVersion: 2 }));
  expect(base.value).toBe('eur');
});

test('only what changed is saved', async () => {
  const { user, server } = await open();
  await user.selectOptions(screen.getByLabelText('Time zone'), 'Europe/Zurich');
  await user.click(screen.getByRole('button', { name: 'Add a currency' }));
  await user.type(screen.getByLabelText('Amount'), '1.50');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const { request } = await server.answer(
    'PATCH',
    SETTINGS,
    receipted({ ...MEMBER.settings, timeZone: 'Europe/Zurich', streamVersion: 2 }),
  );
  expect(request.body).toEqual({ timeZone: 'Europe/Zurich', breakevenTolerance: { USD: '1.5' } });
  expect(TestBed.inject(Session).timeZone()).toBe('Europe/Zurich');
});

test.each([
  ['a negative tolerance', '-1', 'Zero or more.'],
  ['a tolerance of letters', 'some', 'Zero or more.'],
])('%s is told at its field', async (_name, typed, message) => {
  const { user, server } = await open();
  await user.click(screen.getByRole('button', { name: 'Add a currency' }));
  await user.type(screen.getByLabelText('Amount'), typed);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText(message)).toBeTruthy();
  expect(server.waiting('PATCH', SETTINGS)).toBe(0);
});

test('the ledger is verified on request, and the first broken entry is named', async () => {
  const { user, server } = await open();
  const verify = () => user.click(screen.getByRole('button', { name: 'Verify ledger' }));
  await verify();
  await server.answer('GET', '/api/user/ledger/verify', { valid: true, version: 12, hash: 'abc', brokenAt: null });
  expect(screen.getByText(/All 12 entries are as they were recorded/)).toBeTruthy();
  await verify();
  await server.answer('GET', '/api/user/ledger/verify', { valid: false, version: 12, hash: 'abc', brokenAt: 5 });
  expect(screen.getByText(/Entry 5 is not as it was recorded/)).toBeTruthy();
});
