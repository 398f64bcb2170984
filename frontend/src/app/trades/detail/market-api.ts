import { Injectable } from '@angular/core';
import type { CandlesAnswer, CandlesQuery } from '@singularity/contract';
import { ledgerResource } from '../../ledger/ledger-resource';
import type { LedgerResource } from '../../ledger/ledger-resource';

/** Every call for prices. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class MarketApi {
  /** Where there is nothing to ask for, nothing is read. */
  candles(query: () => CandlesQuery | undefined): LedgerResource<CandlesAnswer> {
    return ledgerResource(() => {
      const asked = query();
      return asked && { url: '/api/market/candles', params: { ...asked } };
    });
  }
}
