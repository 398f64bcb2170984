import { Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { parseDay } from '@singularity/domain';
import { Filter } from '../filter/filter';
import { Shortcuts } from '../session/shortcuts';
import type { MayHoldInput } from '../session/keep-input';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { formatDay, formatWeekday } from '../ui/format/zoned-time';
import { Icon } from '../ui/icon';
import { DaySheet } from './day-sheet';
import { DaysApi } from './days-api';

/** The sheet of a day, and the way to the trading days before and after it. */
@Component({
  selector: 'app-day-page',
  imports: [DaySheet, EmptyState, Failure, Icon, MatButton, MatIconButton, RouterLink],
  templateUrl: './day-page.html',
  styleUrl: './day-page.scss',
})
export class DayPage implements MayHoldInput {
  /** As the address has it. */
  readonly day = input.required<string>();

  private readonly router = inject(Router);
  private readonly shown = viewChild(DaySheet);
  protected readonly filter = inject(Filter);
  protected readonly known = computed(() => parseDay(this.day()));
  protected readonly resource = inject(DaysApi).sheet(() => this.known());
  /** Nothing while it is still that of another day. */
  protected readonly sheet = computed(() => {
    const sheet = this.resource.value();
    return sheet?.day === this.day() ? sheet : undefined;
  });
  protected readonly previous = computed(() => this.sheet()?.previous ?? null);
  protected readonly next = computed(() => this.sheet()?.next ?? null);
  protected readonly date = computed(() => formatDay(this.day()));
  protected readonly weekday = computed(() => formatWeekday(this.day()));
  readonly unsaved = computed(() => this.shown()?.unsaved() ?? false);

  constructor() {
    inject(Shortcuts).offer(
      { keys: '[', does: 'Previous trading day', run: () => this.goTo(this.previous()) },
      { keys: ']', does: 'Next trading day', run: () => this.goTo(this.next()) },
    );
  }

  protected goTo(day: string | null): void {
    if (day) void this.router.navigate(['/days', day], { queryParamsHandling: 'preserve' });
  }

  protected labelOf(name: string, day: string | null): string {
    return day ? `${name}, ${formatDay(day)}` : name;
  }
}
