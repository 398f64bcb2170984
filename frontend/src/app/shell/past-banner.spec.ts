import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { Shell } from './shell';

Element.prototype.scrollIntoView ??= () => undefined;

const AT = '/api/user/ledger/at';
const openAt = (asOf: string) =>
  openPage(`/trades?tag=gap&asOf=${asOf}`, [{ path: 'trades', component: Shell, data: { past: true } }]);

function banner() {
  return within(screen.getByRole('region', { name: 'As of' }));
}

const url = () => TestBed.inject(Router).url;

test('the banner says when, which version, and that nothing can be changed', async () => {
  const { server } = await openAt('v57');
  expect(banner().getByText('version 57')).toBeTruthy();
  const { request } = await server.answer('GET', AT, { version: 57, recordedAt: '2026-11-05T21:00:00.000Z' });
  expect(request.params.get('asOfVersion')).toBe('57');
  expect(banner().getByText('Nov 5, 2026, 4:00 PM · version 57')).toBeTruthy();
  expect(banner().getByText(/read-only/)).toBeTruthy();
  expect(banner().getByRole('link', { name: 'Compare with now' }).getAttribute('href')).toBe('/compare?from=v57');
});

test('a version that is not there yet is told, with the way out', async () => {
  const { server, user } = await openAt('v999');
  await server.refuse('GET', AT, {
    status: 422,
    errors: [{ field: 'asOfVersion', message: 'The journal ends at version 58.' }],
  });
  expect(banner().getByText('The journal ends at version 58.')).toBeTruthy();
  await user.click(banner().getByRole('link', { name: 'Back to now' }));
  await settled();
  expect(url()).toBe('/trades?tag=gap');
  expect(screen.queryByRole('region', { name: 'As of' })).toBeNull();
});

test('every page is linked at the same moment, with the filter', async () => {
  await openAt('v57');
  const link = screen.getByRole('link', { name: 'Accounts' });
  expect(link.getAttribute('href')).toBe('/accounts?tag=gap&asOf=v57');
});

test('neither keys nor the palette add anything to the past', async () => {
  const { user } = await openAt('v57');
  await user.keyboard('n');
  await settled();
  expect(url()).toBe('/trades?tag=gap&asOf=v57');
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox', { name: /Search pages/ });
  const names = screen.getAllByRole('option').map((option) => option.textContent);
  expect(names.some((name) => name?.includes('Add'))).toBe(false);
  await user.click(screen.getByRole('option', { name: /Back to now/ }));
  await settled();
  await settled();
  expect(url()).toBe('/trades?tag=gap');
});
