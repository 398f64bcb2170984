import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Server, settled } from '../testing/render-page';
import { receipted } from '../testing/samples';
import { Commands } from '../http/commands';
import { keepHead } from '../session/ledger-head';
import { ledgerResource } from './ledger-resource';

async function read(url = signal('/api/x')) {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(withInterceptors([keepHead])), provideHttpClientTesting()],
  });
  const server = new Server(TestBed.inject(HttpTestingController));
  const answer = TestBed.runInInjectionContext(() => ledgerResource<{ n: number }>(() => ({ url: url() })));
  await settled();
  return { server, answer };
}

test('it is read again after every change of the ledger, and stays on the screen meanwhile', async () => {
  const { server, answer } = await read();
  await server.answer('GET', '/api/x', { n: 1 });
  expect(answer.value()).toEqual({ n: 1 });

  const changed = TestBed.inject(Commands).send('POST', '/api/y', {});
  await server.answer('POST', '/api/y', receipted({}, 8));
  await changed;
  await settled();
  expect(answer.loading()).toBe(true);
  expect(answer.value()).toEqual({ n: 1 });

  await server.answer('GET', '/api/x', { n: 2 });
  expect(answer.value()).toEqual({ n: 2 });
});

test('an answer without a new version reads nothing again', async () => {
  const { server, answer } = await read();
  await server.answer('GET', '/api/x', { n: 1 });
  for (const version of [8, 8, 3]) {
    const sent = TestBed.inject(Commands).send('POST', '/api/y', {});
    await server.answer('POST', '/api/y', receipted({}, version));
    await sent;
    await settled();
    if (version === 8 && answer.loading()) await server.answer('GET', '/api/x', { n: 1 });
  }
  expect(server.waiting('GET', '/api/x')).toBe(0);
});

test('a failure is told beside what is known, and goes with the next success', async () => {
  const { server, answer } = await read();
  await server.answer('GET', '/api/x', { n: 1 });
  expect(answer.value()).toEqual({ n: 1 });
  answer.reload();
  await settled();
  await server.refuse('GET', '/api/x', { status: 503, title: 'The database is away' });
  expect(answer.problem()?.title).toBe('The database is away');
  expect(answer.value()).toEqual({ n: 1 });

  answer.reload();
  await settled();
  await server.answer('GET', '/api/x', { n: 3 });
  expect(answer.problem()).toBeUndefined();
  expect(answer.value()).toEqual({ n: 3 });
});
