import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { ConnectionAnswer } from '@singularity/contract';
import { Session } from '../session/session';
import { formatShortMoment } from '../ui/format/zoned-time';
import { Icon } from '../ui/icon';
import { SheetPipe } from '../ui/sheet-router';
import { ConnectionActions } from './connection-actions';
import { isSetUp, isUnderWay, progressOf, stateOf } from './connection-state';
import { outcomeOf } from './run-labels';

/** How one connection stands, and what can be done with it. */
@Component({
  selector: 'app-connection-card',
  imports: [Icon, MatButton, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, SheetPipe],
  templateUrl: './connection-card.html',
  styleUrl: './connection-card.scss',
})
export class ConnectionCard {
  readonly connection = input.required<ConnectionAnswer>();
  /** What the broker calls itself. */
  readonly broker = input.required<string>();
  /** The names of the member's accounts by id. */
  readonly accountNames = input.required<ReadonlyMap<string, string>>();
  /** Whether it stands on its own page. */
  readonly alone = input(false);
  readonly gone = output();

  private readonly timeZone = inject(Session).timeZone;
  protected readonly actions = inject(ConnectionActions);

  protected readonly state = computed(() =>
    stateOf(this.connection(), { now: new Date().toISOString(), timeZone: this.timeZone() }),
  );
  protected readonly setUp = computed(() => isSetUp(this.connection()));
  protected readonly progress = computed(() => {
    const { lastRun, status } = this.connection();
    return isUnderWay(lastRun) && status !== 'paused' ? progressOf(lastRun) : null;
  });
  protected readonly venue = computed(() => {
    const names = this.connection().accounts.flatMap(({ accountId }) =>
      accountId === null ? [] : [this.accountNames().get(accountId) ?? '…'],
    );
    return [this.broker(), ...names].join(' · ');
  });
  /** Until when the broker answers, where that ends. */
  protected readonly consent = computed(() => {
    const { consentUntil, needs } = this.connection();
    if (consentUntil === null || needs === 'consent') return '';
    return `${this.broker()} wants you to agree again by ${formatShortMoment(consentUntil, this.timeZone())}`;
  });
  /** Without credentials the broker knows nobody who could agree. */
  protected readonly mayAgree = computed(() => {
    const { needs, consentDue } = this.connection();
    return needs === 'consent' || (consentDue && needs !== 'credentials');
  });
  protected readonly last = computed(() => {
    const { lastRun } = this.connection();
    if (!lastRun || isUnderWay(lastRun)) return '';
    return `Last sync ${formatShortMoment(lastRun.endedAt ?? lastRun.startedAt, this.timeZone())}: ${outcomeOf(lastRun)}`;
  });
  /** By what it is paused or waits, nothing more is asked until that is over. */
  protected readonly maySync = computed(() => {
    const { status, needs } = this.connection();
    return this.setUp() && !this.progress() && status !== 'paused' && (needs === null || needs === 'broker');
  });

  protected async disconnect(): Promise<void> {
    if (await this.actions.disconnect(this.connection(), this.broker())) this.gone.emit();
  }
}
