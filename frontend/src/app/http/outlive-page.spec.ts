import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { outlivePage } from './outlive-page';

function isKept(method: string, body?: unknown): boolean {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(withInterceptors([outlivePage])), provideHttpClientTesting()],
  });
  TestBed.inject(HttpClient).request(method, '/api/user/trades', { body }).subscribe();
  return TestBed.inject(HttpTestingController).expectOne('/api/user/trades').request.keepalive;
}

it.each([
  ['a change without a body', 'DELETE', undefined],
  ['a short change', 'PATCH', { notes: 'Late entry.' }],
])('%s is sent on when its page goes away', (_what, method, body) => expect(isKept(method, body)).toBe(true));

it.each([
  ['a read', 'GET', undefined],
  ['a long change, of which browsers send on only so many', 'PATCH', { notes: 'n'.repeat(3_000) }],
  ['a file', 'POST', new FormData()],
])('%s is not', (_what, method, body) => expect(isKept(method, body)).toBe(false));
