import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { vi } from 'vitest';
import { delayed } from './delayed';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const busy = signal(false);
  const shown = TestBed.runInInjectionContext(() => delayed(busy));
  const turn = (on: boolean) => {
    busy.set(on);
    TestBed.tick();
  };
  return { shown, turn };
}

test('what is over within a moment is never shown', () => {
  const { shown, turn } = start();
  turn(true);
  vi.advanceTimersByTime(149);
  expect(shown()).toBe(false);
  turn(false);
  vi.advanceTimersByTime(1_000);
  expect(shown()).toBe(false);
});

test('what goes on is shown until it is over', () => {
  const { shown, turn } = start();
  turn(true);
  vi.advanceTimersByTime(150);
  expect(shown()).toBe(true);
  turn(false);
  expect(shown()).toBe(false);
});
