import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import { CONSENT_ENDS } from '@singularity/contract';
import type { ConnectionAnswer } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf } from '../testing/samples';
import { wordsOf } from '../testing/words-of';
import { ConnectionActions } from './connection-actions';
import { ConnectionPage } from './connection-page';
import { ConnectionsPage } from './connections-page';
import { MappingPage } from './mapping-page';
import { SCHWAB, aBrokerAccount, aConnection } from './testing/a-connection';

const CONNECTIONS = '/api/user/connections';
const ROUTES = [
  { path: 'connections', component: ConnectionsPage },
  { path: 'connections/:id', component: ConnectionPage },
  { path: 'connections/:id/accounts', component: MappingPage },
];
const url = () => TestBed.inject(Router).url;
const UNSET = [aBrokerAccount({ accountId: null })];

async function openAll(...items: ConnectionAnswer[]) {
  const page = await openPage('/connections', ROUTES);
  await page.server.answer('GET', CONNECTIONS, { items });
  await page.server.answer('GET', '/api/user/brokers', { items: [SCHWAB] });
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return page;
}

async function comeBack(address: string, difference: Partial<ConnectionAnswer> = {}) {
  const page = await openPage(address, ROUTES);
  expect(url()).toBe(address);
  await page.server.answer('GET', `${CONNECTIONS}/c1`, aConnection({ broker: 'schwab', ...difference }));
  await settled();
  return page;
}

test('where one has to agree, or soon has to again, a button leads to the broker', async () => {
  const schwab = { broker: 'schwab', consentUntil: '2099-12-08T03:00:00.000Z' } as const;
  const needs = { status: 'needs_attention', needs: 'consent', reason: 'Agree at Schwab, and it begins.' } as const;
  const { user, server } = await openAll(
    aConnection({ ...schwab, ...needs, label: 'New', consentUntil: null }),
    aConnection({ ...schwab, id: 'c2', label: 'Soon', consentDue: true }),
    aConnection({ ...schwab, id: 'c3', label: 'Later' }),
    aConnection({
      ...schwab,
      id: 'c4',
      label: 'Key',
      consentDue: true,
      status: 'needs_attention',
      needs: 'credentials',
    }),
  );
  const card = (name: string) => within(screen.getByRole('article', { name }));
  const agree = { name: /^Agree at Schwab/ };
  expect(card('Soon').getByText('Schwab wants you to agree again by Dec 7, 10:00 PM')).toBeTruthy();
  expect(wordsOf(screen.getAllByRole('button', agree))).toEqual(['Agree at Schwab', 'Agree at Schwab']);
  for (const name of ['Later', 'Key']) expect(card(name).queryByRole('button', agree)).toBeNull();

  const left = vi.spyOn(TestBed.inject(ConnectionActions), 'leaveFor').mockReturnValue();
  await user.click(card('New').getByRole('button', agree));
  await server.answer('POST', `${CONNECTIONS}/c1/consent`, { url: 'https://schwab.example/authorize?state=s1' });
  expect(left.mock.calls).toEqual([['https://schwab.example/authorize?state=s1']]);
  await user.click(card('Soon').getByRole('button', agree));
  await server.refuse('POST', `${CONNECTIONS}/c2/consent`, {
    status: 409,
    title: 'Enter the credentials again first.',
  });
  expect(await screen.findByText('Enter the credentials again first.')).toBeTruthy();
  expect(left).toHaveBeenCalledTimes(1);
});

test.each(['given', 'denied', 'failed', 'taken'] as const)('that it was %s is told once', async (end) => {
  await comeBack(`/connections/c1?consent=${end}`);
  expect(await screen.findByText(CONSENT_ENDS[end])).toBeTruthy();
  expect(url()).toBe('/connections/c1');
});

test('once agreed, one chooses where the trades go', async () => {
  await comeBack('/connections/c1?consent=given', { accounts: UNSET });
  expect(await screen.findByText(CONSENT_ENDS.given)).toBeTruthy();
  expect(url()).toBe('/connections/c1/accounts');
});

test('what was denied before any account is known stays on the page of the connection', async () => {
  await comeBack('/connections/c1?consent=denied', { accounts: [], status: 'needs_attention', needs: 'consent' });
  expect(await screen.findByText(CONSENT_ENDS.denied)).toBeTruthy();
  expect(url()).toBe('/connections/c1');
});

test('of an answer that belongs to no connection all connections tell', async () => {
  await openPage('/connections?consent=stale', ROUTES);
  await settled();
  expect(await screen.findByText(CONSENT_ENDS.stale)).toBeTruthy();
  expect(url()).toBe('/connections');
});

test('other words in the address are not told', async () => {
  await comeBack('/connections/c1?consent=toString');
  expect(screen.queryByText(/native code/)).toBeNull();
  expect(url()).toBe('/connections/c1?consent=toString');
});
