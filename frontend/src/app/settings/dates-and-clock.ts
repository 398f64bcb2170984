import { Component, computed, inject } from '@angular/core';
import type { CalendarDays, Clock, DateFormat, PreferencesRequest, WeekStart } from '@singularity/contract';
import { Notices } from '../http/notices';
import { MemberPreferences } from '../session/preferences';
import { Session } from '../session/session';
import { segmentsOf } from '../ui/format/labels';
import { formatMoment } from '../ui/format/zoned-time';
import { ChoiceList } from './choice-list';
import type { Choice } from './choice-list';

const FORMAT_LABELS: Record<DateFormat, string> = {
  automatic: 'Automatic',
  us: 'US',
  iso: 'ISO',
  european: 'European',
};
const CLOCK_LABELS: Record<Clock, string> = { automatic: 'Automatic', '12-hour': '12-hour', '24-hour': '24-hour' };
const WEEK_LABELS: Record<WeekStart, string> = { automatic: 'Automatic', sunday: 'Sunday', monday: 'Monday' };
const CALENDAR_LABELS: Record<CalendarDays, string> = { all: 'Seven days', weekdays: 'Five days' };

/** How dates and times are written, and what a calendar shows; each choice is there at once. */
@Component({
  selector: 'app-dates-and-clock',
  imports: [ChoiceList],
  template: `
    <app-choice-list [choices]="choices()" />
    <p>
      It is <span class="number">{{ now() }}</span>
    </p>
    <p class="faint">Automatic follows your browser. A five-day calendar still shows weekends with P&amp;L.</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    p {
      font-size: var(--text-s);
    }
  `,
})
export class DatesAndClock {
  private readonly notices = inject(Notices);
  private readonly preferences = inject(MemberPreferences);
  private readonly timeZone = inject(Session).timeZone;
  private readonly opened = new Date().toISOString();

  protected readonly now = computed(() => formatMoment(`${this.opened.slice(0, 16)}:00.000Z`, this.timeZone()));
  protected readonly choices = computed<readonly Choice[]>(() => {
    const { dateFormat, clock, weekStart, calendarDays } = this.preferences.value();
    return [
      {
        label: 'Dates',
        segments: segmentsOf(FORMAT_LABELS),
        value: dateFormat,
        choose: (value) => this.prefer({ dateFormat: value as DateFormat }),
      },
      {
        label: 'Clock',
        segments: segmentsOf(CLOCK_LABELS),
        value: clock,
        choose: (value) => this.prefer({ clock: value as Clock }),
      },
      {
        label: 'Week starts on',
        segments: segmentsOf(WEEK_LABELS),
        value: weekStart,
        choose: (value) => this.prefer({ weekStart: value as WeekStart }),
      },
      {
        label: 'Calendar',
        segments: segmentsOf(CALENDAR_LABELS),
        value: calendarDays,
        choose: (value) => this.prefer({ calendarDays: value as CalendarDays }),
      },
    ];
  });

  private async prefer(difference: PreferencesRequest): Promise<void> {
    await this.notices.attempt(() => this.preferences.change(difference));
  }
}
