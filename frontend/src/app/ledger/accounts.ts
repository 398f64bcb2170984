import { computed } from '@angular/core';
import type { Signal } from '@angular/core';
import type { AccountAnswer, Page } from '@singularity/contract';
import { ledgerResource } from './ledger-resource';
import type { LedgerResource } from './ledger-resource';

/** All accounts of the member. For field initializers. */
export function memberAccounts(): LedgerResource<Page<AccountAnswer>> {
  return ledgerResource(() => ({ url: '/api/user/accounts' }));
}

/** Their names by id, as soon as they are read. For field initializers. */
export function accountNames(accounts = memberAccounts()): Signal<ReadonlyMap<string, string>> {
  return computed(() => new Map((accounts.value()?.items ?? []).map(({ id, name }) => [id, name])));
}
