import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, waitFor, within } from '@testing-library/angular';
import type { TradeAnswer } from '@singularity/contract';
import { Session } from '../../session/session';
import { MEMBER, comeBack, openPage, settled } from '../../testing/render-page';
import { aScaledTrade, aTrade, anAccount, pageOf, receipted } from '../../testing/samples';
import { keepInput } from '../../session/keep-input';
import { EditTradeSheet } from './edit-trade-sheet';

const TRADE = '/api/user/trades/t1';

async function openSheet(trade: TradeAnswer) {
  const page = await openPage('/(sheet:edit-trade/t1)', [
    { path: 'edit-trade/:id', outlet: 'sheet', component: EditTradeSheet, canDeactivate: [keepInput] },
  ]);
  await page.server.answer('GET', TRADE, trade);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  const type = async (label: string, text: string) => {
    const field = screen.getByLabelText(label);
    await page.user.clear(field);
    await page.user.type(field, text);
  };
  const save = () => page.user.click(screen.getByRole('button', { name: 'Save changes' }));
  return { ...page, type, save };
}

function valueOf(label: string): string {
  return screen.getByLabelText<HTMLInputElement>(label).value;
}

test('the form shows the trade, and what was not touched is not sent', async () => {
  const { type, save, server } = await openSheet(aTrade());
  expect(valueOf('Entry time')).toBe('Jan 5, 2026, 9:30:15.250 AM');
  await type('Exit price', '192.50');
  expect(screen.getByText('+$51.40')).toBeTruthy();
  await save();
  const { request } = await server.answer('PATCH', TRADE, receipted(aTrade({ exitPrice: '192.5', streamVersion: 2 })));
  expect(request.body).toEqual({ exitPrice: '192.5' });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a trade keeps the multiplier of its day in the preview, as it does once it is saved', async () => {
  const future = { symbol: '/ESZ6', assetType: 'future', multiplier: '20', multiplierSource: 'table' } as const;
  const { type } = await openSheet(aTrade(future));
  await type('Exit price', '188.23');
  // 10 × 1 × 20, less 1.30 of fees; the contract table of today says 50.
  expect(screen.getByText('+$198.70')).toBeTruthy();
});

test('a trade that changed meanwhile is not overwritten; the newest can be loaded', async () => {
  const { type, save, user, server } = await openSheet(aTrade());
  await type('Notes', 'mine');
  await save();
  await server.refuse('PATCH', TRADE, { status: 412, type: '/problems/version-conflict', title: 'Changed meanwhile.' });
  expect(screen.getByRole('alert').textContent).toContain('Changed meanwhile.');
  expect(valueOf('Notes')).toBe('mine');

  await user.click(screen.getByRole('button', { name: 'Load latest version' }));
  await server.answer('GET', TRADE, aTrade({ notes: 'theirs', streamVersion: 2 }));
  expect(valueOf('Notes')).toBe('theirs');
  await type('Notes', 'both');
  await save();
  const { request } = await server.asked('PATCH', TRADE);
  expect(request.headers.get('If-Match')).toBe('"2"');
});

