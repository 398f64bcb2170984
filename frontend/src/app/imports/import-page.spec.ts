import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { ImportAnswer } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { aTrade, anAccount, pageOf } from '../testing/samples';
import { ImportPage } from './import-page';
import { UNANSWERED, aFile, anImport, anImported } from './testing/an-import';
import { wordsOf } from '../testing/words-of';

const IMPORT = '/api/user/imports/i1';

async function openImport(answer: ImportAnswer) {
  const page = await openPage('/import/i1', [{ path: 'import/:id', component: ImportPage }]);
  await page.server.answer('GET', IMPORT, answer);
  if (answer.status !== 'importing')
    await page.server.answer(
      'GET',
      '/api/user/accounts',
      pageOf(anAccount(), anAccount({ id: 'a2', name: 'Combine' })),
    );
  return page;
}

const url = () => TestBed.inject(Router).url;
const region = (name: string | RegExp) => within(screen.getByRole('region', { name }));
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('a preview', () => {
  test('says what each file is, or why it cannot be read', async () => {
    const unread = aFile({
      name: 'notes.pdf',
      label: null,
      platform: null,
      kind: null,
      rows: 0,
      problem: 'Not a file of trades.',
      recognisedAs: null,
      choices: [],
    });
    await openImport(anImport({ files: [aFile(), unread] }));
    expect(wordsOf(within(screen.getByRole('list', { name: '2 files' })).getAllByRole('listitem'))).toEqual([
      'trades.csv 1 KB TopstepX trades · 24 fills Read as TopstepX trades (recognized) Table with your columns',
      'notes.pdf 1 KB Not a file of trades.',
    ]);
  });

  test('says how much there is, of what and when, and what of it is known already', async () => {
    await openImport(
      anImport({
        counts: { fills: 24, new: 20, duplicates: 3, deletedBefore: 1, voided: 0, skipped: [], held: 0, refused: 0 },
        trades: { added: 10, changed: 0, closed: 11, open: 1 },
      }),
    );
    const facts = region('In these files').getAllByRole('term');
    expect(wordsOf(facts.map((term) => term.parentElement!))).toEqual([
      'Trades 12 11 closed, 1 open',
      'Fills 24 20 new',
      'Duplicates 3 fills told twice or already in your journal',
      'Deleted before 1 fills of trades you deleted, which stay deleted',
      'First fill Jan 5, 2026, 9:30 AM',
      'Last fill Jan 6, 2026, 3:00 PM',
      '2 symbols /MESZ6, /MNQZ6',
    ]);
  });

  const total = { currency: 'USD', grossPnl: '250', fees: '12.5', netPnl: '237.5' };
  test.each([
    [{ grossPnl: '250.00', netPnl: null }, 'Matches the broker’s P&L to the cent'],
    [{ grossPnl: '250', netPnl: '230' }, 'The broker’s net P&L is $7.50 less than ours'],
    [{ grossPnl: '251.25', netPnl: null }, 'The broker’s gross P&L is $1.25 more than ours'],
    [null, 'These files state no P&L to compare with.'],
  ])('compares our P&L with that of the broker: %j', async (said, text) => {
    const stated = said && { files: 1, ourGrossPnl: '250', ourNetPnl: '237.5', ...said };
    await openImport(anImport({ totals: [{ ...total, stated }] }));
    expect(screen.getByText(text)).toBeTruthy();
    const rows = wordsOf(within(screen.getByRole('table', { name: /P&L of these files in USD/ })).getAllByRole('row'));
    expect(rows[0]).toBe(stated ? 'USD Singularity Broker' : 'USD Singularity');
    expect(rows[2]).toMatch(/^Fees \$12\.50/);
  });

  test('compares only the files that state their P&L', async () => {
    const stated = { files: 1, grossPnl: '200', netPnl: null, ourGrossPnl: '200', ourNetPnl: '190' };
    await openImport(anImport({ files: [aFile(), aFile({ name: 'orders.csv' })], totals: [{ ...total, stated }] }));
    expect(screen.getByText('Matches the broker’s P&L to the cent in 1 of 2 files')).toBeTruthy();
    const [head] = wordsOf(
      within(screen.getByRole('table', { name: /P&L of these files in USD/ })).getAllByRole('row'),
    );
    expect(head).toBe('USD Singularity');
  });

  test('lists rows on hold and rows that were refused with line and reason, and what was skipped', async () => {
    const refused = Array.from({ length: 12 }, (_, index) => ({
      file: 'trades.csv',
      line: index + 2,
      reason: 'No price',
    }));
    const { user } = await openImport(
      anImport({
        counts: { ...anImport().counts, held: 1, refused: 12, skipped: [{ reason: 'Cancelled order', rows: 8 }] },
        held: [{ file: 'trades.csv', line: 31, reason: 'Closes more than is open' }],
        refused,
      }),
    );
    expect(wordsOf(region('1 row on hold').getAllByRole('row'))[1]).toBe('trades.csv Line 31 Closes more than is open');
    const notRead = region('12 rows not read');
    expect(notRead.getAllByRole('row')).toHaveLength(11);
    await user.click(notRead.getByRole('button', { name: 'Show all 12' }));
    expect(notRead.getAllByRole('row')).toHaveLength(13);
    expect(wordsOf(region('Skipped').getAllByRole('listitem'))).toEqual(['Cancelled order 8 rows']);
  });

  test('is imported by one button that says how much it adds', async () => {
    const { user, server } = await openImport(anImport({ trades: { added: 12, changed: 2, closed: 14, open: 0 } }));
    await user.click(button('Import 12 trades, update 2'));
    await server.answer(
      'POST',
      `${IMPORT}/confirm`,
      anImport({ status: 'importing', progress: { done: 3, total: 12 } }),
    );
    expect(screen.getByRole('heading', { level: 1, name: 'Importing trades' })).toBeTruthy();
  });

  test('of nothing new is not imported', async () => {
    const counts = { ...anImport().counts, new: 0, duplicates: 24 };
    await openImport(anImport({ counts, trades: { added: 0, changed: 0, closed: 12, open: 0 } }));
    expect(button('Import').getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('Nothing new: your journal has all of these fills.')).toBeTruthy();
  });

  test('of fills whose other half is in other files is imported all the same', async () => {
    await openImport(anImport({ trades: { added: 0, changed: 0, closed: 0, open: 0 } }));
    expect(button('Import 24 fills').getAttribute('aria-disabled')).not.toBe('true');
  });

  test('brings trades back that were deleted, where the member wants it', async () => {
    const counts = { ...anImport().counts, new: 22, deletedBefore: 2 };
    const { user, server } = await openImport(anImport({ counts }));
    await user.click(screen.getByRole('checkbox', { name: /^Bring back trades I deleted/ }));
    const { request } = await server.answer(
      'PATCH',
      IMPORT,
      anImport({ options: { ...anImport().options, bringBack: true } }),
    );
    expect(request.body).toEqual({ bringBack: true });
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Bring back/ }).checked).toBe(true);
  });

  test('can be discarded', async () => {
    const { user, server } = await openImport(anImport());
    await user.click(button('Discard'));
    await server.answer('DELETE', IMPORT, anImport());
    expect(url()).toBe('/import');
  });

  test('says why something did not work', async () => {
    const { user, server } = await openImport(anImport());
    await user.click(button('Import 12 trades'));
    await server.refuse('POST', `${IMPORT}/confirm`, { status: 409, title: 'This account is closed.' });
    expect(await screen.findByText('This account is closed.')).toBeTruthy();
    expect(button('Import 12 trades').getAttribute('aria-disabled')).not.toBe('true');
  });
});

