import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ConnectionAnswer } from '@singularity/contract';
import { Session } from '../session/session';
import { Failure } from '../ui/failure';
import { formatMoment } from '../ui/format/zoned-time';
import { Skeleton } from '../ui/skeleton';
import { ConnectionActions } from './connection-actions';
import { broughtSomething, causeOf, outcomeOf } from './run-labels';
import { RunPages } from './run-pages';

/** The syncs of a connection, each with what it brought, the report of it, and the way back. */
@Component({
  selector: 'app-run-list',
  imports: [Failure, MatButton, RouterLink, Skeleton],
  templateUrl: './run-list.html',
  styleUrl: './run-list.scss',
  host: { class: 'card', role: 'region', 'aria-labelledby': 'runs', '[attr.aria-busy]': 'pages.loading()' },
})
export class RunList {
  readonly connection = input.required<ConnectionAnswer>();

  private readonly timeZone = inject(Session).timeZone;
  protected readonly actions = inject(ConnectionActions);
  protected readonly pages = new RunPages(
    () => this.connection().id,
    () => [this.connection().lastRun?.id, this.connection().lastRun?.status].join(),
  );
  protected readonly lines = computed(() => {
    const names = new Map(this.connection().accounts.map(({ brokerAccountId, name }) => [brokerAccountId, name]));
    return this.pages.items()?.map((run) => ({
      run,
      at: formatMoment(`${run.startedAt.slice(0, 16)}:00.000Z`, this.timeZone()),
      cause: causeOf(run),
      outcome: outcomeOf(run),
      isUndoable: broughtSomething(run),
      reports: run.imports.map(({ importId, brokerAccountId }) => ({
        importId,
        label: run.imports.length > 1 ? `Report of ${names.get(brokerAccountId) ?? brokerAccountId}` : 'Report',
      })),
    }));
  });
}
