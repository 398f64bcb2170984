import { httpResource } from '@angular/common/http';
import type { HttpResourceRequest } from '@angular/common/http';
import { computed, inject, linkedSignal } from '@angular/core';
import type { Signal } from '@angular/core';
import type { AsOf } from './as-of';
import { problemOf } from '../http/problem';
import { TimeTravel } from './time-travel';
import type { ProblemDetails } from '@singularity/contract';

/**
 * Something read from the server, which follows the ledger: it is read again after every change. On a page that shows
 * the past it is what was answered then, and stays.
 */
export interface LedgerResource<T> {
  /** The newest answer; while a newer one is on its way, the one before, unless that is about another moment. */
  readonly value: Signal<T | undefined>;
  readonly loading: Signal<boolean>;
  /** Why the last attempt failed. */
  readonly problem: Signal<ProblemDetails | undefined>;
  reload(): void;
}

interface Answer<T> {
  readonly value: T | undefined;
  readonly asOf: AsOf | null;
}

/** Where `request` gives nothing, nothing is read. */
export function ledgerResource<T>(request: () => HttpResourceRequest | undefined): LedgerResource<T> {
  const travel = inject(TimeTravel);
  const resource = httpResource<T>(() => {
    const asked = request();
    return asked && travel.toRequest(asked);
  });
  const answer = computed(() => ({
    value: resource.hasValue() ? resource.value() : undefined,
    asOf: travel.asOf(),
  }));
  const value = linkedSignal<Answer<T>, T | undefined>({
    source: answer,
    computation: (now, before) => now.value ?? (before?.source.asOf === now.asOf ? before.value : undefined),
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
