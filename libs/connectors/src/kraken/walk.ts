import { SyncFault } from '../sync-fault.js';

/**
 * Walks through trades, newest first, by the time of the oldest one that was seen: trades that come in meanwhile shift every
 * other count. Many trades of one second, which share pages, are walked by their count.
 */
export class Walk {
  private readonly seen = new Set<string>();
  private offset = 0;
  private over = false;

  /** `end` is in seconds since 1970. */
  constructor(private end: number) {}

  get isOver(): boolean {
    return this.over;
  }

  /** What the next page is asked by. */
  get place(): { readonly end: string; readonly ofs: string } {
    return { end: String(this.end), ofs: String(this.offset) };
  }

  /** Goes on by a page; `count` is that of all pages up to `end`. Tells whether the page has anything new. */
  went(trades: readonly { readonly id: string; readonly time: string }[], count: number): boolean {
    const fresh = trades.filter(({ id }) => !this.seen.has(id));
    for (const { id } of fresh) this.seen.add(id);
    const through = this.offset + trades.length;
    this.over = through >= count;
    if (trades.length === 0 && !this.over) throw new SyncFault('unreadable', 'Kraken sent an empty page.');
    const oldest = Math.min(...trades.map(({ time }) => Math.ceil(Number(time))));
    if (oldest < this.end && fresh.length > 0) [this.end, this.offset] = [oldest, 0];
    else this.offset = through;
    return fresh.length > 0;
  }
}
