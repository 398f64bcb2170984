import { inject } from '@angular/core';
import type { RunAnswer } from '@singularity/contract';
import { PagedResource } from '../http/paged-resource';
import { BesideLedger } from '../session/beside-ledger';
import { LedgerHead } from '../session/ledger-head';
import { ConnectionsApi } from './connections-api';

/** All runs of a connection, the newest first, as far as one asks for them. For field initializers. */
export class RunPages extends PagedResource<string, RunAnswer> {
  /** `stand` changes when the newest run goes on. */
  constructor(id: () => string, stand: () => unknown) {
    const api = inject(ConnectionsApi);
    const [head, beside] = [inject(LedgerHead), inject(BesideLedger)];
    super({
      query: id,
      version: () => [head.version(), beside.turn(), stand()],
      load: (of, { params }) => api.runs(of, params),
      key: ({ id: run }) => run,
      pageSize: 20,
    });
  }
}
