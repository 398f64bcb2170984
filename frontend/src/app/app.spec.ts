import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { render, screen } from '@testing-library/angular';
import { App } from './app';
import { Session } from './session/session';
import { MEMBER, Server, settled } from './testing/render-page';
import { formatMoney } from './ui/format/money';
import { formatDay } from './ui/format/zoned-time';

@Component({ selector: 'app-a-sheet', template: 'a sheet' })
class ASheet {
  readonly unsaved = signal(false);
}

async function openApp() {
  const routes = [{ path: 'a-sheet', outlet: 'sheet', component: ASheet }];
  const providers = [provideHttpClient(), provideHttpClientTesting(), provideRouter(routes)];
  const { fixture } = await render(App, { providers });
  return { server: new Server(TestBed.inject(HttpTestingController)), fixture };
}

async function turn(state: 'online' | 'offline'): Promise<void> {
  Object.defineProperty(navigator, 'onLine', { value: state === 'online', configurable: true });
  window.dispatchEvent(new Event(state));
  await settled();
}

function isLeavingHeld(): boolean {
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

test('shows everything as the member prefers it', async () => {
  const { server } = await openApp();
  const opened = TestBed.inject(Session).open('/');
  await server.answer('GET', '/api/auth/session', { user: MEMBER, expiresAt: '2026-12-01T00:00:00.000Z' });
  await opened;
  await settled();
  const chosen = { density: 'compact', palette: 'colour-blind', currencyDisplay: 'code', dateFormat: 'iso' };
  await server.answer('GET', '/api/user/preferences', { ...DEFAULT_PREFERENCES, ...chosen });
  expect({ ...document.documentElement.dataset }).toMatchObject({ density: 'compact', palette: 'colour-blind' });
  expect(formatMoney('12', 'USD')).toMatch(/^USD\s12\.00$/);
  expect(formatDay('2026-11-27')).toBe('2026-11-27');
});

test('says when the connection is gone, and when it is back says nothing', async () => {
  await openApp();
  await turn('offline');
  expect(screen.getByRole('status').textContent).toContain('You are offline');
  await turn('online');
  expect(screen.getByRole('status').textContent.trim()).toBe('');
});

test('a browser that is closed over unsaved input asks first', async () => {
  const { fixture } = await openApp();
  expect(isLeavingHeld()).toBe(false);
  await TestBed.inject(Router).navigateByUrl('/(sheet:a-sheet)');
  await settled();
  expect(isLeavingHeld()).toBe(false);
  const sheet = fixture.debugElement.query(({ componentInstance }) => componentInstance instanceof ASheet);
  (sheet.componentInstance as ASheet).unsaved.set(true);
  expect(isLeavingHeld()).toBe(true);
});
