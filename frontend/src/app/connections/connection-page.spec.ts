import { vi } from 'vitest';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { ConnectionAnswer, RunAnswer } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf, receipted } from '../testing/samples';
import { wordsOf } from '../testing/words-of';
import { ConnectionActions } from './connection-actions';
import { ConnectionPage } from './connection-page';
import { aBroker, aBrokerAccount, aConnection, aRun, aRunImport } from './testing/a-connection';

const ONE = '/api/user/connections/c1';
const RUNS = `${ONE}/runs`;

async function open(
  connection: ConnectionAnswer,
  runs: readonly RunAnswer[] = [aRun()],
  nextCursor: string | null = null,
  query = '',
) {
  const page = await openPage(`/connections/c1${query}`, [{ path: 'connections/:id', component: ConnectionPage }]);
  await page.server.answer('GET', ONE, connection);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  await page.server.answer('GET', '/api/user/brokers', { items: [aBroker()] });
  await page.server.answer('GET', RUNS, { items: runs, nextCursor });
  return page;
}

const article = (name: string) => within(screen.getByRole('article', { name }));

test('stands beside the broker: figures, balance, and how far back it goes', async () => {
  await open(aConnection());
  const account = article('6YA12345 · margin');
  expect(account.getByText('Matches Tradier to the cent')).toBeTruthy();
  expect(account.getByRole('link', { name: 'View trades' }).getAttribute('href')).toBe('/trades?accountId=a1');
  expect(account.getByText('The balances match to the cent.')).toBeTruthy();
  expect(wordsOf(account.getAllByRole('listitem'))).toEqual([
    'Tradier gives trades since Mar 1, 2024',
    'Last fill Jan 6, 2026, 3:00 PM',
  ]);
});

test('names each figure that differs, and why', async () => {
  const differs = [
    { day: '2026-01-05', symbol: 'AAPL', what: 'netPnl', theirs: '38.2', ours: '37.4', reason: 'You edited its fees' },
    { day: '2026-01-02', symbol: 'SPY', what: 'grossPnl', theirs: '-5', ours: null, reason: null },
  ];
  await open(
    aConnection({
      accounts: [
        aBrokerAccount({
          agreement: { matches: 212, compared: 214, differs },
          balance: { amount: '10100.5', currency: 'USD', at: '2026-01-07T11:00:00.000Z' },
        }),
      ],
    }),
  );
  expect(screen.getByText('2 of 214 figures differ from Tradier')).toBeTruthy();
  expect(wordsOf(screen.getAllByRole('row')).slice(1)).toEqual([
    'Jan 5, 2026 AAPL Net P&L +$38.20 +$37.40 You edited its fees',
    'Jan 2, 2026 SPY Gross P&L −$5.00 – Not in your journal',
  ]);
  expect(screen.getByText(/The broker’s balance is \$25\.50 more than ours\./)).toBeTruthy();
});

test('lists its syncs with what they brought, their reports, and earlier ones', async () => {
  const { user, server } = await open(
    aConnection(),
    [
      aRun({
        imports: [
          aRunImport({ counts: { ...aRunImport().counts, held: 1, refused: 2, voided: 1 } }),
          aRunImport({ importId: 'i2', brokerAccountId: '6YA2' }),
        ],
      }),
      aRun({ id: 'r2', cause: 'asked', imports: [], startedAt: '2026-01-06T15:00:10.000Z' }),
      aRun({ id: 'r3', status: 'failed', problem: 'Tradier does not answer.', imports: [] }),
    ],
    'r3',
  );
  const list = screen.getByRole('list', { name: 'Syncs' });
  const said = wordsOf(within(list).getAllByRole('listitem'));
  expect(said[0]).toBe(
    '28 new fills in 10 trades, 1 fill taken back by the broker, 1 row on hold, 2 rows not read Jan 7, 2026, 6:12 AM · Scheduled Report of 6YA12345 · margin Report of 6YA2 Take back',
  );
  expect(said[1]).toBe('Nothing new Jan 6, 2026, 10:00 AM · Sync now');
  expect(said[2]).toBe('Failed Tradier does not answer. Jan 7, 2026, 6:12 AM · Scheduled');
  expect(
    within(list)
      .getByRole('link', { name: /^Report of 6YA2,/ })
      .getAttribute('href'),
  ).toBe('/import/i2');
  await user.click(screen.getByRole('button', { name: 'Show earlier syncs' }));
  const { request } = await server.answer('GET', RUNS, { items: [aRun({ id: 'r4' })], nextCursor: null });
  expect(request.params.get('cursor')).toBe('r3');
  expect(within(list).getAllByRole('listitem')).toHaveLength(4);
});

test('a sync is taken back once that is confirmed, and what is kept is told', async () => {
  const { user, server } = await open(aConnection());
  const undo = `${RUNS}/r1/undo`;
  const takeBack = () => user.click(screen.getByRole('button', { name: 'Take back sync of Jan 7, 2026, 6:12 AM' }));
  await takeBack();
  await user.click(await screen.findByRole('button', { name: 'Keep sync' }));
  await settled();
  expect(server.waiting('POST', undo)).toBe(0);
  await takeBack();
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  const kept = [{ tradeId: 't1', reason: 'You changed it since.' }];
  await server.answer('POST', undo, { undone: 9, kept, ledger: { version: 20, hash: 'h' } });
  expect(await screen.findByText('Sync taken back, except 1 trade changed since')).toBeTruthy();
  await server.answer('GET', RUNS, { items: [aRun({ status: 'undone' })], nextCursor: null });
  expect(screen.getByText('Taken back')).toBeTruthy();
});

test('says how agreeing at the broker ended, and when to agree again', async () => {
  const due = aConnection({ consentUntil: '2026-01-09T15:00:00.000Z', consentDue: true });
  const { user, server } = await open(due, [], null, '?consent=denied');
  expect(screen.getByText('You did not agree at the broker. Nothing was changed.')).toBeTruthy();
  expect(screen.getByText('Tradier wants you to agree again by Jan 9, 10:00 AM')).toBeTruthy();
  const left = vi.spyOn(TestBed.inject(ConnectionActions), 'leaveFor').mockReturnValue();
  await user.click(screen.getByRole('button', { name: 'Agree at Tradier for Tradier margin' }));
  await server.answer('POST', `${ONE}/consent`, { url: 'https://broker.example/agree' });
  expect(left).toHaveBeenCalledWith('https://broker.example/agree');
});

test('once disconnected, leads back to the others', async () => {
  const { user, server } = await open(aConnection());
  await user.click(screen.getByRole('button', { name: 'Actions for Tradier margin' }));
  await user.click(screen.getByRole('menuitem', { name: 'Disconnect' }));
  await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
  await server.answer('DELETE', ONE, receipted(aConnection(), 8));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/connections');
});