describe('a question', () => {
  const asks = (field: ImportAnswer['questions'][number]['field'], choices?: string[]) =>
    anImport({ options: UNANSWERED, questions: [{ field, message: 'Only you know.', ...(choices && { choices }) }] });

  test('keeps the import until it is answered, and is led to', async () => {
    const { user, server } = await openImport(asks('accountId'));
    const account = screen.getByRole('combobox', { name: 'Account' });
    expect(screen.getByText('Choose an account first.')).toBeTruthy();
    expect(button('Import 12 trades').getAttribute('aria-disabled')).toBe('true');
    expect(
      within(account)
        .getAllByRole('option')
        .map(({ textContent }) => textContent.trim()),
    ).toEqual(['Choose…', 'Swing · Tradier, USD', 'Combine · Tradier, USD']);
    await user.selectOptions(account, 'a2');
    const { request } = await server.answer('PATCH', IMPORT, anImport({ options: { ...UNANSWERED, accountId: 'a2' } }));
    expect(request.body).toEqual({ accountId: 'a2' });
    expect(screen.queryByText('Choose an account first.')).toBeNull();
    expect(button('Import 12 trades').getAttribute('aria-disabled')).not.toBe('true');
  });

  test('about the account is answered by the account that one adds', async () => {
    const { server } = await openImport(asks('accountId'));
    expect(screen.getByRole('link', { name: 'Add account' }).getAttribute('href')).toBe(
      '/import/i1(sheet:add-account)',
    );
    const { LedgerHead } = await import('../session/ledger-head');
    TestBed.inject(LedgerHead).advanceTo(50);
    await settled();
    const accounts = [anAccount(), anAccount({ id: 'a2', name: 'Combine' }), anAccount({ id: 'a3', name: 'New' })];
    await server.answer('GET', '/api/user/accounts', pageOf(...accounts));
    const { request } = await server.asked('PATCH', IMPORT);
    expect(request.body).toEqual({ accountId: 'a3' });
  });

  test('about the accounts in the files offers those that are there, also once it is answered', async () => {
    const { user, server } = await openImport(asks('brokerAccount', ['50K', '150K']));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Account in the files' }), '150K');
    const options = { ...UNANSWERED, brokerAccount: '150K' };
    const { request } = await server.answer('PATCH', IMPORT, anImport({ options }));
    expect(request.body).toEqual({ brokerAccount: '150K' });
    const select = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Account in the files' });
    expect([...select.options].map(({ value }) => value)).toEqual(['', '50K', '150K']);
    expect(select.value).toBe('150K');
  });

  test('about the time zone takes one of the list, or that of the member', async () => {
    const { user, server } = await openImport(asks('timeZone'));
    const zone = screen.getByRole('combobox', { name: 'Time zone of the files' });
    await user.type(zone, 'nowhere');
    await user.tab();
    expect(screen.getByText('Choose a time zone.')).toBeTruthy();
    expect(server.waiting('PATCH', IMPORT)).toBe(0);
    await user.clear(zone);
    await user.type(zone, 'chica{ArrowDown}{Enter}');
    const { request } = await server.asked('PATCH', IMPORT);
    expect(request.body).toEqual({ timeZone: 'America/Chicago' });
    await user.click(button('Use America/New_York (yours)'));
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Time zone of the files' }).value).toBe(
      'America/New_York',
    );
  });

  test('about the order of dates is shown by an example', async () => {
    const { user, server } = await openImport(asks('dateOrder'));
    await user.click(screen.getByRole('radio', { name: '3/4 is Apr 3' }));
    const { request } = await server.answer(
      'PATCH',
      IMPORT,
      anImport({ options: { ...UNANSWERED, dateOrder: 'dmy' } }),
    );
    expect(request.body).toEqual({ dateOrder: 'dmy' });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '3/4 is Apr 3' }).checked).toBe(true);
  });

  test('about point values is asked for each symbol, and what is typed stays while answers come', async () => {
    const { user, server } = await openImport(asks('multipliers', ['/ABC', '/XYZ']));
    expect(screen.getByText('Enter the point values first.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Point value of /ABC' }), '50');
    await user.tab();
    const first = await server.asked('PATCH', IMPORT);
    expect(first.request.body).toEqual({ multipliers: [{ symbol: '/ABC', multiplier: '50' }] });
    await user.keyboard('12');
    first.flush(asks('multipliers', ['/XYZ']));
    await settled();
    await user.keyboard('.5{Tab}');
    const second = await server.answer('PATCH', IMPORT, anImport({ options: UNANSWERED }));
    expect(second.request.body).toEqual({
      multipliers: [
        { symbol: '/ABC', multiplier: '50' },
        { symbol: '/XYZ', multiplier: '12.5' },
      ],
    });
    expect(button('Import 12 trades').getAttribute('aria-disabled')).not.toBe('true');
  });
});

