import {
  bucketOf,
  calendarOf,
  decimal,
  emptyBucket,
  joinAll,
  nextDay,
  sum,
  toleranceOf,
  toText,
  ZERO,
} from '@singularity/domain';
import type { Bucket, Day, DecimalText, Settings, StatItem } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { DayStatsRow } from './day-stats.entity.js';
import { ALL_TRADES, toBucket } from './day-stats.entity.js';
import { readFlows, readTradeItems } from './stat-items.table.js';
import type { StatsQuery } from './stats.requests.js';

export interface DayBucket {
  readonly day: Day;
  readonly bucket: Bucket;
}

/** One currency of a portfolio, as far as a filter lets it through. */
export interface PortfolioSlice {
  readonly currency: string;
  /** Starting balances, and what had flowed in before the first day. */
  readonly base: DecimalText;
  readonly days: readonly DayBucket[];
  /** All days in one. */
  readonly whole: Bucket;
  readonly totalAccounts: number;
  readonly totalBalance: DecimalText;
  readonly openTrades: number;
}

interface Totals {
  readonly currency: string;
  readonly totalAccounts: number;
  readonly startingBalance: DecimalText;
  readonly totalBalance: DecimalText;
}

/** Every figure about a portfolio comes from here, so that the same question has the same answer on every screen. */
export async function readPortfolio(tx: TenantTransaction, query: StatsQuery): Promise<readonly PortfolioSlice[]> {
  const settings = await readSettings(tx);
  const totals = new Map((await readTotals(tx, query.accountId)).map((row) => [row.currency, row]));
  const open = await readOpenTrades(tx, query, settings);
  const days = await readDays(tx, query, settings);
  const currencies = [...new Set([...totals.keys(), ...open.keys(), ...days.keys()])].sort();
  return currencies.map((currency) => {
    const total = totals.get(currency) ?? { currency, totalAccounts: 0, startingBalance: ZERO, totalBalance: ZERO };
    return { ...total, ...inRange(days.get(currency) ?? [], total, query.from), openTrades: open.get(currency) ?? 0 };
  });
}

/** Names the day of a stretch in which nothing happened; nothing shows it. */
const NO_DAY = '1970-01-01' as Day;

/** The days of the range, and the money at its start: starting balances and what had flowed in by then. */
function inRange(all: readonly DayBucket[], { startingBalance }: Totals, from: Day | undefined) {
  const before = from === undefined ? [] : all.filter(({ day }) => day < from);
  const days = all.slice(before.length);
  const flowed = sum(before.map(({ bucket }) => decimal(bucket.curve.flow)));
  return {
    base: toText(decimal(startingBalance).plus(flowed)),
    days,
    whole: joinAll(days.map(({ bucket }) => bucket)) ?? emptyBucket(from ?? NO_DAY),
  };
}

/** Buckets by currency, in order of days, up to the end of the range; those before it tell what had flowed in. */
async function readDays(
  tx: TenantTransaction,
  query: StatsQuery,
  settings: Settings,
): Promise<ReadonlyMap<string, readonly DayBucket[]>> {
  const { symbol, assetType, direction, tag } = query;
  const stored = [symbol, assetType, direction, tag].every((value) => value === undefined);
  const days = stored ? await readBuckets(tx, query) : await foldBuckets(tx, query, settings);
  return Map.groupBy(days, ({ currency }) => currency);
}

interface CurrencyDay extends DayBucket {
  readonly currency: string;
}

async function readBuckets(tx: TenantTransaction, { accountId, to }: StatsQuery): Promise<readonly CurrencyDay[]> {
  const rows = await tx.query<DayStatsRow>(
    `SELECT currency, day, gross, fees, net, closed, wins, losses, rest
       FROM day_stats WHERE user_id = $1 AND scope = $2 AND ($3::date IS NULL OR day <= $3) ORDER BY currency, day`,
    [tx.userId, accountId ?? ALL_TRADES, to ?? null],
  );
  return rows.map((row) => ({ currency: row.currency, day: row.day, bucket: toBucket(row) }));
}

/** What no bucket is kept for is folded on reading, by the same function. */
async function foldBuckets(
  tx: TenantTransaction,
  query: StatsQuery,
  settings: Settings,
): Promise<readonly CurrencyDay[]> {
  const calendar = calendarOf(settings.timeZone);
  const { from, to, ...filter } = query;
  const until = to ? calendar.startOf(nextDay(to)) : null;
  const items: StatItem[] = [
    ...(await readTradeItems(tx, [{ from: from ? calendar.startOf(from) : null, until }], filter)),
    ...(await readFlows(tx, [{ from: null, until }], query.accountId)),
  ];
  const groups = Map.groupBy(items, (item) => `${item.currency} ${calendar.dayOf(item.at)}`);
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [currency, day] = key.split(' ') as [string, Day];
      return { currency, day, bucket: bucketOf(day, group, toleranceOf(settings, currency)) };
    });
}

/** Accounts and balances, whatever else is asked: filters other than the account do not change what there is. */
async function readTotals(tx: TenantTransaction, accountId: string | undefined): Promise<readonly Totals[]> {
  if (accountId === undefined)
    return tx.query(
      `SELECT currency, total_accounts AS "totalAccounts", starting_balance AS "startingBalance",
              total_balance AS "totalBalance" FROM user_portfolio_summary WHERE user_id = $1`,
      [tx.userId],
    );
  return tx.query(
    `SELECT a.currency, 1 AS "totalAccounts", a.starting_balance AS "startingBalance",
            a.starting_balance + coalesce((SELECT sum(d.net + d.flow) FROM day_stats d
                                            WHERE d.user_id = $1 AND d.scope = $2), 0) AS "totalBalance"
       FROM account a WHERE a.user_id = $1 AND a.account_id = $2`,
    [tx.userId, accountId],
  );
}

/** Open trades by currency; in a range, those that were entered in it. */
async function readOpenTrades(
  tx: TenantTransaction,
  { symbol, accountId, assetType, direction, tag, from, to }: StatsQuery,
  settings: Settings,
): Promise<ReadonlyMap<string, number>> {
  const calendar = calendarOf(settings.timeZone);
  const rows = await tx.query<{ currency: string; count: number }>(
    `SELECT currency, count(*) AS count FROM trade
      WHERE user_id = $1 AND status = 'open'
        AND ($2::text IS NULL OR symbol = $2) AND ($3::uuid IS NULL OR account_id = $3)
        AND ($4::text IS NULL OR asset_type = $4) AND ($5::text IS NULL OR direction = $5)
        AND ($6::text IS NULL OR $6 = ANY(tags))
        AND ($7::timestamptz IS NULL OR entry_at >= $7) AND ($8::timestamptz IS NULL OR entry_at < $8)
      GROUP BY currency`,
    [
      tx.userId,
      symbol ?? null,
      accountId ?? null,
      assetType ?? null,
      direction ?? null,
      tag ?? null,
      from ? calendar.startOf(from) : null,
      to ? calendar.startOf(nextDay(to)) : null,
    ],
  );
  return new Map(rows.map(({ currency, count }) => [currency, count]));
}
