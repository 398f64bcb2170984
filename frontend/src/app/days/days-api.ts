import { Injectable, inject } from '@angular/core';
import type {
  DayNoteAnswer,
  DayNoteCommandAnswer,
  DaySheetAnswer,
  StatsAnswer,
  WriteDayNoteRequest,
} from '@singularity/contract';
import { Commands } from '../http/commands';
import { Filter } from '../filter/filter';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';

const DAYS = '/api/user/days';

/** Every call of the sheet of a day, under the filter of the page but for its days. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class DaysApi {
  private readonly commands = inject(Commands);
  private readonly filter = inject(Filter);

  /** Nothing is asked of what is no day. */
  sheet(day: () => string | null): LedgerResource<DaySheetAnswer> {
    return ledgerResource(() => {
      const known = day();
      return known === null ? undefined : { url: `${DAYS}/${known}`, params: this.filtered() };
    });
  }

  stats(day: () => string): LedgerResource<StatsAnswer> {
    return ledgerResource(() => ({
      url: '/api/user/stats',
      params: { ...this.filtered(), from: day(), to: day() },
    }));
  }

  note(day: () => string): LedgerResource<DayNoteAnswer> {
    return ledgerResource(() => ({ url: `${DAYS}/${day()}/note` }));
  }

  /** Upon the version that was seen: where another came first, it is refused. */
  writeNote({ day, streamVersion }: DayNoteAnswer, request: WriteDayNoteRequest): Promise<DayNoteCommandAnswer> {
    return this.commands.send('PUT', `${DAYS}/${day}/note`, request, { streamVersion });
  }

  private filtered() {
    const { from: _from, to: _to, ...params } = this.filter.params();
    return params as Record<string, string | readonly string[]>;
  }
}
