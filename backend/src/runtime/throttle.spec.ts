import { vi } from 'vitest';
import { Throttle } from './throttle.js';

let done: string[];
let throttle: Throttle;

beforeEach(() => {
  vi.useFakeTimers();
  done = [];
  throttle = new Throttle(300, (key) => done.push(key));
});
afterEach(() => vi.useRealTimers());

it('does what is asked at once, and what is asked soon after together, at the end of the time', () => {
  for (let ask = 0; ask < 100; ask++) throttle.ask('a');
  expect(done).toEqual(['a']);
  vi.advanceTimersByTime(299);
  expect(done).toEqual(['a']);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['a', 'a']);
});

it('keeps to its interval for as long as it is asked, and is at once again after a silence', () => {
  for (let ms = 0; ms < 3_000; ms += 10) {
    throttle.ask('a');
    vi.advanceTimersByTime(10);
  }
  expect(done).toHaveLength(11);
  vi.advanceTimersByTime(300);
  throttle.ask('a');
  expect(done).toHaveLength(12);
});

it('lets no key wait for another', () => {
  for (const key of ['a', 'b', 'a']) throttle.ask(key);
  expect(done).toEqual(['a', 'b']);
});

it('does nothing more once it is stopped', () => {
  for (const key of ['a', 'a']) throttle.ask(key);
  throttle.stop();
  vi.runAllTimers();
  expect(done).toEqual(['a']);
});
