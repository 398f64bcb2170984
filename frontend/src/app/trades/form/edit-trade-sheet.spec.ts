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

test('a trade and its fills are saved by one command: those that stay by their ids, new ones without', async () => {
  const { type, save, user, server } = await openSheet(aScaledTrade());
  expect(screen.queryByLabelText('Entry price')).toBeNull();
  const lines = within(screen.getByRole('list', { name: 'Fills' }));
  await user.click(screen.getByRole('button', { name: 'Remove fill 2' }));
  const quantity = lines.getAllByLabelText('Quantity')[1]!;
  await user.clear(quantity);
  await user.type(quantity, '60');
  const next = () => lines.getAllByRole('listitem')[2]!;
  expect(within(next()).getByLabelText<HTMLInputElement>('Quantity').value).toBe('40');
  await user.type(within(next()).getByLabelText('Price'), '118');
  await user.type(within(next()).getByLabelText('Time'), '10:30');
  await type('Tags', 'runner');
  await save();
  const { request } = await server.answer('PATCH', TRADE, receipted(aScaledTrade({ streamVersion: 2 })));
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(request.body).toEqual({
    tags: ['runner'],
    executions: [
      { id: 'e1', type: 'open', at: '2026-01-05T14:30:00.000Z', quantity: '100', price: '120', fees: '1' },
      { id: 'e3', type: 'close', at: '2026-01-06T15:00:00.000Z', quantity: '60', price: '130', fees: '1' },
      { type: 'close', at: '2026-01-06T15:30:00.000Z', quantity: '40', price: '118', fees: '0' },
    ],
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('fills that nobody touched are not sent, and nobody is asked about the line that stands ready', async () => {
  const { type, save, user, server } = await openSheet(aScaledTrade());
  await type('Notes', 'kept a runner');
  await save();
  const { request } = await server.asked('PATCH', TRADE);
  expect(request.body).toEqual({ notes: 'kept a runner' });

  await user.clear(screen.getByLabelText('Notes'));
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await settled();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a trade of one entry and one exit takes more fills, its own as they are', async () => {
  const { save, user, server } = await openSheet(aTrade());
  await user.click(screen.getByRole('radio', { name: 'Multiple fills' }));
  const lines = within(screen.getByRole('list', { name: 'Fills' }));
  const exit = lines.getAllByLabelText('Quantity')[1]!;
  await user.clear(exit);
  await user.type(exit, '4');
  await user.click(screen.getByRole('button', { name: 'Add fill' }));
  await user.type(lines.getAllByLabelText('Price')[2]!, '192');
  await user.type(lines.getAllByLabelText('Time')[2]!, '15:30');
  await save();
  const { request } = await server.asked('PATCH', TRADE);
  const [entry, out] = aTrade().executions;
  expect(request.body).toEqual({
    executions: [
      entry,
      { ...out, quantity: '4' },
      { type: 'close', at: '2026-01-05T20:30:00.000Z', quantity: '6', price: '192', fees: '0' },
    ],
  });
});

test('more closed than is open is told at its line', async () => {
  const { save, user, server } = await openSheet(aScaledTrade());
  const lines = within(screen.getByRole('list', { name: 'Fills' }));
  const quantity = lines.getAllByLabelText('Quantity')[2]!;
  await user.clear(quantity);
  await user.type(quantity, '151');
  await save();
  expect(quantity.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('This exits more than is open.')).toBeTruthy();
  expect(server.waiting('PATCH', TRADE)).toBe(0);
});

test('what the rules refuse of a fill is told at its line, whatever was changed', async () => {
  const [entry, ...others] = aScaledTrade().executions;
  const oil = { symbol: '/CLZ6', assetType: 'future', multiplier: '1000' } as const;
  const { save, user, server } = await openSheet(
    aScaledTrade({ ...oil, executions: [{ ...entry!, price: '-37.63' }, ...others] }),
  );
  await user.click(screen.getByRole('radio', { name: 'Stock' }));
  await save();
  expect(screen.getAllByLabelText('Price')[0]?.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Only futures can have negative prices.')).toBeTruthy();
  expect(server.waiting('PATCH', TRADE)).toBe(0);
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
