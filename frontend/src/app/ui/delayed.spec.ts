import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { delayed } from './delayed';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
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
  jest.advanceTimersByTime(149);
  expect(shown()).toBe(false);
  turn(false);
  jest.advanceTimersByTime(1_000);
  expect(shown()).toBe(false);
});

test('what goes on is shown until it is over', () => {
  const { shown, turn } = start();
  turn(true);
  jest.advanceTimersByTime(150);
  expect(shown()).toBe(true);
  turn(false);
  expect(shown()).toBe(false);
});
