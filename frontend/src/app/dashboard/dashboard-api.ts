import { Injectable, inject } from '@angular/core';
import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  Page,
  SetupsAnswer,
  StatsAnswer,
  TradeAnswer,
} from '@singularity/contract';
import type { Breakdown } from '@singularity/domain';
import { Commands } from '../session/commands';
import { Filter } from '../session/filter';
import { reading } from '../session/reading';
import type { Reading } from '../session/reading';
import { daysOf } from './month';
import type { Month } from './month';

const ROWS = 8;

/** Every call of the dashboard. Those that read do so under the filter of the page; they are for field initializers. */
@Injectable({ providedIn: 'root' })
export class DashboardApi {
  private readonly commands = inject(Commands);
  private readonly filter = inject(Filter);

  stats(): Reading<StatsAnswer> {
    return reading(() => ({ url: '/api/user/stats', params: { ...this.filter.params() } }));
  }

  /** The same of the days before; nothing where there are none to compare with. */
  statsBefore(): Reading<StatsAnswer> {
    return reading(() => {
      const before = this.filter.before();
      return before ? { url: '/api/user/stats', params: { ...this.filter.params(), ...before } } : undefined;
    });
  }

  equity(): Reading<EquityAnswer> {
    return reading(() => ({ url: '/api/user/stats/equity', params: { ...this.filter.params() } }));
  }

  days(): Reading<DaysAnswer> {
    return reading(() => ({ url: '/api/user/stats/days', params: { ...this.filter.params() } }));
  }

  /** A whole month, whatever the period of the page. */
  daysOf(month: () => Month): Reading<DaysAnswer> {
    return reading(() => {
      const days = daysOf(month());
      const params = { ...this.filter.params(), from: days[0] ?? '', to: days.at(-1) ?? '' };
      return { url: '/api/user/stats/days', params };
    });
  }

  breakdown(by: Breakdown): Reading<BreakdownAnswer> {
    return reading(() => ({ url: '/api/user/stats/breakdown', params: { ...this.filter.params(), by } }));
  }

  setups(): Reading<SetupsAnswer> {
    return reading(() => ({ url: '/api/user/stats/setups', params: { ...this.filter.params() } }));
  }

  /** What is open now, whenever it was opened. */
  openTrades(): Reading<Page<TradeAnswer>> {
    return reading(() => {
      const { from, to, ...params } = this.filter.params();
      return {
        url: '/api/user/trades',
        params: { ...params, status: 'open', sort: 'entryAt', order: 'desc', limit: ROWS },
      };
    });
  }

  recentTrades(): Reading<Page<TradeAnswer>> {
    return reading(() => ({
      url: '/api/user/trades',
      params: { ...this.filter.params(), sort: 'date', order: 'desc', limit: ROWS },
    }));
  }

  accountFigures(): Reading<AccountFiguresAnswer> {
    return reading(() => ({ url: '/api/user/stats/accounts' }));
  }

  /** Turns this browser to the demo ledger, which is made where there is none. */
  openDemo(): Promise<unknown> {
    return this.commands.send('POST', '/api/user/demo', {});
  }
}
