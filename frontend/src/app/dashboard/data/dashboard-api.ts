import { Injectable, inject } from '@angular/core';
import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  NotedDaysAnswer,
  Page,
  SetupsAnswer,
  StatsAnswer,
  TradeAnswer,
} from '@singularity/contract';
import type { Breakdown, Day } from '@singularity/domain';
import { Commands } from '../../http/commands';
import { Filter } from '../../filter/filter';
import { ledgerResource } from '../../ledger/ledger-resource';
import type { LedgerResource } from '../../ledger/ledger-resource';
import { daysOf } from './month';
import type { Month } from './month';

const ROWS = 8;
/** Of days the dashboard wants each; of the equity as many points as are sent unasked. */
const EACH = { points: 'all' } as const;

/** Every call of the dashboard. Those that read do so under the filter of the page; they are for field initializers. */
@Injectable({ providedIn: 'root' })
export class DashboardApi {
  private readonly commands = inject(Commands);
  private readonly filter = inject(Filter);

  stats(): LedgerResource<StatsAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats', params: { ...this.filter.params() } }));
  }

  /** The same of the days before; nothing where there are none to compare with. */
  statsBefore(): LedgerResource<StatsAnswer> {
    return ledgerResource(() => {
      const before = this.filter.before();
      return before ? { url: '/api/user/stats', params: { ...this.filter.params(), ...before } } : undefined;
    });
  }

  equity(): LedgerResource<EquityAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/equity', params: { ...this.filter.params() } }));
  }

  days(): LedgerResource<DaysAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/days', params: { ...this.filter.params(), ...EACH } }));
  }

  /** A whole month, whatever the period of the page. */
  daysOf(month: () => Month): LedgerResource<DaysAnswer> {
    return ledgerResource(() => {
      const days = daysOf(month());
      const params = { ...this.filter.params(), from: days[0] ?? '', to: days.at(-1) ?? '', ...EACH };
      return { url: '/api/user/stats/days', params };
    });
  }

  /** From one day on, whatever the period of the page. */
  daysFrom(day: () => Day): LedgerResource<DaysAnswer> {
    return ledgerResource(() => {
      const { to: _to, ...params } = { ...this.filter.params(), from: day(), ...EACH };
      return { url: '/api/user/stats/days', params };
    });
  }

  /** Which days of a month have a note. */
  notedDays(month: () => Month): LedgerResource<NotedDaysAnswer> {
    return ledgerResource(() => {
      const days = daysOf(month());
      return { url: '/api/user/days/notes', params: { from: days[0] ?? '', to: days.at(-1) ?? '' } };
    });
  }

  breakdown(by: Breakdown): LedgerResource<BreakdownAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/breakdown', params: { ...this.filter.params(), by } }));
  }

  setups(): LedgerResource<SetupsAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/setups', params: { ...this.filter.params() } }));
  }

  /** What is open now, whenever it was opened. */
  openTrades(): LedgerResource<Page<TradeAnswer>> {
    return ledgerResource(() => {
      const { from, to, ...params } = this.filter.params();
      return {
        url: '/api/user/trades',
        params: { ...params, status: 'open', sort: 'entryAt', order: 'desc', limit: ROWS },
      };
    });
  }

  recentTrades(): LedgerResource<Page<TradeAnswer>> {
    return ledgerResource(() => ({
      url: '/api/user/trades',
      params: { ...this.filter.params(), sort: 'date', order: 'desc', limit: ROWS },
    }));
  }

  accountFigures(): LedgerResource<AccountFiguresAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/accounts' }));
  }

  /** Turns this browser to the demo ledger, which is made where there is none. */
  openDemo(): Promise<unknown> {
    return this.commands.send('POST', '/api/user/demo', {});
  }
}