test('a trade that was entered by hand is linked to its like, and let go', async () => {
  const offer = {
    ...{ tradeId: 't9', round: 'r1', symbol: '/MESZ6', side: 'buy', quantity: '2' },
    ...{ entryPrice: '6700.25', entryAt: '2026-01-05T14:30:00.000Z', linked: false },
  };
  const { user, server } = await openImport(anImport({ lookAlikes: [offer] }));
  const like = () =>
    screen.getByRole<HTMLInputElement>('checkbox', { name: /^Same trade: \/MESZ6 bought 2 @ 6,700.25, Jan 5/ });
  expect(screen.getByRole('link', { name: /MESZ6 bought 2/ }).getAttribute('href')).toBe('/trades/t9');
  await user.click(like());
  const { request } = await server.answer('PATCH', IMPORT, anImport({ lookAlikes: [{ ...offer, linked: true }] }));
  expect(request.body).toEqual({ links: [{ tradeId: 't9', round: 'r1' }] });
  expect(like().checked).toBe(true);
  await user.click(like());
  const { request: next } = await server.asked('PATCH', IMPORT);
  expect(next.body).toEqual({ links: [] });
});

test('an import that goes on is followed to its end, which is told', async () => {
  const importing = (done: number) => anImport({ status: 'importing', progress: { done, total: 1_200 } });
  const { server } = await openImport(importing(400));
  const progress = screen.getByRole('progressbar', { name: 'Importing trades' });
  expect(progress.getAttribute('aria-valuetext')).toBe('400 of 1,200 trades');
  vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 });
  try {
    await server.answer('GET', IMPORT, importing(900));
    expect(progress.getAttribute('aria-valuetext')).toBe('900 of 1,200 trades');
    await server.answer('GET', IMPORT, anImported({ trades: { added: 1_200, changed: 0, closed: 1_200, open: 0 } }));
  } finally {
    vi.useRealTimers();
  }
  await settled();
  expect(screen.getByRole('status').textContent.trim()).toBe('Import complete. 1,200 trades added');
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Import complete' }));
});

