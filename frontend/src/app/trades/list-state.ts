import { Injectable, inject } from '@angular/core';
import type { ListedTrade, Page, TradeQuery } from '@singularity/contract';
import type { PagedList } from '../http/paged-resource';
import { Session } from '../session/session';

export type TradeList = PagedList<ListedTrade, Page<ListedTrade>>;

/** What was known of a list, and where in it one was. */
export interface ListPosition {
  /** Undefined before it was first read. */
  list: TradeList | undefined;
  /** How many rows somebody has looked at. */
  seen: number;
  /** How far it is scrolled, in pixels. */
  top: number;
  /** The row that the keyboard is at. */
  row: number;
  /** Whether the keyboard was in it. */
  focused: boolean;
}

/** The last list of trades, kept while one looks at something else: coming back is to the same row. */
@Injectable({ providedIn: 'root' })
export class ListState {
  private readonly session = inject(Session);
  private key = '';
  private query: TradeQuery = {};
  private left = unreadList();

  /** Another query, or another member's, begins anew. */
  at(query: TradeQuery): ListPosition {
    const key = this.keyOf(query);
    if (key !== this.key) this.left = unreadList();
    this.key = key;
    this.query = query;
    return this.left;
  }

  /** The one that was shown last, of the ledger that is shown now. */
  last(): { readonly query: TradeQuery; readonly position: ListPosition } | undefined {
    const [query, position] = [this.query, this.left];
    return this.key === this.keyOf(query) ? { query, position } : undefined;
  }

  private keyOf(query: TradeQuery): string {
    return JSON.stringify([this.session.ledger(), query]);
  }
}

export function unreadList(): ListPosition {
  return { list: undefined, seen: 0, top: 0, row: 0, focused: false };
}
