import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { CompareAnswer, CompareQuery, LedgerPosition } from '@singularity/contract';
import type { Observable } from 'rxjs';
import { asOfQuery } from '../ledger/as-of';
import type { AsOf } from '../ledger/as-of';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';

const COMPARE = '/api/user/compare';

/** Every call of the comparison. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class CompareApi {
  private readonly http = inject(HttpClient);

  compare(query: CompareQuery): Observable<CompareAnswer> {
    return this.http.get<CompareAnswer>(COMPARE, { params: { ...query } });
  }

  /** When a version was recorded, and which version a moment means; nothing is asked about now. */
  found(asOf: () => AsOf | null): LedgerResource<LedgerPosition> {
    return ledgerResource(() => {
      const asked = asOf();
      return asked ? { url: '/api/user/ledger/at', params: { ...asOfQuery(asked) } } : undefined;
    });
  }
}

/** How the two ends are asked for; now is left out. */
export function queryOf(from: AsOf, to: AsOf | null): CompareQuery {
  return {
    ...('version' in from ? { fromVersion: from.version } : { fromMoment: from.moment }),
    ...(to && ('version' in to ? { toVersion: to.version } : { toMoment: to.moment })),
  };
}
