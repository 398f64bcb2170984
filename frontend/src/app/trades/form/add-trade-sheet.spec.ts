import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import { comeBack, openPage, settled } from '../../testing/render-page';
import { aTrade, anAccount, pageOf, receipted } from '../../testing/samples';
import { AddTradeSheet } from './add-trade-sheet';

const TRADES = '/api/user/trades';

function openSheet(...accounts: ReturnType<typeof anAccount>[]) {
  return openSheetAt('/(sheet:add-trade)', accounts);
}

async function openSheetAt(url: string, accounts: ReturnType<typeof anAccount>[]) {
  const page = await openPage(url, [{ path: 'add-trade', outlet: 'sheet', component: AddTradeSheet }]);
  await page.server.answer('GET', '/api/user/accounts', pageOf(...accounts));
  const type = async (label: string, text: string) => {
    const field = screen.getByLabelText(label);
    await page.user.clear(field);
    await page.user.type(field, text);
  };
  const typeAapl = async () => {
    await type('Symbol', 'AAPL');
    await type('Quantity', '10');
    await type('Entry price', '187.23');
    await type('Entry time', '2026-01-05T09:30');
    await type('Exit price', '191.10');
    await type('Exit time', '2026-01-05T15:00');
    await type('Fees', '1.30');
  };
  const add = () => page.user.click(screen.getByRole('button', { name: 'Add trade' }));
  return { ...page, type, typeAapl, add };
}

function isChecked(name: string): boolean {
  return screen.getByRole<HTMLInputElement>('radio', { name }).checked;
}

test('the result appears while one types', async () => {
  const { type } = await openSheet();
  await type('Quantity', '10');
  await type('Entry price', '187.23');
  await type('Exit price', '191.10');
  await type('Fees', '1.30');
  expect(screen.getByText('+$37.40')).toBeTruthy();
  expect(screen.getByText('+2.00%')).toBeTruthy();
});

test('a time is understood as it is typed; alone, an exit is on the day of its entry', async () => {
  const { type, user, server } = await openSheet();
  await type('Symbol', 'AAPL');
  await type('Quantity', '10');
  await type('Entry price', '187.23');
  await type('Entry time', '1/5/26 930a');
  expect(screen.getByText('Jan 5, 2026, 9:30 AM').id).toBe(
    screen.getByLabelText('Entry time').getAttribute('aria-describedby'),
  );
  await type('Exit price', '191.10');
  expect(screen.getByLabelText<HTMLInputElement>('Entry time').value).toBe('Jan 5, 2026, 9:30 AM');
  await type('Exit time', '1500');
  await user.keyboard('{Enter}');
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({ entryAt: '2026-01-05T14:30:00.000Z', exitAt: '2026-01-05T20:00:00.000Z' });
});

test('a time that cannot be meant says so, and is left as it was typed', async () => {
  const { type, user } = await openSheet();
  await type('Entry time', '13/5 9:30');
  await user.tab();
  expect(screen.getByText('There is no month 13: dates are month/day.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Entry time').value).toBe('13/5 9:30');
});