describe('what became of an import', () => {
  test('leads to the trades of the account', async () => {
    await openImport(anImported());
    expect(region('Outcome').getByText('12 trades added')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'View trades' }).getAttribute('href')).toBe('/trades?accountId=a1');
  });

  test('can be taken back, and what was kept is named and led to', async () => {
    const { user, server } = await openImport(anImported());
    await user.click(button('Take back'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Take back' }));
    await server.answer('POST', `${IMPORT}/undo`, {
      undone: 11,
      kept: [{ id: 't1', message: 'You changed its notes.' }],
      ledger: { version: 60, hash: 'h' },
    });
    await server.answer('GET', IMPORT, anImported({ status: 'undone' }));
    await server.answer('GET', '/api/user/trades/t1', aTrade());
    expect(screen.getByRole('heading', { level: 1, name: 'Import taken back' })).toBeTruthy();
    expect(region('Outcome').getByText('Undone, except for what you changed since')).toBeTruthy();
    const kept = within(screen.getByRole('list', { name: '1 trade kept' }));
    expect(kept.getByRole('link', { name: /AAPL/ }).getAttribute('href')).toBe('/trades/t1');
    expect(kept.getByText('You changed its notes.')).toBeTruthy();
  });

  test('can be read again by the readers of today, as a preview of its own', async () => {
    const { user, server } = await openImport(anImported());
    await user.click(button('Read files again'));
    await server.answer('POST', `${IMPORT}/read-again`, anImport({ id: 'i2' }));
    expect(url()).toBe('/import/i2');
  });

  test('is said where it failed, and it can be tried again', async () => {
    const { user, server } = await openImport(
      anImport({ status: 'failed', problem: 'The account was closed meanwhile.' }),
    );
    expect(region('Outcome').getByText('The account was closed meanwhile.')).toBeTruthy();
    await user.click(button('Try again'));
    await server.answer('POST', `${IMPORT}/confirm`, anImport({ status: 'importing' }));
    expect(screen.getByRole('heading', { level: 1, name: 'Importing trades' })).toBeTruthy();
  });
});

test('an import that cannot be read can be tried again', async () => {
  const page = await openPage('/import/i1', [{ path: 'import/:id', component: ImportPage }]);
  await page.server.refuse('GET', IMPORT, { status: 404, title: 'There is no such import.' });
  expect(screen.getByRole('alert').textContent).toContain('There is no such import.');
  await page.user.click(button('Try again'));
  await page.server.answer('GET', IMPORT, anImport());
  expect(screen.getByRole('heading', { name: 'Review import' })).toBeTruthy();
});
