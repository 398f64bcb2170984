import { screen, within } from '@testing-library/angular';
import { openPage } from '../testing/render-page';
import { aTrade, anAccount, pageOf, receipted } from '../testing/samples';
import { AddTradeSheet } from './add-trade-sheet';

const TRADES = '/api/user/trades';

async function openSheet(...accounts: ReturnType<typeof anAccount>[]) {
  const page = await openPage('/(sheet:add-trade)', [{ path: 'add-trade', outlet: 'sheet', component: AddTradeSheet }]);
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

test('an empty form is not sent; every field says what it lacks and the cursor goes to the first', async () => {
  const { add, server } = await openSheet();
  await add();
  expect(screen.getByText('Please enter the symbol.')).toBeTruthy();
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
  expect(screen.getByRole('alert').textContent).toContain('Nothing you typed is lost.');
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
  const errors = [{ field: 'accountId', message: 'This account is closed and takes no new trades.' }];
  await server.refuse('POST', TRADES, { status: 422, type: '/problems/invalid', errors });
  const account = screen.getByLabelText('Account');
  expect(account.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('This account is closed and takes no new trades.').id).toBe(
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
  expect(screen.getByText('E-mini S&P 500: 50 per point')).toBeTruthy();

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

test('several executions are typed as lines', async () => {
  const { user, type, add, server } = await openSheet();
  await type('Symbol', 'NVDA');
  await user.click(screen.getByRole('radio', { name: 'Several executions' }));
  const lines = within(screen.getByRole('list', { name: 'Executions' })).getAllByRole('listitem');
  expect(lines).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Remove execution 2' }));
  const line = within(screen.getByRole('list', { name: 'Executions' }));
  await user.type(line.getByLabelText('Time'), '2026-01-05T09:30');
  await user.type(line.getByLabelText('Quantity'), '100');
  await user.type(line.getByLabelText('Price'), '120');
  await add();
  const { request } = await server.asked('POST', TRADES);
  expect(request.body).toMatchObject({
    executions: [{ type: 'open', at: '2026-01-05T14:30:00.000Z', quantity: '100', price: '120', fees: '0' }],
  });
});