test('an empty form is not sent; every field says what it lacks and the cursor goes to the first', async () => {
  const { add, server } = await openSheet();
  await add();
  expect(screen.getByText('Enter a symbol.')).toBeTruthy();
  expect(screen.getByLabelText('Entry time').getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(screen.getByLabelText('Symbol'));
  expect(server.waiting('POST', TRADES)).toBe(0);
});

test('a double click sends one request', async () => {
  const { typeAapl, user, server } = await openSheet();
  await typeAapl();
  await user.dblClick(screen.getByRole('button', { name: 'Add trade' }));
  expect(server.waiting('POST', TRADES)).toBe(1);
});

test('after a lost answer nothing typed is lost, and the next attempt carries the same key', async () => {
  const { typeAapl, add, server } = await openSheet();
  await typeAapl();
  await add();
  const first = await server.lose('POST', TRADES);
  expect(screen.getByRole('alert').textContent).toContain('Your changes are still here.');
  expect(screen.getByLabelText<HTMLInputElement>('Symbol').value).toBe('AAPL');

  await add();
  const second = await server.answer('POST', TRADES, receipted(aTrade()));
  expect(second.request.headers.get('Idempotency-Key')).toBe(first.request.headers.get('Idempotency-Key'));
  expect(second.request.body).toEqual(first.request.body);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('what the server finds wrong lands on its field and goes with the next change, whichever it is', async () => {
  const { typeAapl, type, add, server } = await openSheet(anAccount());
  await typeAapl();
  await add();
  const errors = [{ field: 'accountId', message: 'This account is closed. Reopen it to add trades.' }];
  await server.refuse('POST', TRADES, { status: 422, type: '/problems/invalid', errors });
  const account = screen.getByLabelText('Account');
  expect(account.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('This account is closed. Reopen it to add trades.').id).toBe(
    account.getAttribute('aria-describedby'),
  );

  await type('Notes', 'again');
  expect(account.getAttribute('aria-invalid')).toBeNull();
});

test('who has one open account means that one; closed ones are not on offer', async () => {
  await openSheet(anAccount(), anAccount({ id: 'a2', name: 'Old', status: 'closed' }));
  const account = screen.getByLabelText<HTMLSelectElement>('Account');
  expect(account.value).toBe('a1');
  expect(within(account).queryByText(/Old/)).toBeNull();
});

test('a symbol of the contract table is taken for a future, until someone says otherwise', async () => {
  const { type, user } = await openSheet();
  await type('Symbol', '/ESZ6');
  expect(isChecked('Future')).toBe(true);
  expect(screen.getByText('E-mini S&P 500: 50 per point; a tick of 0.25 is worth 12.50')).toBeTruthy();

  await user.click(screen.getByRole('radio', { name: 'Stock' }));
  await type('Symbol', 'MNQ');
  expect(isChecked('Stock')).toBe(true);
});

test('an option is a call or a put, bought or sold, and has its own fields', async () => {
  const { user } = await openSheet();
  expect(screen.queryByLabelText('Strike')).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'Option' }));
  expect(isChecked('Call')).toBe(true);
  expect(isChecked('Bought')).toBe(true);
  expect(screen.queryByRole('radio', { name: 'Long' })).toBeNull();
  expect(screen.getByLabelText('Strike')).toBeTruthy();
  expect(screen.getByLabelText('Expiration')).toBeTruthy();

  await user.click(screen.getByRole('radio', { name: 'Stock' }));
  expect(isChecked('Long')).toBe(true);
});

test('an option is asked for its strike and expiration', async () => {
  const { typeAapl, add, user, server } = await openSheet();
  await typeAapl();
  await user.click(screen.getByRole('radio', { name: 'Option' }));
  await add();
  expect(screen.getByText('Enter a strike.')).toBeTruthy();
  expect(screen.getByText('Enter an expiration.')).toBeTruthy();
  expect(server.waiting('POST', TRADES)).toBe(0);
});

test('the first letter of a choice chooses it', async () => {
  const { user } = await openSheet();
  screen.getByRole('radio', { name: 'Long' }).focus();
  await user.keyboard('s');
  expect(isChecked('Short')).toBe(true);
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Short' }));
});

test('all that is wrong is told at once: what cannot be read, and what the rules say of the rest', async () => {
  const { typeAapl, type, add, user } = await openSheet();
  await typeAapl();
  await user.clear(screen.getByLabelText('Symbol'));
  await type('Quantity', 'ten');
  await type('Exit time', '1/4/26 15:00');
  await type('Stop price', '-1');
  await add();
  const faulty = ['Symbol', 'Quantity', 'Exit time', 'Stop price', 'Entry price', 'Multiplier'];
  const isFaulty = (label: string) => screen.getByLabelText(label).getAttribute('aria-invalid') === 'true';
  expect(faulty.filter(isFaulty)).toEqual(['Symbol', 'Quantity', 'Exit time', 'Stop price']);
});