test('several executions are edited one by one, each upon the version that the last one made', async () => {
  const { type, save, user, server } = await openSheet(aScaledTrade());
  expect(screen.queryByLabelText('Entry price')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Remove execution 3' }));
  const without = aScaledTrade({
    executions: aScaledTrade().executions.filter(({ id }) => id !== 'e3'),
    streamVersion: 2,
  });
  const removed = await server.answer('DELETE', `${TRADE}/executions/e3`, receipted(without));
  expect(removed.request.headers.get('If-Match')).toBe('"1"');
  expect(within(screen.getByRole('list', { name: 'Executions' })).getAllByRole('listitem')).toHaveLength(2);

  await type('Tags', 'runner');
  await save();
  const { request } = await server.asked('PATCH', TRADE);
  expect(request.body).toEqual({ tags: ['runner'] });
  expect(request.headers.get('If-Match')).toBe('"2"');
});

test('what the rules refuse of executions that the form does not show is told at its foot', async () => {
  const [entry, ...others] = aScaledTrade().executions;
  const oil = { symbol: '/CLZ6', assetType: 'future', multiplier: '1000' } as const;
  const { save, user, server } = await openSheet(
    aScaledTrade({ ...oil, executions: [{ ...entry!, price: '-37.63' }, ...others] }),
  );
  await user.click(screen.getByRole('radio', { name: 'Stock' }));
  await save();
  expect(screen.getByRole('alert').textContent).toContain('Only futures can have negative prices.');
  expect(server.waiting('PATCH', TRADE)).toBe(0);
});

test('what is typed about the trade stays while an execution is added', async () => {
  const { type, user, server } = await openSheet(aScaledTrade());
  await type('Notes', 'half typed');
  await user.click(screen.getByRole('button', { name: 'Add execution' }));
  await type('Time', '2026-01-07T10:00');
  await type('Quantity', '99');
  await type('Price', '118');
  await user.click(screen.getByRole('button', { name: 'Add execution' }));
  const errors = [{ field: 'quantity', message: 'This exits more than is open.' }];
  await server.refuse('POST', `${TRADE}/executions`, { status: 422, type: '/problems/invalid', errors });
  expect(screen.getByText('This exits more than is open.')).toBeTruthy();

  await type('Quantity', '30');
  await user.click(screen.getByRole('button', { name: 'Add execution' }));
  const { request } = await server.answer('POST', `${TRADE}/executions`, receipted(aScaledTrade({ streamVersion: 2 })));
  expect(request.body).toEqual({
    type: 'close',
    at: '2026-01-07T15:00:00.000Z',
    quantity: '30',
    price: '118',
    fees: '0',
  });
  expect(valueOf('Notes')).toBe('half typed');
});

test('an execution whose time is not touched keeps its milliseconds', async () => {
  const [first, ...others] = aScaledTrade().executions;
  const { type, user, server } = await openSheet(
    aScaledTrade({ executions: [{ ...first!, at: '2026-01-05T14:30:00.123Z' }, ...others] }),
  );
  await user.click(screen.getByRole('button', { name: 'Edit execution 1' }));
  await type('Price', '121');
  await user.click(screen.getByRole('button', { name: 'Save execution' }));
  const { request } = await server.asked('PATCH', `${TRADE}/executions/e1`);
  expect(request.body).toMatchObject({ at: '2026-01-05T14:30:00.123Z', price: '121' });
});

test('what is typed is not thrown away without asking', async () => {
  const { type, user, server } = await openSheet(aTrade());
  await type('Notes', 'half typed');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
  expect(valueOf('Notes')).toBe('half typed');

  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(server.waiting('PATCH', TRADE)).toBe(0);
});

test('nobody is asked where nothing was typed', async () => {
  const { user } = await openSheet(aTrade());
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('what was typed outlives the session, for the same member and upon the newest trade', async () => {
  const { type, save, server } = await openSheet(aTrade());
  await type('Exit price', '192.50');
  await type('Notes', 'Late, but in.');
  await save();
  await server.refuse('PATCH', TRADE, { status: 401 });
  await settled();
  expect(screen.queryByRole('dialog')).toBeNull();

  await comeBack(server, '/(sheet:edit-trade/t1)', { ...MEMBER, dbUserId: 'u2' });
  await server.answer('GET', TRADE, aTrade());
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  expect(valueOf('Exit price')).toBe('191.1');
  TestBed.inject(Session).endedAt('/');

  await TestBed.inject(Router).navigateByUrl('/elsewhere');
  await comeBack(server, '/(sheet:edit-trade/t1)');
  await server.answer('GET', TRADE, aTrade({ fees: '2', streamVersion: 2 }));
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  expect([valueOf('Exit price'), valueOf('Notes'), valueOf('Fees')]).toEqual(['192.50', 'Late, but in.', '2']);
  await save();
  const { request } = await server.answer('PATCH', TRADE, receipted(aTrade({ streamVersion: 3 })));
  expect(request.body).toEqual({ exitPrice: '192.5', notes: 'Late, but in.' });
});
