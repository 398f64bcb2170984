import { Injectable } from '@angular/core';
import type { CandlesAnswer, CandlesQuery } from '@singularity/contract';
import { reading } from '../session/reading';
import type { Reading } from '../session/reading';

/** Every call for prices. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class MarketApi {
  /** Where there is nothing to ask for, nothing is read. */
  candles(query: () => CandlesQuery | undefined): Reading<CandlesAnswer> {
    return reading(() => {
      const asked = query();
      return asked && { url: '/api/market/candles', params: { ...asked } };
    });
  }
}
