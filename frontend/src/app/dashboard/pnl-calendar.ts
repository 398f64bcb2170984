import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { DayStatistics } from '@singularity/contract';
import { Filter } from '../filter/filter';
import { MemberPreferences } from '../session/preferences';
import { Amount } from '../ui/amount';
import { Icon } from '../ui/icon';
import { firstWeekday } from '../ui/format/date-style';
import { formatCompactMoney, formatCount, formatMoney, toneOf } from '../ui/format/money';
import { formatDay, formatMonth } from '../ui/format/zoned-time';
import { weekdayName } from './charts/groups';
import { calendarOfMonth, closedIn, monthAfter, totalOf } from './data/month';
import type { CalendarDay, Month } from './data/month';

/** A month of days with what each came to; a day leads to its sheet. */
@Component({
  selector: 'app-pnl-calendar',
  imports: [Amount, Icon, MatIconButton, RouterLink],
  templateUrl: './pnl-calendar.html',
  styleUrl: './pnl-calendar.scss',
})
export class PnlCalendar {
  readonly month = input.required<Month>();
  readonly results = input.required<readonly DayStatistics[]>();
  readonly currency = input.required<string>();
  /** The days that have a note. */
  readonly noted = input<readonly string[]>([]);
  readonly monthChange = output<Month>();

  private readonly filter = inject(Filter);
  private readonly preferences = inject(MemberPreferences).value;
  protected readonly today = this.filter.today;
  protected readonly title = computed(() => formatMonth(this.month()));
  protected readonly previous = computed(() => monthAfter(this.month(), -1));
  protected readonly next = computed(() => monthAfter(this.month(), 1));
  protected readonly isLatest = computed(() => this.next() > this.today().slice(0, 7));
  protected readonly total = computed(() => totalOf(this.ofMonth()));
  private readonly calendar = computed(() =>
    calendarOfMonth(this.month(), this.ofMonth(), {
      firstWeekday: firstWeekday(),
      days: this.preferences().calendarDays,
    }),
  );
  protected readonly weekdays = computed(() => this.calendar().weekdays.map((one) => weekdayName(`${one}`)));
  protected readonly weeks = computed(() =>
    this.calendar().weeks.map(({ days, total }) => ({
      days: days.map((day) => day && this.shown(day)),
      total: total && { ...this.amountOf(total.netPnl), trades: closedIn(total) },
    })),
  );

  /** Another month may still stand there while this one is read. */
  private readonly ofMonth = computed(() => this.results().filter(({ day }) => day.startsWith(this.month())));

  private shown({ day, date, result, weight }: CalendarDay) {
    const noted = this.noted().includes(day);
    const leads = day <= this.today() || result !== null || noted;
    const shown = result && {
      ...this.amountOf(result.netPnl),
      trades: closedIn(result),
      count: result.closedTrades > 0 ? formatCount(result.closedTrades) : '',
      weight,
    };
    const told = shown ? `${shown.amount}, ${shown.trades}` : 'no trades';
    return {
      day,
      date,
      leads,
      noted,
      result: shown,
      label: `${formatDay(day)}: ${told}${noted ? ', with a note' : ''}`,
    };
  }

  private amountOf(netPnl: string) {
    return {
      tone: toneOf(netPnl),
      amount: formatMoney(netPnl, this.currency(), 'always'),
      short: formatCompactMoney(netPnl, this.currency(), 'always'),
    };
  }
}
