import { inject } from '@angular/core';
import type { ImportAnswer } from '@singularity/contract';
import { PagedResource } from '../http/paged-resource';
import { LedgerHead } from '../session/ledger-head';
import { ImportsApi } from './imports-api';

/** All imports, the newest first, as far as one asks for them. For field initializers. */
export class ImportPages extends PagedResource<object, ImportAnswer> {
  constructor() {
    const api = inject(ImportsApi);
    super({
      query: () => ({}),
      version: inject(LedgerHead).version,
      load: (_query, { params }) => api.page(params),
      key: ({ id }) => id,
      pageSize: 20,
    });
  }
}
