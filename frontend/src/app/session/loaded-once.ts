import { linkedSignal } from '@angular/core';
import type { WritableSignal } from '@angular/core';
import type { Reading } from './reading';

export interface LoadedOnce<T> extends Pick<Reading<T>, 'problem' | 'reload'> {
  /** Set by who knows a newer one, such as the answer to a command. */
  readonly value: WritableSignal<T | undefined>;
  loadNewest(): void;
}

/** What a form was opened with: what happens elsewhere does not replace it, until the member asks for the newest. */
export function loadedOnce<T>(reading: Reading<T>): LoadedOnce<T> {
  const value = linkedSignal<T | undefined, T | undefined>({
    source: reading.value,
    computation: (newest, before) => before?.value ?? newest,
  });
  return {
    value,
    problem: reading.problem,
    reload: () => reading.reload(),
    loadNewest: () => {
      value.set(undefined);
      reading.reload();
    },
  };
}
