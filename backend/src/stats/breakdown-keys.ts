import type { Breakdown } from '@singularity/domain';
import { hourSql } from '../filter/day-sql.js';
import type { Key } from './tallies.table.js';

/** The keys of `breakdownOf`, in SQL. */
export const BREAKDOWN_KEYS: Readonly<Record<Breakdown, Key>> = {
  symbol: { sql: () => 'r.symbol' },
  assetType: { sql: () => 'r.asset_type' },
  direction: { sql: () => 'r.direction' },
  account: { sql: () => `coalesce(r.account_id::text, '')` },
  tag: { byTag: true, sql: () => `coalesce(tag, '')` },
  hour: { sql: (_day, parameter, { rules }) => `${hourSql('r.at', rules, parameter)}::text` },
  weekday: { sql: (day) => `extract(isodow FROM ${day})::text` },
  month: { sql: (day) => `to_char(${day}, 'YYYY-MM')` },
};
