import { vi } from 'vitest';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen, within } from '@testing-library/angular';
import type { BrokerAnswer, ConnectionAnswer } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf, receipted } from '../testing/samples';
import { ConnectionActions } from './connection-actions';
import { ConnectPage } from './connect-page';
import { MappingPage } from './mapping-page';
import { TOPSTEPX, aBroker, aBrokerAccount, aConnection } from './testing/a-connection';

const CONNECTIONS = '/api/user/connections';
const ONE = `${CONNECTIONS}/c1`;
const ACCOUNTS = '/api/user/accounts';
const ROUTES = [
  { path: 'connections/add/:broker', component: ConnectPage },
  { path: 'connections/:id/accounts', component: MappingPage },
];
const url = () => TestBed.inject(Router).url;
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const NEW = { accountId: null, balance: null, agreement: null, floor: null };

describe('a broker', () => {
  async function open(broker: BrokerAnswer = aBroker()) {
    const page = await openPage(`/connections/add/${broker.broker}`, ROUTES);
    await page.server.answer('GET', '/api/user/brokers', { items: [broker] });
    return page;
  }

  test('is connected with a key that is hidden until one looks', async () => {
    const { user, server } = await open();
    expect(screen.getByText('Whoever has this token can also trade in your account.')).toBeTruthy();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toContain('Copy the access token.');
    await user.click(button('Connect'));
    expect(screen.getByText('Enter the access token.')).toBeTruthy();
    const token = screen.getByLabelText<HTMLInputElement>('Access token');
    await user.type(token, 'abc');
    expect(token.type).toBe('password');
    await user.click(button('Show access token'));
    expect(token.type).toBe('text');
    await user.click(button('Connect'));
    const { request } = await server.answer('POST', CONNECTIONS, receipted({ ...aConnection(), consentUrl: null }, 8));
    expect(request.body).toEqual({ broker: 'tradier', label: 'Tradier', credentials: { token: 'abc' } });
    await settled();
    expect(url()).toBe('/connections/c1/accounts');
  });

  test('that does not take the key says so at its field, and that it is away for all', async () => {
    const { user, server } = await open();
    const token = screen.getByLabelText('Access token');
    await user.type(token, 'abc');
    await user.click(button('Connect'));
    const errors = [{ field: 'credentials.token', message: 'Tradier does not know this token.' }];
    await server.refuse('POST', CONNECTIONS, { status: 422, errors });
    expect(token.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Tradier does not know this token.')).toBeTruthy();
    await user.click(button('Connect'));
    await server.refuse('POST', CONNECTIONS, { status: 503, title: 'Away', detail: 'The broker does not answer.' });
    expect(screen.getByRole('alert').textContent).toContain('The broker does not answer.');
    expect(screen.getByLabelText<HTMLInputElement>('Access token').value).toBe('abc');
  });

  test('that may object is connected only once that is agreed to, and the better way is named', async () => {
    const { user, server } = await open(TOPSTEPX);
    expect(screen.getByRole('region', { name: 'Better on your own computer' })).toBeTruthy();
    await user.type(screen.getByLabelText('User name'), 'demo');
    await user.type(screen.getByLabelText('API key'), 'k');
    await user.click(button('Connect'));
    expect(screen.getByText('Confirm this first.')).toBeTruthy();
    expect(server.waiting('POST', CONNECTIONS)).toBe(0);
    await user.click(screen.getByRole('checkbox', { name: /I have read this/ }));
    await user.click(button('Connect'));
    const { request } = await server.answer('POST', CONNECTIONS, receipted({ ...aConnection(), consentUrl: null }, 8));
    expect(request.body.credentials).toEqual({ userName: 'demo', apiKey: 'k' });
  });

  test('where one has to agree leads there, with the address to register', async () => {
    const { user, server } = await open(aBroker({ redirectUri: 'https://journal.example/api/user/consent' }));
    const address = within(screen.getByRole('region', { name: 'Register this callback address at Tradier' }));
    expect(address.getByText('https://journal.example/api/user/consent')).toBeTruthy();
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await user.click(address.getByRole('button', { name: 'Copy address' }));
    expect(written).toHaveBeenCalledWith('https://journal.example/api/user/consent');
    const left = vi.spyOn(TestBed.inject(ConnectionActions), 'leaveFor').mockReturnValue();
    await user.type(screen.getByLabelText('Access token'), 'abc');
    await user.click(button('Connect'));
    const added = aConnection({ status: 'needs_attention', needs: 'consent', accounts: [] });
    await server.answer('POST', CONNECTIONS, receipted({ ...added, consentUrl: 'https://broker.example/agree' }, 8));
    await settled();
    expect(left.mock.calls).toEqual([['https://broker.example/agree']]);
    expect(url()).toBe('/connections/c1');
  });

  test('a key of many lines is pasted with its lines', async () => {
    const { user, server } = await open();
    const pem = '-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----';
    const clipboardData = { getData: () => `${pem.replaceAll('\n', '\r\n')}\r\n` };
    fireEvent.paste(screen.getByLabelText('Access token'), { clipboardData });
    await settled();
    const field = screen.getByLabelText<HTMLTextAreaElement>('Access token');
    expect([field.tagName, field.value]).toEqual(['TEXTAREA', pem]);
    expect(document.activeElement).toBe(field);
    await user.click(button('Connect'));
    const { request } = await server.answer('POST', CONNECTIONS, receipted({ ...aConnection(), consentUrl: null }, 8));
    expect(request.body.credentials).toEqual({ token: pem });
  });

  test('that is not there leads to those that are', async () => {
    const { server } = await openPage('/connections/add/nobody', ROUTES);
    await server.answer('GET', '/api/user/brokers', { items: [aBroker()] });
    expect(screen.getByRole('link', { name: 'Choose another one' })).toBeTruthy();
  });
});

describe('accounts at the broker', () => {
  async function open(connection: ConnectionAnswer, ...accounts: ReturnType<typeof anAccount>[]) {
    const page = await openPage('/connections/c1/accounts', ROUTES);
    await page.server.answer('GET', ONE, connection);
    await page.server.answer('GET', ACCOUNTS, pageOf(...accounts));
    await page.server.answer('GET', '/api/user/brokers', { items: [aBroker(), TOPSTEPX] });
    return page;
  }
  const group = (name: RegExp) => within(screen.getByRole('group', { name }));
  const choices = (name: RegExp) =>
    [...group(name).getByLabelText<HTMLSelectElement>('Journal account').options].map(({ textContent }) =>
      textContent.trim(),
    );

  test('go to accounts of the same currency: the one of the same number, a new one, or none', async () => {
    const margin = aBrokerAccount(NEW);
    const quiet = { ...NEW, firstFillAt: null, lastFillAt: null };
    const cash = aBrokerAccount({ ...quiet, brokerAccountId: '6YA2', name: '6YA2 · cash' });
    const other = aBrokerAccount({ ...quiet, seenFrom: null, brokerAccountId: '6YA3', name: '6YA3 · cash' });
    const { user, server } = await open(
      aConnection({ status: 'testing', accounts: [margin, cash, other], lastRun: null }),
      anAccount({ externalId: '6YA12345' }),
      anAccount({ id: 'a2', name: 'Euro', currency: 'EUR' }),
      anAccount({ id: 'a3', name: 'Old', status: 'closed' }),
    );
    const seen = (name: RegExp) => group(name).queryByText(/fills since/i)?.textContent;
    expect(seen(/6YA12345/)).toBe('Fills since Dec 11, 2025: the first on Dec 12, 2025, the last on Jan 6, 2026.');
    expect([seen(/6YA2/), seen(/6YA3/)]).toEqual(['No fills since Dec 11, 2025.', undefined]);
    expect(choices(/6YA12345/)).toEqual(['Swing · Tradier', 'New account…', 'Do not sync']);
    expect(group(/6YA12345/).getByLabelText<HTMLSelectElement>('Journal account').value).toBe('a1');
    await user.selectOptions(group(/6YA3/).getByLabelText('Journal account'), 'Do not sync');
    expect(group(/6YA3/).queryByLabelText(/Sync from/)).toBeNull();
    expect(group(/6YA2/).getByText('Empty: the last 3 years')).toBeTruthy();
    const name = group(/6YA2/).getByLabelText('Name of the new account');
    await user.clear(name);
    await user.click(button('Start first sync'));
    expect(screen.getByText('Enter a name.')).toBeTruthy();
    await user.type(name, 'Cash');
    fireEvent.input(group(/6YA2/).getByLabelText(/Sync from/), { target: { value: '2025-06-01' } });
    await user.click(button('Start first sync'));
    const added = await server.answer('POST', ACCOUNTS, receipted(anAccount({ id: 'a9', name: 'Cash' }), 8));
    expect(added.request.body).toEqual({
      platform: 'Tradier',
      name: 'Cash',
      externalId: '6YA2',
      startingBalance: '0',
      currency: 'USD',
    });

    // The first attempt fails after the account was added: it is not added again.
    await server.refuse('PATCH', ONE, { status: 503, title: 'Away', detail: 'Try again.' });
    expect(screen.getByRole('alert').textContent).toContain('Try again.');
    await user.click(button('Start first sync'));
    const { request } = await server.answer('PATCH', ONE, receipted(aConnection(), 9));
    expect(request.body).toEqual({
      accounts: [
        { brokerAccountId: '6YA12345', accountId: 'a1', from: null },
        { brokerAccountId: '6YA2', accountId: 'a9', from: '2025-06-01' },
        { brokerAccountId: '6YA3', accountId: null, from: null },
      ],
    });
    expect(server.waiting('POST', ACCOUNTS)).toBe(0);
    await settled();
    expect(url()).toBe('/connections/c1');
  });

  test('are shown as they were chosen, and a fault stands at its account', async () => {
    const { user, server } = await open(
      aConnection({ accounts: [aBrokerAccount({ from: '2025-01-02' })] }),
      anAccount(),
      anAccount({ id: 'a2', name: 'Other' }),
    );
    expect(group(/6YA12345/).getByLabelText<HTMLInputElement>(/Sync from/).value).toBe('2025-01-02');
    const account = group(/6YA12345/).getByLabelText<HTMLSelectElement>('Journal account');
    expect(account.value).toBe('a1');
    await user.selectOptions(account, 'Other · Tradier');
    expect(screen.getByText('Begins anew there')).toBeTruthy();
    await user.click(button('Save changes'));
    const errors = [{ field: 'accounts.0.accountId', message: 'This account is closed. Reopen it first.' }];
    await server.refuse('PATCH', ONE, { status: 422, errors });
    expect(screen.getByText('This account is closed. Reopen it first.')).toBeTruthy();
  });
});
