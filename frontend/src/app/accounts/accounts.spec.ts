import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { screen, within } from '@testing-library/angular';
import { Session } from '../session/session';
import { comeBack, openPage, settled } from '../testing/render-page';
import { anAccount, anEntry, pageOf, receipted, someStatistics } from '../testing/samples';
import { AccountHistorySheet } from './account-history-sheet';
import { AccountSheet } from './account-sheet';
import { AccountsPage } from './accounts-page';
import { BalanceSheet } from './balance-sheet';
import { TransferSheet } from './transfer-sheet';

const ACCOUNTS = '/api/user/accounts';
const ROUTES = [
  { path: 'accounts', component: AccountsPage, data: { past: true } },
  { path: 'account-history/:id', outlet: 'sheet', component: AccountHistorySheet },
  { path: 'add-account', outlet: 'sheet', component: AccountSheet },
  { path: 'edit-account/:id', outlet: 'sheet', component: AccountSheet },
  { path: 'update-balance/:id', outlet: 'sheet', component: BalanceSheet },
  { path: 'deposit/:id', outlet: 'sheet', component: TransferSheet, data: { reason: 'deposit' } },
  { path: 'withdraw/:id', outlet: 'sheet', component: TransferSheet, data: { reason: 'withdrawal' } },
];

const STATS = { version: 1, metrics: 1, currencies: [someStatistics()] };

