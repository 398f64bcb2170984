import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import type { TestRequest } from '@angular/common/http/testing';
import { ApplicationRef, Component } from '@angular/core';
import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import type { Routes } from '@angular/router';
import { Router, RouterOutlet, provideRouter, withComponentInputBinding } from '@angular/router';
import { LEDGER_HEADER } from '@singularity/contract';
import type { ProblemDetails, SessionAnswer } from '@singularity/contract';
import { DEFAULT_SETTINGS } from '@singularity/domain';
import { render } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { keepHead } from '../session/ledger-head';
import { keepReceipts } from '../ledger/receipts';
import { authErrorInterceptor } from '../session/auth-error.interceptor';
import { SESSION_URL } from '../session/session';
import { signedIn } from '../session/signed-in.guard';
import { trackPendingCommands } from '../http/pending-commands';

@Component({
  selector: 'app-test-root',
  imports: [RouterOutlet],
  template: `<router-outlet /><router-outlet name="sheet" />`,
})
class TestRoot {}

@Component({ selector: 'app-elsewhere', template: `elsewhere` })
class Elsewhere {}

export const MEMBER: SessionAnswer['user'] = {
  dbUserId: 'u1',
  discordId: '80351110224678912',
  username: 'demo.one',
  avatar: 'https://cdn.discordapp.com/embed/avatars/0.png',
  settings: { ...DEFAULT_SETTINGS, streamVersion: 1 },
};

/** Opens an address as a browser would, signed in, with a server that each test plays itself. */
export async function openPage(
  url: string,
  routes: Routes,
  member = MEMBER,
  session: Omit<Partial<SessionAnswer>, 'user'> = {},
) {
  const all: Routes = [
    ...routes.map((route) => ({ ...route, canActivate: [signedIn, ...(route.canActivate ?? [])] })),
    { path: '**', component: Elsewhere },
  ];
  const user = userEvent.setup();
  await render(TestRoot, {
    deferBlockBehavior: DeferBlockBehavior.Manual,
    providers: [
      { provide: APP_BASE_HREF, useValue: '/' },
      provideRouter(all, withComponentInputBinding()),
      provideHttpClient(withInterceptors([authErrorInterceptor, keepHead, keepReceipts, trackPendingCommands])),
      provideHttpClientTesting(),
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
    ],
  });
  const server = new Server(TestBed.inject(HttpTestingController));
  const opened = TestBed.inject(Router).navigateByUrl(url);
  await server.answer('GET', SESSION_URL, { user: member, expiresAt: '2026-12-01T00:00:00.000Z', ...session });
  await opened;
  return { user, server };
}

/** After the session has ended: signs in and goes where one was. */
export async function comeBack(server: Server, url: string, member = MEMBER): Promise<void> {
  const opened = TestBed.inject(Router).navigateByUrl(url);
  await server.answer('GET', SESSION_URL, { user: member, expiresAt: '2026-12-01T00:00:00.000Z' });
  await opened;
}

/** The server's side of a test: waits for a request, looks at it, and answers. */
export class Server {
  constructor(private readonly http: HttpTestingController) {}

  /** The next request to this path; a query does not matter. */
  async asked(method: string, path: string): Promise<TestRequest> {
    for (let turn = 0; turn < 50; turn++) {
      const found = this.http.match((request) => request.method === method && request.url === path);
      if (found[0]) return found.at(-1) ?? found[0];
      await settled();
    }
    throw new Error(`Nobody asked for ${method} ${path}.`);
  }

  /** Of the ledger of whoever is signed in, unless of another. */
  async answer(method: string, path: string, body: object, ledger = MEMBER.dbUserId): Promise<TestRequest> {
    const request = await this.asked(method, path);
    request.flush(body, { headers: { [LEDGER_HEADER]: ledger } });
    await settled();
    return request;
  }

  async refuse(
    method: string,
    path: string,
    problem: Partial<ProblemDetails> & { status: number },
  ): Promise<TestRequest> {
    const request = await this.asked(method, path);
    const body = { type: 'about:blank', title: 'Refused', ...problem };
    request.flush(body, { status: problem.status, statusText: 'Refused' });
    await settled();
    return request;
  }

  async lose(method: string, path: string): Promise<TestRequest> {
    const request = await this.asked(method, path);
    request.error(new ProgressEvent('error'));
    await settled();
    return request;
  }

  /** How many requests to this path nobody has answered. */
  waiting(method: string, path: string): number {
    return this.http.match((request) => request.method === method && request.url === path).length;
  }
}

/** One turn of the event loop, then all that follows from it on the screen. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.inject(ApplicationRef).tick();
}
