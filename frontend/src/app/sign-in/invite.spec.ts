import { Component } from '@angular/core';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { INVITE_PATH } from '@singularity/contract';
import { Server } from '../testing/render-page';
import { invite } from './invite';

@Component({ template: '' })
class Page {}

function start() {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'login', component: Page, resolve: { invite } }]),
      provideHttpClient(),
      provideHttpClientTesting(),
    ],
  });
  const router = TestBed.inject(Router);
  return {
    server: new Server(TestBed.inject(HttpTestingController)),
    open: (url: string) => router.navigateByUrl(url),
    shown: () => router.routerState.snapshot.root.firstChild?.data['invite'] as unknown,
  };
}

test('the invite is there before the page that tells of a refusal', async () => {
  const { server, open, shown } = start();
  const opened = open('/login?error=access_denied');
  await server.answer('GET', INVITE_PATH, { url: 'https://discord.gg/singularity' });
  await opened;
  expect(shown()).toBe('https://discord.gg/singularity');
});

test('the page comes without it where it cannot be had', async () => {
  const { server, open, shown } = start();
  const opened = open('/login?error=access_denied');
  await server.lose('GET', INVITE_PATH);
  expect(await opened).toBe(true);
  expect(shown()).toBeNull();
});

test('nobody asks for it who was not refused', async () => {
  const { server, open } = start();
  expect(await open('/login?error=retry')).toBe(true);
  expect(server.waiting('GET', INVITE_PATH)).toBe(0);
});
