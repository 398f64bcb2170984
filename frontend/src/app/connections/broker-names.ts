import { computed } from '@angular/core';
import type { Signal } from '@angular/core';
import type { BrokersAnswer } from '@singularity/contract';
import type { LedgerResource } from '../ledger/ledger-resource';

/** What a broker calls itself; what it is called in the API until that is known. */
export function brokerNames(brokers: LedgerResource<BrokersAnswer>): Signal<(broker: string) => string> {
  return computed(() => {
    const names = new Map(brokers.value()?.items.map(({ broker, name }) => [broker, name]));
    return (broker) => names.get(broker) ?? broker;
  });
}