test('a trade in the future, and fees below zero, are asked about before they are sent', async () => {
  const { typeAapl, type, add, user, server } = await openSheet();
  await typeAapl();
  await type('Exit time', '2099-01-05 15:00');
  await type('Fees', '-1.30');
  await add();
  const question = await screen.findByText(/The time is in the future: Jan 5, 2099, 3:00 PM\. Fees are negative/);
  expect(question).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Go back' }));
  await settled();
  expect(server.waiting('POST', TRADES)).toBe(0);

  await add();
  await user.click(await screen.findByRole('button', { name: 'Save anyway' }));
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({ exitAt: '2099-01-05T20:00:00.000Z', fees: '-1.3' });
});

test('Ctrl and Enter save from the notes, where Enter alone is a new line', async () => {
  const { typeAapl, user, server } = await openSheet();
  await typeAapl();
  await user.type(screen.getByLabelText('Notes'), 'one{Enter}two{Control>}{Enter}{/Control}');
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({ notes: 'one\ntwo' });
});

describe('the account', () => {
  const accounts = [anAccount(), anAccount({ id: 'a2', name: 'Futures' }), anAccount({ id: 'a3', status: 'closed' })];
  const chosen = () => screen.getByLabelText<HTMLSelectElement>('Account').value;

  test('is the one of the trade that was entered last, whenever it was traded', async () => {
    const { server } = await openSheet(...accounts);
    expect(chosen()).toBe('');
    const entered = (accountId: string, createdAt: string) => aTrade({ id: createdAt, accountId, createdAt });
    await server.answer('GET', TRADES, pageOf(entered('a1', '2026-01-05'), entered('a2', '2026-01-07')));
    expect(chosen()).toBe('a2');
  });

  test('of ones own choice stays, and a closed one is not chosen again', async () => {
    const { user, server } = await openSheet(...accounts);
    await user.selectOptions(screen.getByLabelText('Account'), 'a1');
    await server.answer('GET', TRADES, pageOf(aTrade({ accountId: 'a2' })));
    expect(chosen()).toBe('a1');
  });

  test('is the first of several where there is no history', async () => {
    const { server } = await openSheet(...accounts);
    await server.answer('GET', TRADES, pageOf());
    expect(chosen()).toBe('a1');
  });

  test('brings its usual fees, until others are typed', async () => {
    const { user, type, server } = await openSheet(...accounts);
    const fees = () => screen.getByLabelText<HTMLInputElement>('Fees').value;
    const feePresets = { a1: '1.3', a2: '4.28' };
    await server.answer('GET', '/api/user/preferences', { ...DEFAULT_PREFERENCES, feePresets });
    await user.selectOptions(screen.getByLabelText('Account'), 'a1');
    expect(fees()).toBe('1.3');
    await type('Fees', '2');
    await user.selectOptions(screen.getByLabelText('Account'), 'a2');
    expect(fees()).toBe('2');
  });
});

