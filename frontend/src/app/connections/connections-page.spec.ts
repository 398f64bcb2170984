import { TestBed } from '@angular/core/testing';
import { screen, within } from '@testing-library/angular';
import type { ConnectionAnswer } from '@singularity/contract';
import { BesideLedger } from '../session/beside-ledger';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf, receipted } from '../testing/samples';
import { wordsOf } from '../testing/words-of';
import { ConnectionsPage } from './connections-page';
import { ReplaceKeySheet } from './replace-key-sheet';
import { RenameSheet } from './rename-sheet';
import { TOPSTEPX, aBroker, aBrokerAccount, aConnection, aRun, aRunImport } from './testing/a-connection';

const CONNECTIONS = '/api/user/connections';
const ONE = `${CONNECTIONS}/c1`;
const ROUTES = [
  { path: 'connections', component: ConnectionsPage },
  { path: 'rename-connection/:id', outlet: 'sheet', component: RenameSheet },
  { path: 'replace-key/:id', outlet: 'sheet', component: ReplaceKeySheet },
];

async function open(...items: ConnectionAnswer[]) {
  const page = await openPage('/connections', ROUTES);
  await page.server.answer('GET', CONNECTIONS, { items });
  await page.server.answer('GET', '/api/user/brokers', { items: [aBroker(), TOPSTEPX] });
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return page;
}

const card = (name = 'Tradier margin') => screen.getByRole('article', { name });
const words = (name?: string) => wordsOf([card(name)])[0];
const button = (name: string | RegExp) => screen.getByRole('button', { name });

async function choose(user: Awaited<ReturnType<typeof open>>['user'], item: string) {
  await user.click(button('Actions for Tradier margin'));
  await user.click(screen.getByRole('menuitem', { name: item }));
  await settled();
}

test('without one, says what it does and offers the brokers', async () => {
  await open();
  expect(screen.getByText(/your trades come in by themselves/)).toBeTruthy();
  const brokers = within(screen.getByRole('list', { name: 'Brokers' })).getAllByRole('listitem');
  expect(wordsOf(brokers)).toEqual([
    'Tradier All trades since the account was opened, the morning after. Full history · each day complete by 6:00 AM in New York',
    'TopstepX All trades with their ids, fees and times. Up to 2 years back · each day complete by 6:00 AM in New York',
  ]);
  const link = screen.getByRole('link', { name: 'TopstepX' });
  expect(link.getAttribute('href')).toBe('/connections/add/topstepx');
});

describe('each says how it stands', () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const none = { lastRun: null, nextRunAt: null };
  test.each<[string, Partial<ConnectionAnswer>, RegExp]>([
    [
      'works',
      { nextRunAt: `${tomorrow}T17:12:00.000Z` },
      /Working · next sync tomorrow 12:12 PM .*14 new fills in 5 trades/,
    ],
    [
      'waits for accounts',
      { ...none, status: 'testing', accounts: [aBrokerAccount({ accountId: null })] },
      /Not set up/,
    ],
    ['is paused', { status: 'paused', reason: 'Paused by you.', nextRunAt: null }, /Paused · Paused by you\./],
    [
      'failed',
      { reason: 'Tradier is away.', lastRun: aRun({ status: 'failed' }) },
      /Last sync failed · Tradier is away\. Tries again Jan 8/,
    ],
    [
      'asks',
      { status: 'testing', lastRun: aRun({ status: 'asking', windows: { done: 3, total: 12 }, imports: [] }) },
      /Syncing Asking the broker: 3 of 12 periods/,
    ],
    [
      'adds trades',
      { lastRun: aRun({ status: 'importing', imports: [aRunImport({ progress: { done: 40, total: 1200 } })] }) },
      /Syncing Adding trades: 40 of 1,200/,
    ],
  ])('that it %s', async (_what, difference, said) => {
    await open(aConnection(difference));
    expect(words()).toMatch(said);
  });

  test('and what to do where it needs its member', async () => {
    const attention = { status: 'needs_attention', nextRunAt: null } as const;
    await open(
      aConnection({ ...attention, label: 'Key', needs: 'credentials', reason: 'Tradier does not take the token.' }),
      aConnection({ ...attention, id: 'c2', label: 'Questions', needs: 'import', importId: 'i9', reason: 'It asks.' }),
      aConnection({ ...attention, id: 'c3', label: 'There', needs: 'broker', reason: 'Approve it in the app.' }),
    );
    expect(words('Key')).toContain('Needs attention · Tradier does not take the token.');
    expect(within(card('Key')).getByRole('link', { name: 'Replace key' })).toBeTruthy();
    expect(within(card('Key')).queryByRole('button', { name: /^Sync/ })).toBeNull();
    const answer = within(card('Questions')).getByRole('link', { name: 'Answer questions' });
    expect(answer.getAttribute('href')).toBe('/import/i9');
    expect(within(card('There')).getByRole('button', { name: 'Sync There now' })).toBeTruthy();
  });
});

