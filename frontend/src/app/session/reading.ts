import { httpResource } from '@angular/common/http';
import type { HttpResourceRequest } from '@angular/common/http';
import { computed, inject, linkedSignal } from '@angular/core';
import type { Signal, WritableSignal } from '@angular/core';
import { LedgerHead } from './ledger-head';
import { problemOf } from './problem';
import type { ProblemDetails } from '@singularity/contract';

/** Something read from the server, which follows the ledger: it is read again after every change. */
export interface Reading<T> {
  /** The newest answer; while a newer one is on its way, the one before. */
  readonly value: Signal<T | undefined>;
  readonly loading: Signal<boolean>;
  /** Why the last attempt failed. */
  readonly problem: Signal<ProblemDetails | undefined>;
  reload(): void;
}

/** Where `request` gives nothing, nothing is read. */
export function reading<T>(request: () => HttpResourceRequest | undefined): Reading<T> {
  const head = inject(LedgerHead);
  const resource = httpResource<T>(() => {
    head.version();
    return request();
  });
  const answer = computed(() => (resource.hasValue() ? resource.value() : undefined));
  const value: WritableSignal<T | undefined> = linkedSignal<T | undefined, T | undefined>({
    source: answer,
    computation: (now, before) => now ?? before?.value,
  });
  return {
    value: value.asReadonly(),
    loading: resource.isLoading,
    problem: computed(() => {
      const error = resource.error();
      return error && problemOf(error);
    }),
    reload: () => resource.reload(),
  };
}
