import { oracleStatistics } from './statistics-oracle.js';
import type { Ending, Movement } from './statistics-oracle.js';

/** When something happened, and what is known of its trade. */
export interface Mark {
  readonly at: string;
  readonly symbol: string;
  readonly assetType: string;
  readonly direction: string;
  readonly tags: readonly string[];
  readonly accountId: string | null;
}

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const walls = new Map<string, Intl.DateTimeFormat>();

/** What a wall calendar and a wall clock say, such as "Mon, 05/01/2026, 09:30". */
function onTheWall(at: string, timeZone: string) {
  const form = { weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const;
  const format = walls.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...form, minute: '2-digit' });
  walls.set(timeZone, format);
  const [, weekday = '', month, year, hour] =
    /^(\w{3}), \d\d\/(\d\d)\/(\d{4}), (\d\d):\d\d$/.exec(format.format(new Date(at))) ?? [];
  return { weekday: String(WEEK.indexOf(weekday) + 1), month: `${year}-${month}`, hour: String(Number(hour)) };
}

/** Everything that could be a key, in the order in which keys stand; by what people in that zone read from their walls. */
export function oracleKeys(by: string, marks: readonly Mark[]): readonly string[] {
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => String(from + n));
  if (by === 'hour') return numbers(0, 23);
  if (by === 'weekday') return numbers(1, 7);
  if (by === 'month') return ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'];
  const texts = marks.flatMap(({ tags, symbol, assetType, direction, accountId }) => [
    ...tags,
    symbol,
    assetType,
    direction,
    accountId ?? '',
  ]);
  return ['', ...new Set(texts.filter((text) => text !== ''))].toSorted((a, b) => (a < b ? -1 : 1));
}

/** Whether something stands under a key. */
export function oracleBelongs(by: string, key: string, mark: Mark, timeZone: string): boolean {
  if (by === 'hour' || by === 'weekday' || by === 'month') return onTheWall(mark.at, timeZone)[by] === key;
  if (by === 'tag') return key === '' ? mark.tags.length === 0 : mark.tags.includes(key);
  if (by === 'account') return (mark.accountId ?? '') === key;
  return mark[by as 'symbol' | 'assetType' | 'direction'] === key;
}

/** What all that stands under a key came to; null where nothing ended and nothing moved. */
export function oracleGroup(
  key: string,
  movements: readonly Movement[],
  endings: readonly Ending[],
  tolerance: string,
) {
  const all = oracleStatistics(movements, endings, { base: '0', tolerance, firstDay: '' });
  if (all.closedTrades === 0 && all.grossPnl === '0' && all.fees === '0') return null;
  const { closedTrades, wins, losses, breakeven, winRate, netPnl, grossPnl, fees } = all;
  const { averageWin, averageLoss, profitFactor, expectancy } = all;
  const counts = { closedTrades, wins, losses, breakeven, winRate };
  return { key, ...counts, netPnl, grossPnl, fees, averageWin, averageLoss, profitFactor, expectancy };
}
