import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { openPage } from '../testing/render-page';
import { MemberPreferences } from './preferences';

const URL = '/api/user/preferences';
const KEPT = { ...DEFAULT_PREFERENCES, platforms: ['Broker'] };

@Component({ selector: 'app-some-page', template: '{{ preferences.value().density }}' })
class SomePage {
  protected readonly preferences = inject(MemberPreferences);
}

async function signedIn() {
  const { server } = await openPage('/some', [{ path: 'some', component: SomePage }]);
  return { server, preferences: TestBed.inject(MemberPreferences) };
}

test('a change shows at once and keeps the others', async () => {
  const { server, preferences } = await signedIn();
  await server.answer('GET', URL, KEPT);
  const changed = preferences.change({ density: 'compact' });
  expect(preferences.value().density).toBe('compact');
  const { request } = await server.answer('PUT', URL, {});
  expect(request.body).toEqual({ ...KEPT, density: 'compact' });
  await changed;
});

test('what the server does not keep is taken back', async () => {
  const { server, preferences } = await signedIn();
  await server.answer('GET', URL, KEPT);
  const changed = preferences.change({ palette: 'colour-blind' }).catch(() => 'refused');
  await server.lose('PUT', URL);
  expect(await changed).toBe('refused');
  expect(preferences.value()).toEqual(KEPT);
});

test('a change before the first answer forgets nothing', async () => {
  const { server, preferences } = await signedIn();
  await server.lose('GET', URL);
  const changed = preferences.change({ density: 'compact' });
  await server.answer('GET', URL, KEPT);
  const { request } = await server.answer('PUT', URL, {});
  expect(request.body).toEqual({ ...KEPT, density: 'compact' });
  await changed;
});
