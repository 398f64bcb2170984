import { Component, computed, inject } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import type { DayStatistics } from '@singularity/contract';
import { Filter } from '../filter/filter';
import { TimeTravel } from '../ledger/time-travel';
import { formatCount, formatMoney, formatRate, toneOf } from '../ui/format/money';
import { formatDay } from '../ui/format/zoned-time';
import { DashboardResources } from './data/dashboard-resources';
import { dayResultsOf } from './data/day-results';
import { closedIn, totalOf } from './data/month';
import { DefinedName } from './defined-name';

interface DayCard {
  readonly label: string;
  readonly definition: string;
  readonly value: string;
  readonly tone: string;
  readonly detail: string;
  /** Whether it stands in a line of its own on a phone. */
  readonly alone?: boolean;
  readonly link?: { readonly commands: readonly string[]; readonly params: object };
}

/** Today, this week, and how the days of the period went. */
@Component({
  selector: 'app-day-cards',
  imports: [DefinedName, MatTooltip, RouterLink],
  templateUrl: './day-cards.html',
  styleUrl: './day-cards.scss',
  host: { class: 'card', role: 'region', 'aria-label': 'Days' },
})
export class DayCards {
  private readonly filter = inject(Filter);
  private readonly resources = inject(DashboardResources);
  private readonly travel = inject(TimeTravel);

  private readonly ofWeek = computed(() => this.resources.inCurrency(this.resources.weekDays)?.days ?? []);
  private readonly results = computed(() => {
    const days = this.resources.inCurrency(this.resources.days)?.days;
    return days && dayResultsOf(days);
  });
  /** In the past there is no today. */
  protected readonly cards = computed(() => [...(this.travel.active() ? [] : this.ofNow()), ...this.ofPeriod()]);

  private ofNow(): readonly DayCard[] {
    const [today, week] = [this.filter.today(), this.ofWeek()];
    return [
      {
        label: 'Today',
        definition: 'Net P&L realized today, and how many trades closed. Opens the day sheet.',
        ...this.sumOf(week.filter(({ day }) => day === today)),
        link: { commands: ['/days', today], params: {} },
      },
      {
        label: 'This week',
        definition: 'Net P&L realized this week, and how many trades closed. Opens these trades.',
        ...this.sumOf(week),
        link: { commands: ['/trades'], params: { from: this.resources.weekStart(), to: null } },
      },
    ];
  }

  private ofPeriod(): readonly DayCard[] {
    const { winRate = null, up = 0, down = 0, flat = 0, best, worst } = this.results() ?? {};
    const flats = flat > 0 ? ` · ${formatCount(flat)} flat` : '';
    return [
      {
        label: 'Day win rate',
        definition: 'Winning days ÷ days with realized P&L, in the period.',
        value: formatRate(winRate),
        tone: '',
        detail: `${formatCount(up)} up · ${formatCount(down)} down${flats}`,
        alone: true,
      },
      this.dayCard('Best day', 'The day with the highest net P&L in the period. Opens the day.', best),
      this.dayCard('Worst day', 'The day with the lowest net P&L in the period. Opens the day.', worst),
    ];
  }

  private dayCard(label: string, definition: string, day: DayStatistics | undefined): DayCard {
    if (!day) return { label, definition, value: '–', tone: '', detail: '' };
    const link = { commands: ['/days', day.day], params: {} };
    return { label, definition, ...this.amountOf(day.netPnl), detail: formatDay(day.day), link };
  }

  private sumOf(days: readonly DayStatistics[]): Pick<DayCard, 'value' | 'tone' | 'detail'> {
    const total = totalOf(days) ?? { netPnl: '0', closedTrades: 0 };
    return { ...this.amountOf(total.netPnl), detail: closedIn(total) };
  }

  private amountOf(netPnl: string): Pick<DayCard, 'value' | 'tone'> {
    return { value: formatMoney(netPnl, this.resources.currency(), 'always'), tone: toneOf(netPnl) };
  }
}
