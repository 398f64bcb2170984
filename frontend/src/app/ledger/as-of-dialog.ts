import { Component, computed, inject, signal } from '@angular/core';
import type { Injector } from '@angular/core';
import { FormField, FormRoot, form, validate } from '@angular/forms/signals';
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
import { toInstant } from '@singularity/domain';
import { firstValueFrom } from 'rxjs';
import { Field, FieldControl } from '../ui/field';
import { Segmented } from '../ui/segmented';
import { timesIn, fromWallTime, toWallTime } from '../ui/format/zoned-time';
import { parseAsOf } from './as-of';
import type { AsOf } from './as-of';
import { momentsAt } from './moments';
import { Session } from '../session/session';
import { TimeTravel } from './time-travel';

export interface AsOfDialogData {
  readonly heading: string;
  /** What is chosen so far; null is now. */
  readonly asOf: AsOf | null;
  /** Whether now can be chosen too. */
  readonly now: boolean;
}

export const MOMENT_OR_VERSION = [
  { value: 'moment', label: 'Date' },
  { value: 'version', label: 'Version' },
];

/** Asks for a moment or a version. Closes with it, with null for now, or with nothing. */
@Component({
  selector: 'app-as-of-dialog',
  imports: [
    Field,
    FieldControl,
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    Segmented,
  ],
  templateUrl: './as-of-dialog.html',
  styleUrl: './as-of-dialog.scss',
})
export class AsOfDialog {
  private readonly dialog = inject<MatDialogRef<AsOfDialog, AsOf | null>>(MatDialogRef);
  private readonly timeZone = inject(Session).timeZone;
  private readonly now = toInstant(new Date());
  protected readonly data = inject<AsOfDialogData>(MAT_DIALOG_DATA);

  protected readonly quick = momentsAt(this.now, this.timeZone());
  protected readonly kinds = MOMENT_OR_VERSION;
  protected readonly times = timesIn(this.timeZone());
  protected readonly latest = toWallTime(this.now, this.timeZone());
  private readonly draft = signal(draftOf(this.data.asOf, this.timeZone()));
  protected readonly byVersion = computed(() => this.draft().kind === 'version');
  private readonly chosen = computed(() => {
    const { kind, moment, version } = this.draft();
    if (kind === 'version') return /^\s*v?\d+\s*$/i.test(version) ? parseAsOf(version) : null;
    const at = fromWallTime(moment, this.timeZone());
    return at && { moment: at };
  });
  protected readonly form = form(
    this.draft,
    (path) => {
      validate(path.moment, () =>
        this.byVersion() || this.chosen() ? null : { kind: 'rule', message: 'Enter a date and time.' },
      );
      validate(path.version, () =>
        !this.byVersion() || this.chosen() ? null : { kind: 'rule', message: 'Enter a number such as 57.' },
      );
    },
    {
      submission: {
        action: async () => {
          this.choose(this.chosen());
          return undefined;
        },
      },
    },
  );

  protected choose(asOf: AsOf | null): void {
    this.dialog.close(asOf);
  }
}

function draftOf(asOf: AsOf | null, timeZone: string) {
  return {
    kind: asOf && 'version' in asOf ? 'version' : 'moment',
    moment: asOf && 'moment' in asOf ? toWallTime(asOf.moment, timeZone) : '',
    version: asOf && 'version' in asOf ? String(asOf.version) : '',
  };
}

/** Undefined where one leaves without choosing; null is now. */
export async function chooseAsOf(injector: Injector, data: AsOfDialogData): Promise<AsOf | null | undefined> {
  const dialog = injector
    .get(MatDialog)
    .open<AsOfDialog, AsOfDialogData, AsOf | null>(AsOfDialog, { data, width: '30rem', maxWidth: '94vw' });
  return firstValueFrom(dialog.afterClosed());
}

/** Shows the page as of what is chosen. */
export async function lookBack(injector: Injector): Promise<void> {
  const travel = injector.get(TimeTravel);
  const asOf = travel.asOf();
  const chosen = await chooseAsOf(injector, { heading: 'View as of', asOf, now: asOf !== null });
  if (chosen !== undefined) await travel.goTo(chosen);
}
