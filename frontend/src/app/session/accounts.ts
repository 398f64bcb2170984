import { computed } from '@angular/core';
import type { Signal } from '@angular/core';
import type { AccountAnswer, Page } from '@singularity/contract';
import { reading } from './reading';
import type { Reading } from './reading';

/** All accounts of the member. For field initializers. */
export function memberAccounts(): Reading<Page<AccountAnswer>> {
  return reading(() => ({ url: '/api/user/accounts' }));
}

/** Their names by id, as soon as they are read. For field initializers. */
export function accountNames(accounts = memberAccounts()): Signal<ReadonlyMap<string, string>> {
  return computed(() => new Map((accounts.value()?.items ?? []).map(({ id, name }) => [id, name])));
}
