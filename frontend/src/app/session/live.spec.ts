import { Component } from '@angular/core';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { vi } from 'vitest';
import type { LiveMessage } from '@singularity/contract';
import { MEMBER, Server, settled } from '../testing/render-page';
import { BesideLedger } from './beside-ledger';
import { LedgerHead, keepHead } from './ledger-head';
import { Live } from './live';
import { SESSION_URL, Session } from './session';

/** The stream as a browser shows it; the test is the server. */
class FakeEventSource {
  static readonly all: FakeEventSource[] = [];
  static get open(): readonly FakeEventSource[] {
    return this.all.filter(({ closed }) => !closed);
  }
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  constructor(readonly url: string) {
    FakeEventSource.all.push(this);
  }

  async tell(message: LiveMessage): Promise<void> {
    this.onmessage?.({ data: JSON.stringify(message) });
    await settled();
  }

  close(): void {
    this.closed = true;
  }
}

@Component({ template: '' })
class Page {}

const USER = [{ type: 'user', id: 'u1' }] as const;
const answerAt = (version: number, user = MEMBER) => ({ user, expiresAt: '', ledger: { version, hash: 'h' } });

beforeEach(() => {
  FakeEventSource.all.length = 0;
  Object.assign(window, { EventSource: FakeEventSource });
});
afterEach(() => {
  vi.useRealTimers();
  show(true);
  turn('online');
  Reflect.deleteProperty(window, 'EventSource');
});

function turn(state: 'online' | 'offline'): void {
  Object.defineProperty(navigator, 'onLine', { value: state === 'online', configurable: true });
  window.dispatchEvent(new Event(state));
}

function show(visible: boolean): void {
  Object.defineProperty(document, 'hidden', { value: !visible, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

async function signedIn() {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: '**', component: Page }]),
      provideHttpClient(withInterceptors([keepHead])),
      provideHttpClientTesting(),
    ],
  });
  TestBed.inject(Live);
  await settled();
  expect(FakeEventSource.all).toEqual([]);
  const server = new Server(TestBed.inject(HttpTestingController));
  const session = TestBed.inject(Session);
  const opened = session.open('/');
  await server.answer('GET', SESSION_URL, answerAt(12));
  await opened;
  await settled();
  return { server, session, head: TestBed.inject(LedgerHead) };
}

const only = () => {
  expect(FakeEventSource.open).toHaveLength(1);
  return FakeEventSource.open[0]!;
};

test('who is signed in hears how far their ledger has gone, from what their pages know', async () => {
  const { head, server } = await signedIn();
  expect(only().url).toBe('/api/user/live?since=12');
  await only().tell({ version: 14, streams: [{ type: 'trade', id: 't1' }] });
  expect(head.version()).toBe(14);
  await only().tell({ version: 13, streams: null });
  expect(head.version()).toBe(14);
  expect(server.waiting('GET', SESSION_URL)).toBe(0);
});

test('a sync that goes on is heard of, though the ledger stands still', async () => {
  const { head } = await signedIn();
  const beside = TestBed.inject(BesideLedger);
  await only().tell({ version: 12, streams: [{ type: 'trade', id: 't1' }] });
  expect(beside.turn()).toBe(0);
  await only().tell({ version: 12, streams: [{ type: 'connection', id: 'c1' }] });
  expect([beside.turn(), head.version()]).toEqual([1, 12]);
});

test('settings that were changed elsewhere are taken over, and nothing older than what is shown', async () => {
  const { server, session } = await signedIn();
  const withTheme = (theme: 'dark' | 'light', streamVersion: number) =>
    answerAt(13, { ...MEMBER, settings: { ...MEMBER.settings, theme, streamVersion } });
  await only().tell({ version: 13, streams: USER });
  await server.answer('GET', SESSION_URL, withTheme('dark', 3));
  expect(session.settings().theme).toBe('dark');
  await only().tell({ version: 14, streams: null });
  await server.answer('GET', SESSION_URL, withTheme('light', 2));
  expect(session.settings().theme).toBe('dark');
});

test('it is over with the session', async () => {
  const { session, server, head } = await signedIn();
  const left = session.signOut('here');
  await server.answer('POST', '/api/auth/logout', {});
  await left;
  await settled();
  expect(FakeEventSource.open).toEqual([]);
  expect(head.version()).toBe(0);
});

test('without a connection it rests, and comes again at once, knowing what came meanwhile', async () => {
  const { server, head } = await signedIn();
  turn('offline');
  await settled();
  expect(FakeEventSource.open).toEqual([]);
  turn('online');
  await settled();
  await server.answer('GET', SESSION_URL, answerAt(20));
  expect(head.version()).toBe(20);
  expect(only().url).toBe('/api/user/live?since=20');
});

test('where nobody looks it ends after a while, but not while one looks something up elsewhere', async () => {
  const { server } = await signedIn();
  vi.useFakeTimers();
  show(false);
  await vi.advanceTimersByTimeAsync(10_000);
  show(true);
  await vi.advanceTimersByTimeAsync(60_000);
  only();
  show(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeEventSource.open).toEqual([]);
  show(true);
  await vi.advanceTimersByTimeAsync(0);
  vi.useRealTimers();
  await server.answer('GET', SESSION_URL, answerAt(12));
  only();
});

test('a stream that breaks is opened again, with longer pauses while the server is away', async () => {
  await signedIn();
  const http = TestBed.inject(HttpTestingController);
  vi.useFakeTimers();
  only().onerror?.();
  expect(FakeEventSource.open).toEqual([]);
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 9; attempt++) {
    let ms = 0;
    while (http.match(SESSION_URL).map((request) => request.error(new ProgressEvent('error'))).length === 0) {
      await vi.advanceTimersByTimeAsync(250);
      ms += 250;
    }
    pauses.push(ms);
  }
  expect(pauses[0]).toBeLessThanOrEqual(1_000);
  expect(pauses[4]).toBeGreaterThan(pauses[0]! * 4);
  expect(pauses[8]).toBeLessThanOrEqual(60_250);
  expect(pauses[8]).toBeGreaterThanOrEqual(30_000);
  await vi.advanceTimersByTimeAsync(60_000);
  http.expectOne(SESSION_URL).flush(answerAt(12));
  await vi.advanceTimersByTimeAsync(0);
  only();
});

test('where the session has ended meanwhile, the sign-in page comes up by itself', async () => {
  const { server, session } = await signedIn();
  only().onerror?.();
  turn('offline');
  await settled();
  turn('online');
  await settled();
  await server.refuse('GET', SESSION_URL, { status: 401 });
  await settled();
  expect(session.member()).toBeNull();
  expect(TestBed.inject(Router).url).toMatch(/^\/login/);
  expect(FakeEventSource.open).toEqual([]);
});
