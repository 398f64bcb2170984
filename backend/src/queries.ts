import { accountQueries } from './accounts/accounts.queries.js';
import { daySheetQuery } from './days/day-sheet.queries.js';
import { dayNoteQueries } from './days/days.queries.js';
import { memberQueries } from './members/members.queries.js';
import type { AnyQuery } from './past/past-work.js';
import { statsQueries } from './stats/stats.queries.js';
import { tradeQueries } from './trades/trades.queries.js';

/** Everything that can be asked of a ledger: the other thread knows these by their names. */
export const queries: readonly AnyQuery[] = [
  accountQueries,
  { daySheetQuery },
  dayNoteQueries,
  memberQueries,
  statsQueries,
  tradeQueries,
].flatMap((some) => Object.values<AnyQuery>(some));
