import { MOST_FILLS_OF_A_DAY } from '@singularity/contract';
import type { DaySheetAnswer } from '@singularity/contract';
import type { DaySheetQuery } from '@singularity/contract/wire';
import type { Day } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import { readHead } from '../event-store/events.table.js';
import type { LedgerQuery } from '../past/ledger-query.js';
import { pastFills, pastNeighbours } from './day-sheet.past.js';
import { readFills, readNeighbours } from './day-sheet.table.js';

/** What was filled on a day, and the nearest days on which something was. */
export const daySheetQuery: LedgerQuery<DaySheetQuery & { readonly day: Day }, DaySheetAnswer> = {
  name: 'day',

  async now(tx, { day, ...filter }) {
    const { version } = await readHead(tx);
    const asked = { filter, rules: await readStatRules(tx) };
    const fills = await readFills(tx, day, asked, MOST_FILLS_OF_A_DAY + 1);
    return { version, day, ...(await readNeighbours(tx, day, asked)), ...cut(fills) };
  },

  past: ({ day, ...filter }, ledger) => ({
    version: ledger.version,
    day,
    ...pastNeighbours(ledger, day, filter),
    ...cut(pastFills(ledger, day, filter)),
  }),
};

function cut(fills: DaySheetAnswer['fills']): Pick<DaySheetAnswer, 'fills' | 'more'> {
  return { fills: fills.slice(0, MOST_FILLS_OF_A_DAY), more: fills.length > MOST_FILLS_OF_A_DAY };
}