describe('the page', () => {
  test('lists accounts with their balance and the total of each currency as the statistics have it', async () => {
    const { user, server } = await openPage('/accounts', ROUTES);
    await server.answer('GET', ACCOUNTS, pageOf(anAccount(), anAccount({ id: 'a2', name: 'Old', status: 'closed' })));
    await server.answer('GET', '/api/user/stats', STATS);
    expect(screen.getByText('$60,075.00')).toBeTruthy();
    const open = screen.getByRole('list', { name: 'Open accounts' });
    expect(within(open).getByText('$10,075.00')).toBeTruthy();
    expect(within(open).queryByText('Old')).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Closed 1' }));
    await settled();
    expect(TestBed.inject(Router).url).toBe('/accounts?status=closed');
    expect(within(screen.getByRole('list', { name: 'Closed accounts' })).getByText('Old')).toBeTruthy();
  });

  test('at a moment of the past shows what was held then, and nothing to change it by', async () => {
    const { server, user } = await openPage('/accounts?asOf=v57', ROUTES);
    const { request } = await server.answer(
      'GET',
      ACCOUNTS,
      pageOf(anAccount({ balance: '9000' }), anAccount({ id: 'a2', name: 'Old', status: 'closed' })),
    );
    expect(request.params.toString()).toBe('asOfVersion=57');
    await server.answer('GET', '/api/user/stats', STATS);
    expect(screen.getByText('$9,000.00')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Add account|Deposit|Withdraw/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Reopen' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Actions for Swing' }));
    const [trades, ...others] = screen.getAllByRole('menuitem');
    expect(others.map(({ textContent }) => textContent.trim())).toEqual(['History']);
    expect(trades?.getAttribute('href')).toBe('/trades?accountId=a1&asOf=v57');
  });

  test('says what each account did, and nothing before it is known', async () => {
    const { server } = await openPage('/accounts', ROUTES);
    await server.answer('GET', ACCOUNTS, pageOf(anAccount(), anAccount({ id: 'a2', name: 'New' })));
    await server.answer('GET', '/api/user/stats', STATS);
    const card = within(screen.getByRole('article', { name: 'Swing' }));
    expect(card.getAllByText('–')).toHaveLength(5);
    const figures = {
      accountId: 'a1',
      closedTrades: 3,
      openTrades: 1,
      netPnl: '75',
      lastActivityAt: '2026-01-06T02:00:00.000Z',
      sparkline: ['10000', '10025', '10075'],
    };
    await server.answer('GET', '/api/user/stats/accounts', { version: 1, metrics: 1, accounts: [figures] });
    expect(card.getByText('+$75.00')).toBeTruthy();
    expect(card.getByText('4, 1 open')).toBeTruthy();
    expect(card.getByText('Jan 5, 2026')).toBeTruthy();
    const groups = [{ key: 'a1', netPnl: '20' }];
    const { request } = await server.answer('GET', '/api/user/stats/breakdown', {
      currencies: [{ currency: 'USD', groups }],
    });
    expect(request.params.get('by')).toBe('account');
    expect(request.params.get('from')).toMatch(/^\d{4}-\d\d-01$/);
    expect(card.getByText('+$20.00')).toBeTruthy();
    expect(within(screen.getByRole('article', { name: 'New' })).getByText('$0.00')).toBeTruthy();
    expect(within(screen.getByRole('article', { name: 'New' })).getAllByText('–')).toHaveLength(4);
  });

  test('closes an account, which undo opens again', async () => {
    const { user, server } = await openPage('/accounts', ROUTES);
    await server.answer('GET', ACCOUNTS, pageOf(anAccount()));
    await server.answer('GET', '/api/user/stats', STATS);
    await user.click(screen.getByRole('button', { name: 'Actions for Swing' }));
    await user.click(screen.getByRole('menuitem', { name: 'Close account' }));
    await server.answer(
      'POST',
      `${ACCOUNTS}/a1/close`,
      receipted(anAccount({ status: 'closed', streamVersion: 4 }), 8),
    );
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await server.asked('POST', '/api/user/history/8/undo');
  });

  test('a closed account is reopened in one click, and undo closes it again', async () => {
    const { user, server } = await openPage('/accounts?status=closed', ROUTES);
    await server.answer('GET', ACCOUNTS, pageOf(anAccount({ status: 'closed' })));
    await server.answer('GET', '/api/user/stats', STATS);
    await user.click(screen.getByRole('button', { name: 'Reopen' }));
    await server.answer('POST', `${ACCOUNTS}/a1/reopen`, receipted(anAccount({ streamVersion: 4 }), 8));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await server.asked('POST', '/api/user/history/8/undo');
  });

  test('the history of an account opens over the page, and each change of it can be taken back', async () => {
    const { user, server } = await openPage('/accounts(sheet:account-history/a1)', ROUTES);
    const balance = [
      { field: 'balance', from: null, to: '10500' },
      { field: 'reason', from: null, to: 'deposit' },
      { field: 'adjustment', from: null, to: '425' },
    ];
    const subject = { type: 'account', account: { name: 'Swing', currency: 'USD' } } as const;
    const stream = { type: 'account', id: 'a1' } as const;
    const updated = anEntry({ version: 9, type: 'BalanceUpdated', changes: balance, subject, stream });
    await server.answer('GET', `${ACCOUNTS}/a1/history`, pageOf(updated));
    const sheet = within(screen.getByRole('dialog', { name: 'Swing history' }));
    expect(sheet.getByRole('heading', { name: 'Deposit' })).toBeTruthy();
    expect(sheet.getByText('+$425.00')).toBeTruthy();
    await user.click(sheet.getByRole('button', { name: 'Undo: Deposit, version 9' }));
    await server.asked('POST', '/api/user/history/9/undo');
  });

  test('closes one at once, and has it back where that fails', async () => {
    const { user, server } = await openPage('/accounts', ROUTES);
    await server.answer('GET', ACCOUNTS, pageOf(anAccount()));
    await server.answer('GET', '/api/user/stats', STATS);
    await user.click(screen.getByRole('button', { name: 'Actions for Swing' }));
    await user.click(screen.getByRole('menuitem', { name: 'Close account' }));
    const open = within(screen.getByRole('list', { name: 'Open accounts' }));
    expect(open.queryByText('Swing')).toBeNull();
    await server.refuse('POST', `${ACCOUNTS}/a1/close`, { status: 503, title: 'The database is away.' });
    expect(open.getByText('Swing')).toBeTruthy();
    expect(await screen.findByText('The database is away.')).toBeTruthy();
  });

  test('leads to the first account where there is none', async () => {
    const { server } = await openPage('/accounts', ROUTES);
    await server.answer('GET', ACCOUNTS, pageOf());
    await server.answer('GET', '/api/user/stats', { ...STATS, currencies: [] });
    expect(screen.getByText('No accounts yet')).toBeTruthy();
  });
});