test('is synced on demand, and what goes on is read again as it is told', async () => {
  const { user, server } = await open(aConnection());
  await user.click(button('Sync Tradier margin now'));
  await server.answer('POST', `${ONE}/sync`, aConnection());
  await server.answer('GET', CONNECTIONS, {
    items: [aConnection({ lastRun: aRun({ status: 'waiting', imports: [] }) })],
  });
  expect(words()).toContain('Syncing');
  expect(screen.queryByRole('button', { name: /^Sync/ })).toBeNull();
  TestBed.inject(BesideLedger).wentOn();
  await server.answer('GET', CONNECTIONS, { items: [aConnection({ lastRun: aRun({ imports: [] }) })] });
  expect(words()).toContain('Nothing new');
});

test('why it cannot be synced now is told', async () => {
  const { user, server } = await open(aConnection());
  await user.click(button('Sync Tradier margin now'));
  await server.refuse('POST', `${ONE}/sync`, { status: 429, title: 'It was synced a moment ago. Wait a minute.' });
  expect(await screen.findByText('It was synced a moment ago. Wait a minute.')).toBeTruthy();
});

test('is paused and resumed', async () => {
  const { user, server } = await open(aConnection());
  await user.click(button('Pause Tradier margin'));
  const paused = aConnection({ status: 'paused', reason: 'Paused by you.', nextRunAt: null });
  expect((await server.answer('PATCH', ONE, receipted(paused, 8))).request.body).toEqual({ paused: true });
  await server.answer('GET', CONNECTIONS, { items: [paused] });
  await user.click(button('Resume Tradier margin'));
  expect((await server.answer('PATCH', ONE, receipted(aConnection(), 9))).request.body).toEqual({ paused: false });
});

test('is renamed', async () => {
  const { user, server } = await open(aConnection());
  await choose(user, 'Rename');
  await server.answer('GET', ONE, aConnection());
  const name = screen.getByLabelText('Name');
  await user.clear(name);
  await user.click(button('Save changes'));
  expect(screen.getByText('Enter a name.')).toBeTruthy();
  await user.type(name, ' Options ');
  await user.click(button('Save changes'));
  const { request } = await server.answer('PATCH', ONE, receipted(aConnection({ label: 'Options' }), 8));
  expect(request.body).toEqual({ label: 'Options' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('gets another key, whose fault is told at its field', async () => {
  const { user, server } = await open(aConnection());
  await choose(user, 'Replace key');
  await server.answer('GET', ONE, aConnection());
  await server.answer('GET', '/api/user/brokers', { items: [aBroker()] });
  const dialog = within(screen.getByRole('dialog', { name: 'Replace key of Tradier margin' }));
  expect(dialog.getByText('Now: Access token ending in x7Qd')).toBeTruthy();
  const token = dialog.getByLabelText<HTMLInputElement>('Access token');
  expect(token.type).toBe('password');
  await user.type(token, 'wrong');
  await user.click(dialog.getByRole('button', { name: 'Replace key' }));
  const errors = [{ field: 'credentials.token', message: 'Tradier does not know this token.' }];
  await server.refuse('PATCH', ONE, { status: 422, errors });
  expect(dialog.getByText('Tradier does not know this token.')).toBeTruthy();
  await user.type(token, '2');
  await user.click(dialog.getByRole('button', { name: 'Replace key' }));
  const { request } = await server.answer('PATCH', ONE, receipted(aConnection(), 8));
  expect(request.body).toEqual({ credentials: { token: 'wrong2' } });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('is disconnected once it is clear what stays and what goes', async () => {
  const { user, server } = await open(aConnection());
  await choose(user, 'Disconnect');
  expect(await screen.findByText(/Your trades and balances stay\. The key is deleted here at once/)).toBeTruthy();
  await user.click(button('Cancel'));
  await settled();
  expect(server.waiting('DELETE', ONE)).toBe(0);
  await choose(user, 'Disconnect');
  await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
  await server.answer('DELETE', ONE, receipted(aConnection(), 8));
  await server.answer('GET', CONNECTIONS, { items: [] });
  expect(screen.queryByRole('article')).toBeNull();
});

test('what cannot be read can be asked for again', async () => {
  const { user, server } = await openPage('/connections', ROUTES);
  await server.refuse('GET', CONNECTIONS, { status: 503, title: 'The database is away.' });
  expect(screen.getByRole('alert').textContent).toContain('The database is away.');
  await user.click(button('Try again'));
  await server.answer('GET', CONNECTIONS, { items: [aConnection()] });
  expect(card()).toBeTruthy();
});
