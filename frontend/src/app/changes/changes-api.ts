import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { HistoryEntry, Page, TradeCommandAnswer, UndoAnswer, UndoBatchAnswer } from '@singularity/contract';
import { firstValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { Commands } from '../http/commands';

const HISTORY = '/api/user/history';

/** Which history: all of it or that of one thing, and how it is narrowed. */
export interface HistoryAsked {
  readonly url: string;
  readonly params?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Every call about what was changed. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class ChangesApi {
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);

  page({ url, params = {} }: HistoryAsked): Observable<Page<HistoryEntry>> {
    return this.http.get<Page<HistoryEntry>>(url, { params });
  }

  /** All that is known of one version; undefined where there is none. */
  async entry(version: number): Promise<HistoryEntry | undefined> {
    const { items } = await firstValueFrom(
      this.page({ url: HISTORY, params: { cursor: String(version + 1), limit: 1 } }),
    );
    return items.find((entry) => entry.version === version);
  }

  undo(version: number): Promise<UndoAnswer> {
    return this.commands.send('POST', `${HISTORY}/${version}/undo`, {});
  }

  undoBatch(batchId: string): Promise<UndoBatchAnswer> {
    return this.commands.send('POST', `${HISTORY}/batches/${batchId}/undo`, {});
  }

  /** Upon the version that stands: where another came first, it is refused. */
  revert(tradeId: string, streamVersion: number, toStreamVersion: number): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', `/api/user/trades/${tradeId}/revert`, { toStreamVersion }, { streamVersion });
  }
}

/** A day is known by its date. */
export function historyOf(type: 'trade' | 'account' | 'day', id: string): HistoryAsked {
  return { url: `/api/user/${type}s/${id}/history` };
}

export function wholeHistory(params: HistoryAsked['params'] = {}): HistoryAsked {
  return { url: HISTORY, params };
}