describe('adding and editing', () => {
  test('a platform that is not on the list can be typed', async () => {
    const { user, server } = await openPage('/(sheet:add-account)', ROUTES);
    await user.selectOptions(screen.getByLabelText('Platform'), 'Other');
    await user.type(screen.getByLabelText('Platform name'), 'Alpaca');
    await user.type(screen.getByLabelText('Name'), 'Paper');
    await user.type(screen.getByLabelText('Starting balance'), '25,000.50');
    await user.click(screen.getByRole('button', { name: 'Add account' }));
    const { request } = await server.answer('POST', ACCOUNTS, receipted(anAccount()));
    expect(request.body).toEqual({
      platform: 'Alpaca',
      name: 'Paper',
      externalId: null,
      startingBalance: '25000.5',
      currency: 'USD',
    });
    expect(request.headers.get('Idempotency-Key')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('says when the days of the platform usually begin, and takes another choice', async () => {
    const { user, server } = await openPage('/(sheet:add-account)', ROUTES);
    const tradingDay = screen.getByLabelText('Trading day');
    expect(within(tradingDay).getByText('Platform default: Midnight to midnight')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Platform'), 'TopstepX');
    expect(within(tradingDay).getByText('Platform default: Futures session, 5 PM CT to 5 PM CT')).toBeTruthy();
    await user.selectOptions(tradingDay, 'Midnight to midnight');
    await user.type(screen.getByLabelText('Name'), 'Combine');
    await user.type(screen.getByLabelText('Starting balance'), '50000');
    await user.click(screen.getByRole('button', { name: 'Add account' }));
    const { request } = await server.answer('POST', ACCOUNTS, receipted(anAccount()));
    expect(request.body).toMatchObject({ platform: 'TopstepX', tradingDay: 'midnight' });
  });

  test('platforms of ones own are on offer', async () => {
    const { server } = await openPage('/(sheet:add-account)', ROUTES);
    await server.answer('GET', '/api/user/preferences', { ...DEFAULT_PREFERENCES, platforms: ['Alpaca'] });
    const offered = within(screen.getByLabelText('Platform')).getAllByRole<HTMLOptionElement>('option');
    expect(offered[1]?.value).toBe('Alpaca');
    expect(offered.at(-1)?.value).toBe('Other');
  });

  test('what is missing is told at its field, and nothing is sent', async () => {
    const { user, server } = await openPage('/(sheet:add-account)', ROUTES);
    await user.click(screen.getByRole('button', { name: 'Add account' }));
    for (const label of ['Platform', 'Name', 'Starting balance'])
      expect(screen.getByLabelText(label).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Currency').getAttribute('aria-invalid')).toBeNull();
    expect(server.waiting('POST', ACCOUNTS)).toBe(0);
  });

  test('an edit sends what changed; the currency never does', async () => {
    const { user, server } = await openPage('/(sheet:edit-account/a1)', ROUTES);
    await server.answer('GET', `${ACCOUNTS}/a1`, anAccount());
    expect(screen.getByLabelText<HTMLInputElement>('Currency').readOnly).toBe(true);
    await user.type(screen.getByLabelText('Account number'), '6YA');
    await user.selectOptions(screen.getByLabelText('Trading day'), 'session');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    const { request } = await server.answer('PATCH', `${ACCOUNTS}/a1`, receipted(anAccount()));
    expect(request.body).toEqual({ externalId: '6YA', tradingDay: 'session' });
    expect(request.headers.get('If-Match')).toBe('"3"');
  });
});

describe('updating the balance', () => {
  async function openBalance() {
    const page = await openPage('/(sheet:update-balance/a1)', ROUTES);
    await page.server.answer('GET', `${ACCOUNTS}/a1`, anAccount());
    return page;
  }

  test('the adjustment is shown before it is saved', async () => {
    const { user, server } = await openBalance();
    await user.type(screen.getByLabelText('Balance at your broker'), '9,000');
    expect(screen.getByText('−$1,075.00')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Withdrawal' }));
    await user.click(screen.getByRole('button', { name: 'Set balance' }));
    const { request } = await server.answer('PUT', `${ACCOUNTS}/a1/balance`, receipted(anAccount({ balance: '9000' })));
    expect(request.body).toEqual({ balance: '9000', reason: 'withdrawal' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('for a moment in the past nothing is claimed that only the server knows', async () => {
    const { user } = await openBalance();
    await user.type(screen.getByLabelText('Balance at your broker'), '9000');
    await user.type(screen.getByLabelText('When'), '2026-01-05T10:00');
    expect(screen.queryByText('−$1,075.00')).toBeNull();
    expect(screen.getByText(/calculated from the balance at that time/)).toBeTruthy();
  });

  test('the reason follows what is typed until one is chosen; one that contradicts the balance is told at once', async () => {
    const { user, server } = await openBalance();
    const balance = screen.getByLabelText('Balance at your broker');
    const isChosen = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name }).checked;
    await user.type(balance, '10000+500');
    expect(isChosen('Deposit')).toBe(true);
    expect(screen.getByText('+$425.00')).toBeTruthy();
    await user.clear(balance);
    await user.type(balance, '9000');
    expect(isChosen('Withdrawal')).toBe(true);

    await user.click(screen.getByRole('radio', { name: 'Deposit' }));
    expect(screen.getByText('A deposit raises the balance, but this lowers it by 1075.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Set balance' }));
    expect(server.waiting('PUT', `${ACCOUNTS}/a1/balance`)).toBe(0);
    await user.click(screen.getByRole('radio', { name: 'Fee' }));
    await user.click(screen.getByRole('button', { name: 'Set balance' }));
    expect(server.waiting('PUT', `${ACCOUNTS}/a1/balance`)).toBe(1);
  });

  test('what only the server can know lands on its field and goes with the next change', async () => {
    const { user, server } = await openBalance();
    await user.type(screen.getByLabelText('Balance at your broker'), '9000');
    await user.type(screen.getByLabelText('When'), '2026-01-05T10:00');
    await user.click(screen.getByRole('button', { name: 'Set balance' }));
    const errors = [{ field: 'balance', message: 'A deposit raises the balance.' }];
    await server.refuse('PUT', `${ACCOUNTS}/a1/balance`, { status: 422, type: '/problems/invalid', errors });
    expect(screen.getByText('A deposit raises the balance.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Fee' }));
    expect(screen.queryByText('A deposit raises the balance.')).toBeNull();
  });
});

describe('moving money', () => {
  async function openTransfer(way: string) {
    const page = await openPage(`/(sheet:${way}/a1)`, ROUTES);
    await page.server.answer('GET', `${ACCOUNTS}/a1`, anAccount());
    return page;
  }

  test('a deposit is an amount, and what the account holds after it is shown before', async () => {
    const { user, server } = await openTransfer('deposit');
    expect(screen.getByRole('dialog', { name: /^Deposit to / })).toBeTruthy();
    await user.type(screen.getByLabelText('Amount'), '$1,500.50');
    expect(screen.getByText('$11,575.50')).toBeTruthy();
    await user.keyboard('{Enter}');
    const { request } = await server.answer('PUT', `${ACCOUNTS}/a1/balance`, receipted(anAccount()));
    expect(request.body).toEqual({ adjustment: '1500.5', reason: 'deposit' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('a withdrawal takes it off, also at another time', async () => {
    const { user, server } = await openTransfer('withdraw');
    await user.type(screen.getByLabelText('Amount'), '75');
    expect(screen.getByText('$10,000.00')).toBeTruthy();
    await user.type(screen.getByLabelText('When'), '1/5/26 10a');
    await user.click(screen.getByRole('button', { name: 'Withdraw' }));
    const { request } = await server.asked('PUT', `${ACCOUNTS}/a1/balance`);
    expect(request.body).toEqual({ adjustment: '-75', reason: 'withdrawal', at: '2026-01-05T15:00:00.000Z' });
  });

  test.each(['', '0', '-5', 'all'])('%o is no amount', async (amount) => {
    const { user, server } = await openTransfer('deposit');
    if (amount) await user.type(screen.getByLabelText('Amount'), amount);
    await user.click(screen.getByRole('button', { name: 'Deposit' }));
    expect(screen.getByText('Enter an amount above zero.')).toBeTruthy();
    expect(server.waiting('PUT', `${ACCOUNTS}/a1/balance`)).toBe(0);
  });
});

test.each([
  ['a new account', '/(sheet:add-account)', 'Name', 'Scalps'],
  ['an account', '/(sheet:edit-account/a1)', 'Name', 'Scalps'],
  ['a balance', '/(sheet:update-balance/a1)', 'Balance', '12000'],
])('what was typed into %s outlives the session', async (_what, url, label, text) => {
  const { user, server } = await openPage(url, ROUTES);
  const account = async () => {
    if (!url.includes('add')) await server.answer('GET', `${ACCOUNTS}/a1`, anAccount());
  };
  const field = () => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${label}`));
  await account();
  await user.clear(field());
  await user.type(field(), text);
  TestBed.inject(Session).endedAt(url);
  await TestBed.inject(Router).navigateByUrl('/elsewhere');
  await comeBack(server, url);
  await account();
  await settled();
  expect(field().value).toBe(text);
});