describe('the symbol', () => {
  test('is offered from ones own history, which also knows what it was', async () => {
    const { user, type, server } = await openSheet();
    const past = [aTrade({ symbol: 'SOL', assetType: 'crypto' }), aTrade({ symbol: 'SOFI' }), aTrade()];
    await server.answer('GET', TRADES, pageOf(...past, ...past));
    await type('Symbol', 'so');
    expect(screen.getAllByRole('option', { name: /^SO/ })).toHaveLength(2);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByLabelText<HTMLInputElement>('Symbol').value).toBe('SOL');
    expect(isChecked('Crypto')).toBe(true);
    expect(server.waiting('POST', TRADES)).toBe(0);
  });

  test('of an option, typed by name, fills in all its terms', async () => {
    const { user, type } = await openSheet();
    await type('Symbol', 'SPY 18 Dec 26 600 P');
    expect(screen.getByText('SPY 600 Put, Dec 18, 2026')).toBeTruthy();
    await user.tab();
    const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
    expect(['Symbol', 'Strike', 'Expiration'].map(valueOf)).toEqual(['SPY', '600', '2026-12-18']);
    expect(isChecked('Option')).toBe(true);
    expect(isChecked('Put')).toBe(true);
  });

  test('alone is a stock, whatever stood there before and was traded under it', async () => {
    const { type, user, server } = await openSheet();
    const spy = aTrade({ symbol: 'SPY', assetType: 'option', direction: 'CALL', side: 'buy' });
    await server.answer('GET', TRADES, pageOf(spy));
    await type('Symbol', 'SPY 12/18 600C');
    await user.tab();
    expect(isChecked('Option')).toBe(true);
    await type('Symbol', 'BTC');
    expect(isChecked('Crypto')).toBe(true);
    await type('Symbol', 'AMD');
    expect([isChecked('Stock'), isChecked('Long')]).toEqual([true, true]);
    await type('Symbol', 'SPY');
    expect(isChecked('Stock')).toBe(true);
  });

  test('pasted as the clearing house writes it is understood at once', async () => {
    const { user } = await openSheet();
    await user.click(screen.getByLabelText('Symbol'));
    await user.paste('SPY   261218C00600000');
    expect(screen.getByLabelText<HTMLInputElement>('Symbol').value).toBe('SPY');
    expect(screen.getByLabelText<HTMLInputElement>('Strike').value).toBe('600');
    expect(isChecked('Call')).toBe(true);
  });
});

test('a sum may be typed wherever a number is wanted, and Enter sends what it comes to', async () => {
  const { typeAapl, type, user, server } = await openSheet();
  await typeAapl();
  await type('Quantity', '2*15+1');
  expect(screen.getByText('+$118.67')).toBeTruthy();
  await user.keyboard('{Enter}');
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({ quantity: '31' });
});

test('one more after this keeps account and entry time, is no crypto for that, and is a request of its own', async () => {
  const { user, typeAapl, type, server } = await openSheet(anAccount());
  await typeAapl();
  await type('Symbol', 'BTC-USD');
  await user.click(screen.getByRole('button', { name: 'Save and add another' }));
  const first = await server.answer('POST', TRADES, receipted(aTrade()));
  const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
  expect(['Symbol', 'Quantity', 'Entry price', 'Exit price', 'Exit time'].map(valueOf).join('')).toBe('');
  expect(valueOf('Account')).toBe('a1');
  expect(valueOf('Entry time')).toBe('Jan 5, 2026, 9:30 AM');
  expect(isChecked('Stock')).toBe(true);
  expect(document.activeElement).toBe(screen.getByLabelText('Symbol'));
  expect(screen.queryByText('Enter a symbol.')).toBeNull();

  await typeAapl();
  await user.click(screen.getByRole('button', { name: 'Add trade' }));
  const second = await server.answer('POST', TRADES, receipted(aTrade({ id: 't2' }), 8));
  expect(second.request.headers.get('Idempotency-Key')).not.toBe(first.request.headers.get('Idempotency-Key'));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a trade like another has its what and how much, but not its times nor its end', async () => {
  const { server } = await openSheetAt('/(sheet:add-trade)?like=t1', [anAccount(), anAccount({ id: 'a2' })]);
  expect(screen.queryByLabelText('Symbol')).toBeNull();
  await server.answer('GET', `${TRADES}/t1`, aTrade({ accountId: 'a2', direction: 'SHORT', tags: ['gap'] }));
  const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
  expect(['Account', 'Symbol', 'Quantity', 'Entry price', 'Tags'].map(valueOf)).toEqual([
    'a2',
    'AAPL',
    '10',
    '187.23',
    'gap',
  ]);
  expect(isChecked('Short')).toBe(true);
  expect(['Entry time', 'Exit price', 'Exit time', 'Notes'].map(valueOf).join('')).toBe('');
});

