import { Component, computed, inject, resource, signal } from '@angular/core';
import type { Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { HistoryEntry, ProblemDetails } from '@singularity/contract';
import { accountNames } from '../ledger/accounts';
import { Notices } from '../http/notices';
import { sentenceOf } from '../http/problem';
import { Session } from '../session/session';
import { Skeleton } from '../ui/skeleton';
import { ChangesApi, historyOf } from './changes-api';
import type { HistoryAsked } from './changes-api';
import { fieldsInTheWay, laterChanges, versionsOf } from './conflict';
import { Phrases } from './phrases-text';
import { outcomeOfEntry, subjectName } from './titles';

interface Conflict {
  /** "Saved AAPL". */
  readonly what: string;
  /** The version that cannot be undone. */
  readonly version: number;
  readonly problem: ProblemDetails;
  /** Reverts the trade to one of its versions. True when it was done. */
  readonly revert: (newest: HistoryEntry, toStreamVersion: number) => Promise<boolean>;
}

/** Of a longer history the newest so many are enough to choose from. */
const MOST = 200;

/** Why a change cannot be undone by itself, what stands in its way, and what can be done instead. */
@Component({
  selector: 'app-conflict-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, Phrases, Skeleton],
  templateUrl: './conflict-dialog.html',
  styleUrl: './conflict-dialog.scss',
})
export class ConflictDialog {
  private readonly api = inject(ChangesApi);
  private readonly dialog = inject<MatDialogRef<ConflictDialog>>(MatDialogRef);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly conflict = inject<Conflict>(MAT_DIALOG_DATA);
  private readonly accountNames = accountNames();

  private readonly past = resource({ loader: () => this.readPast() });
  private readonly known = computed(() => (this.past.hasValue() ? this.past.value() : undefined));
  private readonly vocabulary = computed(() => ({
    timeZone: this.session.timeZone(),
    accountNames: this.accountNames(),
  }));
  protected readonly loading = this.past.isLoading;
  protected readonly since = this.conflict.problem.type === '/problems/changed-since';
  protected readonly reason = sentenceOf(this.conflict.problem);
  protected readonly fields = fieldsInTheWay(this.conflict.problem);
  /** What the server says of the fields, where it is more than that they were changed. */
  protected readonly messages = [...new Set((this.conflict.problem.errors ?? []).map(({ message }) => message))];
  protected readonly what = computed(() => {
    const entry = this.known()?.undone;
    return entry ? outcomeOfEntry(entry).done : this.conflict.what;
  });
  protected readonly later = computed(() => {
    const past = this.known();
    return past ? laterChanges(past.undone, past.entries, this.conflict.problem, this.vocabulary()) : [];
  });
  protected readonly versions = computed(() => {
    const past = this.known();
    const isThere = past?.undone.stream.type === 'trade' && past.entries[0]?.type !== 'TradeDeleted';
    return past && isThere ? versionsOf(past.entries, this.vocabulary()) : [];
  });
  protected readonly chosen = signal<number | null>(null);
  protected readonly historyName = computed(() => {
    const entry = this.known()?.undone;
    return entry && subjectName(entry) ? `${subjectName(entry)} history` : 'History';
  });

  protected async revert(): Promise<void> {
    const [past, to] = [this.known(), this.chosen()];
    const newest = past?.entries[0];
    if (newest && to !== null && (await this.conflict.revert(newest, to))) this.dialog.close();
  }

  protected async openHistory(): Promise<void> {
    this.dialog.close();
    await this.router.navigateByUrl(addressOf(this.known()?.undone));
  }

  private async readPast(): Promise<{
    readonly undone: HistoryEntry;
    readonly entries: readonly HistoryEntry[];
  } | null> {
    let past = null;
    await this.notices.attempt(async () => {
      const undone = await this.api.entry(this.conflict.version);
      if (!undone) return;
      const history = historyOfSame(undone);
      const entries =
        history === null ? [] : (await firstValueFrom(this.api.page({ ...history, params: { limit: MOST } }))).items;
      past = { undone, entries };
    });
    return past;
  }
}

/** Of the same trade, account or day; the settings have none of their own. */
function historyOfSame({ stream, subject }: HistoryEntry): HistoryAsked | null {
  if (subject.type === 'day') return historyOf('day', subject.day);
  return stream.type === 'trade' || stream.type === 'account' ? historyOf(stream.type, stream.id) : null;
}

function addressOf(entry: HistoryEntry | undefined): string {
  switch (entry?.stream.type) {
    case 'trade':
      return `/trades/${entry.stream.id}?view=history`;
    case 'account':
      return `/accounts(sheet:account-history/${entry.stream.id})`;
    case 'day':
      return entry.subject.type === 'day' ? `/days/${entry.subject.day}` : '/history?kind=days';
    default:
      return '/history?kind=settings';
  }
}

export function explainConflict(injector: Injector, data: Conflict): void {
  injector.get(MatDialog).open(ConflictDialog, { data, width: '40rem', maxWidth: '94vw' });
}
