import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { ListedTrade } from '@singularity/contract';
import { openPage, settled } from '../../testing/render-page';
import { aTrade, pageOf } from '../../testing/samples';
import { TradesPage } from '../list/trades-page';
import { TradePage } from './trade-page';

const TRADES = '/api/user/trades';

const named = (id: string, symbol: string) => aTrade({ id, symbol, notes: `About ${symbol}.` });
const [ONE, TWO, THREE] = [named('t1', 'AAPL'), named('t2', 'MSFT'), named('t3', 'TSLA')] as const;

async function openFromList(symbol: string, answer: { items: ListedTrade[]; nextCursor: string | null }) {
  const page = await openPage('/trades?tag=gap', [
    { path: 'trades', component: TradesPage, data: { past: true } },
    { path: 'trades/:id', component: TradePage, data: { past: true } },
  ]);
  await page.server.answer('GET', TRADES, answer);
  await page.user.click(within(screen.getByRole('grid')).getByRole('link', { name: new RegExp(symbol) }));
  await settled();
  return page;
}

const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const address = () => TestBed.inject(Router).url;

test('one goes on through the list that one came from, by button and by key, and is shown what it knows at once', async () => {
  const { user, server } = await openFromList('MSFT', pageOf(ONE, TWO, THREE));
  expect(heading()).toContain('MSFT');
  await server.answer('GET', `${TRADES}/t2`, TWO);
  await user.click(screen.getByRole('button', { name: 'Next trade' }));
  await settled();
  expect(address()).toBe('/trades/t3?tag=gap');
  expect(heading()).toContain('TSLA');
  expect(screen.getByText('About TSLA.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Next trade' }).ariaDisabled).toBe('true');
  await user.keyboard('[[');
  await settled();
  expect(address()).toBe('/trades/t2?tag=gap');
  await user.keyboard('[[');
  await settled();
  expect(address()).toBe('/trades/t1?tag=gap');
  expect(screen.getByRole('button', { name: 'Previous trade' }).ariaDisabled).toBe('true');
});

test('the list is read on where it comes to its end', async () => {
  const { user, server } = await openFromList('AAPL', { items: [ONE, TWO], nextCursor: 'more' });
  const { request } = await server.answer('GET', TRADES, pageOf(TWO, THREE));
  expect(request.params.get('cursor')).toBe('more');
  expect(request.params.getAll('tag')).toEqual(['gap']);
  await user.keyboard(']]');
  await settled();
  await user.keyboard(']]');
  await settled();
  expect(address()).toBe('/trades/t3?tag=gap');
});

test('whoever comes from elsewhere has no neighbours', async () => {
  const { server } = await openPage('/trades/t1', [{ path: 'trades/:id', component: TradePage, data: { past: true } }]);
  await server.answer('GET', `${TRADES}/t1`, ONE);
  expect(screen.queryByRole('button', { name: 'Next trade' })).toBeNull();
});
