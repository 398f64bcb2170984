import type { DayStatistics } from '@singularity/contract';
import { BYTE_ORDER_MARK, csvLine } from '../http/csv.js';
import { fileOf, jsonOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { statsQueries } from './stats.queries.js';

const DAY_COLUMNS = [
  'day',
  'netPnl',
  'grossPnl',
  'fees',
  'closedTrades',
  'wins',
  'losses',
] as const satisfies readonly (keyof DayStatistics)[];

export const statsExport: readonly ExportPart[] = [
  jsonOf('statistics.json', 'The statistics of all your trades, by currency.', (snapshot) =>
    snapshot.ask(statsQueries.summary, {}),
  ),
  fileOf('days.csv', 'Daily P&L by currency, in your time zone.', async function* (snapshot) {
    yield BYTE_ORDER_MARK + csvLine(['currency', ...DAY_COLUMNS]);
    for (const { currency, days: some } of (await snapshot.ask(statsQueries.days, { points: 'all' })).currencies)
      yield some.map((day) => csvLine([currency, ...DAY_COLUMNS.map((column) => day[column])])).join('');
  }),
];
