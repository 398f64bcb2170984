import { linkedSignal } from '@angular/core';
import type { WritableSignal } from '@angular/core';
import type { LedgerResource } from './ledger-resource';

export interface LoadedOnce<T> extends Pick<LedgerResource<T>, 'problem' | 'reload'> {
  /** Set by who knows a newer one, such as the answer to a command. */
  readonly value: WritableSignal<T | undefined>;
  loadNewest(): void;
}

/** What a form was opened with: what happens elsewhere does not replace it, until the member asks for the newest. */
export function loadedOnce<T>(resource: LedgerResource<T>): LoadedOnce<T> {
  const value = linkedSignal<T | undefined, T | undefined>({
    source: resource.value,
    computation: (newest, before) => before?.value ?? newest,
  });
  return {
    value,
    problem: resource.problem,
    reload: () => resource.reload(),
    loadNewest: () => {
      value.set(undefined);
      resource.reload();
    },
  };
}
