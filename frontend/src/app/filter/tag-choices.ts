import { computed, inject, signal } from '@angular/core';
import type { BreakdownAnswer } from '@singularity/contract';
import { Filter } from './filter';
import { ledgerResource } from '../ledger/ledger-resource';

/** Tags to choose from: what is chosen, and all there are once somebody wants them. For field initializers. */
export class TagChoices {
  private readonly filter = inject(Filter);
  private readonly wanted = signal(false);
  private readonly groups = ledgerResource<BreakdownAnswer>(() =>
    this.wanted() ? { url: '/api/user/stats/breakdown', params: { by: 'tag' } } : undefined,
  );

  readonly options = computed(() => {
    const groups = this.groups.value()?.currencies.flatMap((currency) => currency.groups) ?? [];
    const names = new Set([...groups.map(({ key }) => key), ...this.filter.chosen().tag]);
    names.delete('');
    return [...names].sort((a, b) => a.localeCompare(b)).map((tag) => ({ value: tag, label: tag }));
  });

  want(): void {
    this.wanted.set(true);
  }
}
