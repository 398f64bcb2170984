import { vi } from 'vitest';
import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { retryAfterInterceptor } from './retry-after.interceptor';

const BUSY = { status: 503, statusText: 'Busy', headers: { 'Retry-After': '5' } };

function ask(params: Record<string, string | number>) {
  vi.useFakeTimers();
  TestBed.configureTestingModule({
    providers: [provideHttpClient(withInterceptors([retryAfterInterceptor])), provideHttpClientTesting()],
  });
  const http = TestBed.inject(HttpTestingController);
  const [answers, faults]: [unknown[], { status: number }[]] = [[], []];
  TestBed.inject(HttpClient)
    .get('/api/user/stats', { params })
    .subscribe({ next: (answer) => answers.push(answer), error: (fault: { status: number }) => faults.push(fault) });
  const refuse = (how: object = BUSY) => http.expectOne(({ url }) => url === '/api/user/stats').flush(null, how);
  return { http, answers, faults, refuse };
}

afterEach(() => vi.useRealTimers());

test('who is told to come again for the past does so after that time, and has the answer', () => {
  const { http, answers, refuse } = ask({ asOfVersion: 57 });
  refuse();
  vi.advanceTimersByTime(4_900);
  http.expectNone(() => true);
  vi.advanceTimersByTime(100);
  http.expectOne(() => true).flush({ version: 57 });
  expect(answers).toEqual([{ version: 57 }]);
});

test('who reads so much at once that something has to wait too long comes again', () => {
  const { http, answers, refuse } = ask({ tag: 'gap' });
  refuse({ status: 429, statusText: 'Too many', headers: { 'Retry-After': '2' } });
  vi.advanceTimersByTime(2_000);
  http.expectOne(() => true).flush({ version: 57 });
  expect(answers).toEqual([{ version: 57 }]);
});

test('after a few times in vain it is told', () => {
  const { faults, refuse } = ask({ recordedBefore: '2026-11-05T21:00:00.000Z' });
  for (let turn = 0; turn < 4; turn++) {
    expect(faults).toEqual([]);
    refuse();
    vi.advanceTimersByTime(5_000);
  }
  expect(faults).toEqual([expect.objectContaining({ status: 503 })]);
});

test.each([
  ['another failure', { asOfVersion: 57 }, { ...BUSY, status: 500 }],
  ['one that names no time', { asOfVersion: 57 }, { status: 503, statusText: 'Busy' }],
  ['what is asked about now', { tag: 'gap' }, BUSY],
  ['what is limited by the minute', { tag: 'gap' }, { ...BUSY, status: 429, headers: { 'Retry-After': '40' } }],
])('%s is told at once', (_what, params, how) => {
  const { faults, refuse } = ask(params as Record<string, string>);
  refuse(how);
  expect(faults).toHaveLength(1);
});