test('what is typed goes along into lines, and the next one begins with what is still open', async () => {
  const { user, type } = await openSheet();
  await type('Quantity', '100');
  await type('Entry price', '120');
  await user.click(screen.getByRole('radio', { name: 'Multiple fills' }));
  const lines = within(screen.getByRole('list', { name: 'Fills' }));
  const quantities = () => lines.getAllByLabelText<HTMLInputElement>('Quantity').map(({ value }) => value);
  expect(quantities()).toEqual(['100']);
  expect(screen.getByText('100 open')).toBeTruthy();
  await user.type(lines.getByLabelText('Time'), '1/5/26 931');
  await user.tab();
  // Once a line is whole, one for what remains stands ready.
  expect(quantities()).toEqual(['100', '100']);
  await user.clear(lines.getAllByLabelText('Quantity')[1]!);
  await user.type(lines.getAllByLabelText('Quantity')[1]!, '70');
  await user.type(lines.getAllByLabelText('Price')[1]!, '130');
  expect(screen.getByText('30 open')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add fill' }));
  expect(quantities()).toEqual(['100', '70', '30']);
  await user.type(lines.getAllByLabelText('Price')[2]!, '110');
  expect(screen.queryByText(/^\d+ open$/)).toBeNull();
  expect(screen.getAllByText('+$400.00')).toHaveLength(2);
});

test('fills stand in the order of time, and what only stands ready is not sent', async () => {
  const { user, type, add, server } = await openSheet();
  await type('Symbol', 'NVDA');
  await user.click(screen.getByRole('radio', { name: 'Multiple fills' }));
  const lines = within(screen.getByRole('list', { name: 'Fills' }));
  const fillInEntry = async (index: number, texts: Record<string, string>) => {
    await user.selectOptions(lines.getAllByLabelText('Type')[index]!, 'Entry');
    for (const [label, text] of Object.entries(texts)) {
      await user.clear(lines.getAllByLabelText(label)[index]!);
      await user.type(lines.getAllByLabelText(label)[index]!, text);
    }
  };
  await fillInEntry(0, { Quantity: '50', Price: '121', Time: '1/5/26 10:15' });
  await fillInEntry(1, { Quantity: '50', Price: '120', Time: '9:31' });
  await user.click(screen.getByLabelText('Tags'));
  const times = () => lines.getAllByLabelText<HTMLInputElement>('Time').map(({ value }) => value);
  expect(times()).toEqual(['Jan 5, 2026, 9:31 AM', 'Jan 5, 2026, 10:15 AM', '']);
  await add();
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({
    executions: [
      { at: '2026-01-05T14:31:00.000Z', price: '120' },
      { at: '2026-01-05T15:15:00.000Z', price: '121' },
    ],
  });
});

test('a single fill may be typed as a line', async () => {
  const { user, type, add, server } = await openSheet();
  await type('Symbol', 'NVDA');
  await user.click(screen.getByRole('radio', { name: 'Multiple fills' }));
  const line = within(screen.getByRole('list', { name: 'Fills' }));
  await user.type(line.getByLabelText('Time'), '2026-01-05T09:30');
  await user.type(line.getByLabelText('Quantity'), '100');
  await user.type(line.getByLabelText('Price'), '120');
  await add();
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({
    executions: [{ type: 'open', at: '2026-01-05T14:30:00.000Z', quantity: '100', price: '120', fees: '0' }],
  });
});

test('what was typed outlives the session once, whatever the form would begin with', async () => {
  const { typeAapl, add, user, server } = await openSheet(anAccount());
  await typeAapl();
  await add();
  await server.refuse('POST', TRADES, { status: 401 });
  await settled();
  expect(screen.queryByRole('dialog')).toBeNull();

  await comeBack(server, '/(sheet:add-trade)');
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  await server.answer('GET', '/api/user/preferences', { ...DEFAULT_PREFERENCES, feePresets: { a1: '9' } });
  const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
  expect([valueOf('Symbol'), valueOf('Quantity'), valueOf('Fees')]).toEqual(['AAPL', '10', '1.30']);
  expect(await screen.findByText('Draft restored')).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await TestBed.inject(Router).navigateByUrl('/(sheet:add-trade)');
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  expect(valueOf('Symbol')).toBe('');
});
