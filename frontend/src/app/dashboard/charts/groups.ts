import { decimal } from '@singularity/domain';
import type { BreakdownGroup } from '@singularity/domain';
import { firstWeekday, writeClock } from '../../ui/format/date-style';
import type { Column } from './columns-chart-options';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `1` → `Monday`. */
export function weekdayName(key: string): string {
  return WEEKDAYS[Number(key) - 1] ?? key;
}

/** From the first day of the member's week on. */
export function inOrderOfWeek(groups: readonly BreakdownGroup[]): readonly BreakdownGroup[] {
  const place = ({ key }: BreakdownGroup) => (Number(key) - firstWeekday() + 7) % 7;
  return groups.toSorted((a, b) => place(a) - place(b));
}

/** `9` → `9:00 AM`. */
export function hourName(key: string): string {
  return writeClock(`${key.padStart(2, '0')}:00`);
}

/** The groups of the largest amounts, whatever their sign, from the most won to the most lost. */
export function mostTelling(groups: readonly BreakdownGroup[], count = 8): readonly BreakdownGroup[] {
  const net = ({ netPnl }: BreakdownGroup) => decimal(netPnl);
  return groups
    .toSorted((a, b) => net(b).abs().cmp(net(a).abs()))
    .slice(0, count)
    .toSorted((a, b) => net(b).cmp(net(a)));
}

/** From the first hour with a result to the last, those without one between them too. */
export function hourColumns(groups: readonly BreakdownGroup[]): readonly Column[] {
  const byHour = new Map(groups.map((group) => [Number(group.key), group]));
  const [first, last] = [Math.min(...byHour.keys()), Math.max(...byHour.keys())];
  return Array.from({ length: byHour.size === 0 ? 0 : last - first + 1 }, (_, index) => {
    const { netPnl = '0', closedTrades = 0 } = byHour.get(first + index) ?? {};
    return { name: hourName(String(first + index)), netPnl, closedTrades };
  });
}
