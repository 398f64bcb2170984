import type { TenantTransaction } from '../database/tenants.js';
import { eventsByStream } from './event-pages.js';
import type { Head, PastEvent } from './events.table.js';
import { withEvent } from './ledger-fold.js';
import type { Stream } from './ledger-fold.js';
import type { Projection } from './projection.js';

/** Some streams, each whole, and the range of ids that they and no others of the ledger are in. */
export interface StreamPage {
  readonly streams: readonly Stream[];
  readonly range: { readonly from: string; readonly until: string };
  /** How much of the ledger is read with it, from 0 to 1. */
  readonly done: number;
}

const [FIRST_ID, LAST_ID] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/** All streams of a ledger, page by page; the ranges are all ids there are. Throws at the end if an event is missing. */
export async function* streamPages(
  tx: TenantTransaction,
  head: Head,
  projections: readonly Projection[],
): AsyncIterable<StreamPage> {
  let open: Stream | null = null;
  let [from, events] = [FIRST_ID, 0];
  for await (const page of eventsByStream(tx, head)) {
    const { whole, last } = foldPage(open, page, projections);
    const until = last.stream.streamId;
    events += page.length;
    yield { streams: whole, range: { from, until }, done: events / head.version };
    [open, from] = [last, until];
  }
  yield { streams: open ? [open] : [], range: { from, until: LAST_ID }, done: 1 };
}

/** Goes on with a stream that the last page broke off in; gives those that are whole, and the one that may go on. */
function foldPage(
  open: Stream | null,
  page: readonly PastEvent[],
  projections: readonly Projection[],
): { whole: readonly Stream[]; last: Stream } {
  const whole: Stream[] = [];
  for (const event of page) {
    const known: Stream | undefined = open?.stream.streamId === event.streamId ? open : undefined;
    if (open && !known) whole.push(open);
    open = withEvent(known, event, projections);
  }
  if (!open) throw new Error('A page has events.');
  return { whole, last: open };
}
