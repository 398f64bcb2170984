import { Injectable } from '@angular/core';
import type { AccountAnswer, EquityAnswer, Page, StatsAnswer, TradeAnswer } from '@singularity/contract';
import { reading } from '../session/reading';
import type { Reading } from '../session/reading';

const RECENT = 8;

/** Every call of the dashboard; for field initializers. */
@Injectable({ providedIn: 'root' })
export class DashboardApi {
  stats(): Reading<StatsAnswer> {
    return reading(() => ({ url: '/api/user/stats' }));
  }

  equity(): Reading<EquityAnswer> {
    return reading(() => ({ url: '/api/user/stats/equity' }));
  }

  recentTrades(): Reading<Page<TradeAnswer>> {
    return reading(() => ({ url: '/api/user/trades', params: { sort: 'date', order: 'desc', limit: RECENT } }));
  }

  accounts(): Reading<Page<AccountAnswer>> {
    return reading(() => ({ url: '/api/user/accounts' }));
  }
}
