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
import { fromWallTime, placeOf, toWallTime } from '../ui/format/zoned-time';
import { parsePlace } from './as-of';
import type { Place } from './as-of';
import { momentsAt } from './moments';
import { Session } from '../session/session';
import { TimeTravel } from './time-travel';

export interface PlaceQuestion {
  readonly heading: string;
  /** What is chosen so far; null is now. */
  readonly place: Place | null;
  /** Whether now can be chosen too. */
  readonly now: boolean;
}

export const MOMENT_OR_VERSION = [
  { value: 'moment', label: 'Moment' },
  { value: 'version', label: 'Version' },
];

/** Asks for a moment or a version. Closes with it, with null for now, or with nothing. */
@Component({
  selector: 'app-place-dialog',
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
export class PlaceDialog {
  private readonly dialog = inject<MatDialogRef<PlaceDialog, Place | null>>(MatDialogRef);
  private readonly timeZone = inject(Session).timeZone;
  private readonly now = toInstant(new Date());
  protected readonly question = inject<PlaceQuestion>(MAT_DIALOG_DATA);

  protected readonly quick = momentsAt(this.now, this.timeZone());
  protected readonly kinds = MOMENT_OR_VERSION;
  protected readonly zone = placeOf(this.timeZone());
  protected readonly latest = toWallTime(this.now, this.timeZone());
  private readonly draft = signal(draftOf(this.question.place, this.timeZone()));
  protected readonly byVersion = computed(() => this.draft().kind === 'version');
  private readonly chosen = computed(() => {
    const { kind, moment, version } = this.draft();
    if (kind === 'version') return /^\s*v?\d+\s*$/i.test(version) ? parsePlace(version) : null;
    const at = fromWallTime(moment, this.timeZone());
    return at && { moment: at };
  });
  protected readonly form = form(
    this.draft,
    (path) => {
      validate(path.moment, () =>
        this.byVersion() || this.chosen() ? null : { kind: 'rule', message: 'Please give a date and a time.' },
      );
      validate(path.version, () =>
        !this.byVersion() || this.chosen() ? null : { kind: 'rule', message: 'Please give a number, such as 57.' },
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

  protected choose(place: Place | null): void {
    this.dialog.close(place);
  }
}

function draftOf(place: Place | null, timeZone: string) {
  return {
    kind: place && 'version' in place ? 'version' : 'moment',
    moment: place && 'moment' in place ? toWallTime(place.moment, timeZone) : '',
    version: place && 'version' in place ? String(place.version) : '',
  };
}

/** Undefined where one leaves without choosing; null is now. */
export async function choosePlace(injector: Injector, data: PlaceQuestion): Promise<Place | null | undefined> {
  const dialog = injector
    .get(MatDialog)
    .open<PlaceDialog, PlaceQuestion, Place | null>(PlaceDialog, { data, width: '30rem', maxWidth: '94vw' });
  return firstValueFrom(dialog.afterClosed());
}

/** Shows the page at the place that is chosen. */
export async function lookBack(injector: Injector): Promise<void> {
  const travel = injector.get(TimeTravel);
  const place = travel.place();
  const chosen = await choosePlace(injector, { heading: 'Look back', place, now: place !== null });
  if (chosen !== undefined) await travel.goTo(chosen);
}
