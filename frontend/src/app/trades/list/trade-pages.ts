import { inject, untracked } from '@angular/core';
import type { ListedTrade, TradeAnswer, TradeQuery } from '@singularity/contract';
import { PagedResource } from '../../http/paged-resource';
import { TimeTravel } from '../../ledger/time-travel';
import { ListState } from '../list-state';
import { TradesApi } from '../trades-api';

const PAGE = 100;

/**
 * A list of trades that grows as one scrolls, and is kept while one looks at something else. After a change it is read
 * again as far as it was seen. Nothing of another moment stays. For field initializers.
 */
export class TradePages extends PagedResource<TradeQuery, ListedTrade> {
  private readonly left: () => { seen: number };

  constructor(query: () => TradeQuery) {
    const [api, travel, kept] = [inject(TradesApi), inject(TimeTravel), inject(ListState)];
    const left = () => kept.at(untracked(query));
    super({
      query,
      version: travel.stand,
      subject: travel.asOf,
      load: (asked, { params }) => api.page({ ...asked, ...params }),
      key: ({ id }) => id,
      pageSize: PAGE,
      wanted: () => left().seen,
      kept: left,
    });
    this.left = left;
  }

  /** Somebody looks at the rows before this index: reads on where these are nearly all. */
  reach(end: number): void {
    this.left().seen = end;
    const known = untracked(this.items) ?? [];
    if (!untracked(this.problem) && end + PAGE / 2 >= known.length) this.more();
  }

  /** Shows what a command answered before the list is read again: it says nothing of the days that are asked for. */
  put(changed: readonly TradeAnswer[]): void {
    const newer = new Map(changed.map((trade) => [trade.id, trade]));
    this.replace((trades) =>
      trades.map((trade) => {
        const change = newer.get(trade.id);
        return change ? { ...trade, ...change } : trade;
      }),
    );
  }

  leaveOut(ids: ReadonlySet<string>): void {
    this.replace((trades) => trades.filter(({ id }) => !ids.has(id)));
  }
}
