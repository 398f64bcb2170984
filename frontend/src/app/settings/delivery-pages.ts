import { inject, signal } from '@angular/core';
import type { Delivery } from '@singularity/contract';
import { PagedResource } from '../http/paged-resource';
import { LedgerHead } from '../session/ledger-head';
import { WebhooksApi } from './webhooks-api';

/** What a webhook was told, the newest first, as far as one asks for it. For field initializers. */
export class DeliveryPages extends PagedResource<string, Delivery> {
  /** Reads again what is shown. */
  readonly refresh: () => void;

  constructor(id: () => string) {
    const api = inject(WebhooksApi);
    const head = inject(LedgerHead);
    const looks = signal(0);
    super({
      query: id,
      version: () => [head.version(), looks()],
      load: (of, { params }) => api.deliveries(of, params),
      key: ({ id: delivery }) => delivery,
      pageSize: 20,
    });
    this.refresh = () => looks.update((count) => count + 1);
  }
}
