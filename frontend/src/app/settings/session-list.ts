import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SessionItem } from '@singularity/contract';
import { Notices } from '../http/notices';
import { Session } from '../session/session';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { formatShortMoment } from '../ui/format/zoned-time';
import { SettingsApi } from './settings-api';

/** Every browser in which the member is signed in, and the way out of each. */
@Component({
  selector: 'app-session-list',
  imports: [Failure, MatButton, Skeleton],
  template: `
    @if (sessions.problem(); as problem) {
      <app-failure [problem]="problem" (retry)="sessions.reload()" />
    }
    @if (sessions.value()) {
      <ul aria-label="Sessions">
        @for (line of lines(); track line.session.id) {
          <li>
            <div>
              <strong>{{ line.session.device }}</strong>
              @if (line.session.current) {
                <span class="chip live">This browser</span>
              }
              <p class="faint">Signed in {{ line.since }} · expires {{ line.until }}</p>
            </div>
            <button
              matButton="outlined"
              type="button"
              [attr.aria-label]="'Sign out ' + line.session.device + ', since ' + line.since"
              (click)="end(line.session)"
            >
              Sign out
            </button>
          </li>
        }
      </ul>
      @if (lines().length > 1) {
        <button matButton class="all" type="button" (click)="endAll()">Sign out everywhere</button>
      }
    } @else if (!sessions.problem()) {
      <app-skeleton [count]="2" height="2.5rem" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      padding: var(--space-2) 0;
      border-bottom: 1px solid var(--line);
    }
    p {
      font-size: var(--text-s);
    }
    .chip {
      margin-left: var(--space-2);
    }
    li button {
      flex: none;
    }
    .all {
      justify-self: start;
    }
  `,
})
export class SessionList {
  private readonly api = inject(SettingsApi);
  private readonly session = inject(Session);
  private readonly notices = inject(Notices);

  protected readonly sessions = this.api.sessions();
  /** Those that are being signed out: gone at once, and back where that fails. */
  private readonly ending = signal<readonly string[]>([]);
  protected readonly lines = computed(() => {
    const timeZone = this.session.timeZone();
    return (this.sessions.value()?.items ?? [])
      .filter(({ id }) => !this.ending().includes(id))
      .map((session) => ({
        session,
        since: formatShortMoment(session.createdAt, timeZone),
        until: formatShortMoment(session.expiresAt, timeZone),
      }));
  });

  protected async end(session: SessionItem): Promise<void> {
    if (session.current) {
      await this.notices.attempt(() => this.session.signOut('here'));
      return;
    }
    this.ending.update((ids) => [...ids, session.id]);
    const ended = await this.notices.attempt(() => this.api.endSession(session));
    if (ended) this.notices.say(`Signed out ${session.device}`);
    else this.ending.update((ids) => ids.filter((id) => id !== session.id));
    this.sessions.reload();
  }

  protected async endAll(): Promise<void> {
    await this.notices.attempt(() => this.session.signOut('everywhere'));
  }
}
