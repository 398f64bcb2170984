import { Component } from '@angular/core';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { MEMBER, Server, settled } from '../testing/render-page';
import { Commands } from '../http/commands';
import { Outage } from '../http/outage';
import { authErrorInterceptor } from './auth-error.interceptor';
import { SESSION_URL, Session } from './session';
import { signedIn } from './signed-in.guard';

@Component({ template: '' })
class Page {}

function start() {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([
        { path: 'login', component: Page },
        { path: 'trades', component: Page, canActivate: [signedIn] },
        { path: 'add', outlet: 'sheet', component: Page, canActivate: [signedIn] },
        { path: '', pathMatch: 'full', component: Page, canActivate: [signedIn] },
      ]),
      provideHttpClient(withInterceptors([authErrorInterceptor])),
      provideHttpClientTesting(),
    ],
  });
  const router = TestBed.inject(Router);
  return { router, session: TestBed.inject(Session), server: new Server(TestBed.inject(HttpTestingController)) };
}

async function signedInAt(url: string) {
  const app = start();
  const opened = app.router.navigateByUrl(url);
  await app.server.answer('GET', SESSION_URL, { user: MEMBER, expiresAt: '2026-12-01T00:00:00.000Z' });
  await opened;
  return app;
}

test('a page and its sheet ask once who is signed in', async () => {
  const { router, server, session } = start();
  const opened = router.navigateByUrl('/trades(sheet:add)');
  await settled();
  const requests = TestBed.inject(HttpTestingController).match(SESSION_URL);
  expect(requests).toHaveLength(1);
  requests[0]?.flush({ user: MEMBER, expiresAt: '' });
  expect(await opened).toBe(true);
  expect(session.member()?.username).toBe('demo.one');
  expect(server.waiting('GET', SESSION_URL)).toBe(0);
});

test('without a session one is led to the sign-in page, which knows the way back', async () => {
  const { router, server } = start();
  const opened = router.navigateByUrl('/trades?status=open');
  await server.refuse('GET', SESSION_URL, { status: 401 });
  await opened;
  expect(router.parseUrl(router.url).queryParams).toEqual({ returnTo: '/trades?status=open' });
  expect(router.url).toMatch(/^\/login\?/);
});

test('a session that ends in between leads there too, and whoever was signed in is forgotten', async () => {
  const { router, server, session } = await signedInAt('/trades?symbol=AAPL');
  const sent = expect(TestBed.inject(Commands).send('POST', '/api/user/trades', {})).rejects.toMatchObject({
    status: 401,
  });
  await server.refuse('POST', '/api/user/trades', { status: 401 });
  await sent;
  await settled();
  expect(router.parseUrl(router.url).queryParams).toEqual({ returnTo: '/trades?symbol=AAPL' });
  expect(session.member()).toBeNull();
});

test('a role that is lost is told; any other 403 is not a lost role', async () => {
  const { router, server, session } = await signedInAt('/trades');
  const refused = () =>
    expect(TestBed.inject(Commands).send('POST', '/api/x', {})).rejects.toMatchObject({ status: 403 });

  const foreign = refused();
  await server.refuse('POST', '/api/x', { status: 403 });
  await foreign;
  expect(router.url).toBe('/trades');

  const denied = refused();
  await server.refuse('POST', '/api/x', { status: 403, type: '/problems/access-denied' });
  await denied;
  await settled();
  expect(router.parseUrl(router.url).queryParams).toEqual({ error: 'access_denied', returnTo: '/trades' });
  expect(session.member()).toBeNull();
});

test('an outage signs nobody out: it is told, and the same page can be tried again', async () => {
  const { router, server } = start();
  const opened = router.navigateByUrl('/trades');
  await server.lose('GET', SESSION_URL);
  expect(await opened).toBe(false);
  const outage = TestBed.inject(Outage);
  expect(outage.missed()).toMatchObject({ url: '/trades', problem: { status: 0 } });

  const again = outage.retry();
  await server.answer('GET', SESSION_URL, { user: MEMBER, expiresAt: '' });
  await again;
  expect(router.url).toBe('/trades');
  expect(outage.missed()).toBeNull();
});

test('who signs out is told to the server and forgotten', async () => {
  const { router, server, session } = await signedInAt('/trades');
  const done = session.signOut('everywhere');
  await server.answer('POST', '/api/auth/logout-everywhere', {});
  await done;
  expect(session.member()).toBeNull();
  expect(router.url).toBe('/login');
});

test('a session that ends over an open sheet leads to the sign-in page alone, and back to both', async () => {
  const { router, server } = await signedInAt('/trades(sheet:add)');
  const sent = expect(TestBed.inject(Commands).send('POST', '/api/user/trades', {})).rejects.toMatchObject({
    status: 401,
  });
  await server.refuse('POST', '/api/user/trades', { status: 401 });
  await sent;
  await settled();
  expect(router.url).toBe('/login?returnTo=%2Ftrades(sheet:add)');
});
