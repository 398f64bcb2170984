import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { receipted } from '../testing/samples';
import { Commands } from '../http/commands';
import { Filter } from '../filter/filter';
import { onlyNow } from './only-now.guard';
import { ledgerResource } from './ledger-resource';

@Component({ selector: 'app-net', template: `{{ stats.value()?.net }} {{ history.value()?.net }}` })
class Net {
  protected readonly stats = ledgerResource<{ net: string }>(() => ({
    url: '/api/user/stats',
    params: { tag: 'gap' },
  }));
  protected readonly history = ledgerResource<{ net: string }>(() => ({ url: '/api/user/history' }));
}

@Component({ selector: 'app-form', template: `form` })
class Form {}

const STATS = '/api/user/stats';
const ROUTES = [
  { path: 'dashboard', component: Net, data: { past: true } },
  { path: 'settings', component: Net },
  { path: 'add-trade', outlet: 'sheet', component: Form, canActivate: [onlyNow] },
];

const open = (url: string) => openPage(url, ROUTES);
const go = (url: string) => TestBed.inject(Router).navigateByUrl(url);

async function recordAnything(server: Awaited<ReturnType<typeof open>>['server'], version: number): Promise<void> {
  const sent = TestBed.inject(Commands).send('POST', '/api/y', {});
  await server.answer('POST', '/api/y', receipted({}, version));
  await sent;
  await settled();
}

test.each([
  ['v57', 'tag=gap&asOfVersion=57'],
  ['2026-11-05T21:00:00Z', 'tag=gap&recordedBefore=2026-11-05T21:00:00.000Z'],
  ['soon', 'tag=gap'],
])('at %s the page asks for %s', async (asOf, query) => {
  const { server } = await open(`/dashboard?asOf=${asOf}`);
  expect((await server.asked('GET', STATS)).request.params.toString()).toBe(query);
  expect((await server.asked('GET', '/api/user/history')).request.params.toString()).toBe('');
});

test('what was recorded then stays, whatever is recorded meanwhile; what has no past follows', async () => {
  const { server } = await open('/dashboard?asOf=v57');
  await server.answer('GET', STATS, { net: '+75' });
  await server.answer('GET', '/api/user/history', { net: 'one' });
  await recordAnything(server, 60);
  expect(server.waiting('GET', STATS)).toBe(0);
  expect(server.waiting('GET', '/api/user/history')).toBe(1);
});

test('nothing of another moment is shown while this one is on its way', async () => {
  const { server } = await open('/dashboard');
  await server.answer('GET', STATS, { net: '+75' });
  expect(screen.getByText('+75')).toBeTruthy();
  await go('/dashboard?asOf=v57');
  await settled();
  expect(screen.queryByText('+75')).toBeNull();
  await server.answer('GET', STATS, { net: '+60' });
  expect(screen.getByText('+60')).toBeTruthy();
});

test('a page without a past shows now, and carries it on', async () => {
  const { server } = await open('/settings?asOf=v57&tag=gap');
  expect((await server.asked('GET', STATS)).request.params.toString()).toBe('tag=gap');
  expect(TestBed.inject(Filter).link()).toEqual({ tag: ['gap'], asOf: 'v57' });
  expect(TestBed.inject(Filter).params()).toEqual({ tag: ['gap'] });
  await go('/dashboard?asOf=v57&tag=gap');
  expect((await server.asked('GET', STATS)).request.params.get('asOfVersion')).toBe('57');
});

test('a form over the past is refused with a word and the way back, over now it opens', async () => {
  const { user } = await open('/dashboard(sheet:add-trade)?asOf=v57');
  const router = TestBed.inject(Router);
  expect(router.url).toBe('/dashboard?asOf=v57');
  await go('/dashboard(sheet:add-trade)?asOf=v57');
  expect(router.url).toBe('/dashboard?asOf=v57');
  expect(await screen.findByText('This view is read-only')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Back to now' }));
  await settled();
  expect(router.url).toBe('/dashboard');
  await go('/dashboard(sheet:add-trade)');
  expect(screen.getByText('form')).toBeTruthy();
  await go('/settings(sheet:add-trade)?asOf=v57');
  expect(screen.getByText('form')).toBeTruthy();
});
