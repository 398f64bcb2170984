import { inject } from '@angular/core';
import type { HistoryEntry } from '@singularity/contract';
import { LedgerHead } from '../session/ledger-head';
import { PagedResource } from '../http/paged-resource';
import { ChangesApi } from './changes-api';
import type { HistoryAsked } from './changes-api';

/**
 * A history that grows as one asks for more. After a change of the ledger all that is shown is read again, because a new
 * change may take back any old one. For field initializers.
 */
export class ChangePages extends PagedResource<HistoryAsked, HistoryEntry> {
  constructor(query: () => HistoryAsked) {
    const api = inject(ChangesApi);
    super({
      query,
      version: inject(LedgerHead).version,
      load: ({ url, params }, page) => api.page({ url, params: { ...params, ...page.params } }),
      key: ({ version }) => version,
      pageSize: 50,
    });
  }
}
