import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { outcomeOf } from '../changes/outcomes';
import { Undo, recordOf } from '../changes/undo';
import { FormSubmission } from '../http/form-submission';
import { loadedOnce } from '../ledger/loaded-once';
import { TimeTravel } from '../ledger/time-travel';
import { keepUnsent } from '../session/unsent';
import { Failure } from '../ui/failure';
import { formatDay } from '../ui/format/zoned-time';
import { Icon } from '../ui/icon';
import { Markdown } from '../ui/markdown';
import { NotesForm, notesOf, notesProblems } from '../ui/notes-form';
import type { NotesDraft } from '../ui/notes-form';
import { Skeleton } from '../ui/skeleton';
import { DaysApi } from './days-api';

/** What the member wrote about the day, and the field to write it in, in the same place. */
@Component({
  selector: 'app-day-note',
  imports: [Failure, Icon, Markdown, MatButton, NotesForm, RouterLink, Skeleton],
  templateUrl: './day-note.html',
  styleUrl: './day-note.scss',
  host: { class: 'card', role: 'region', 'aria-label': 'Day note' },
})
export class DayNote {
  readonly day = input.required<string>();

  private readonly api = inject(DaysApi);
  private readonly undo = inject(Undo);
  protected readonly travel = inject(TimeTravel);

  protected readonly resource = this.api.note(() => this.day());
  /** What the text in the field was begun with: what is written elsewhere meanwhile does not replace it. */
  protected readonly opened = loadedOnce(this.resource);
  private readonly asked = signal(false);
  protected readonly editing = computed(() => this.asked() && !this.travel.active());
  private readonly draft = linkedSignal<NotesDraft>(() => ({ notes: this.opened.value()?.notes ?? '' }));
  protected readonly submission = new FormSubmission(notesProblems, () => this.save());
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(() => this.editing() && this.draft().notes !== (this.opened.value()?.notes ?? ''));
  /** The answer to what was just saved is there before it is read again. */
  protected readonly note = computed(() => {
    const [read, opened] = [this.resource.value(), this.opened.value()];
    const isNewer = !this.travel.active() && opened && read && opened.streamVersion > read.streamVersion;
    return isNewer ? opened : read;
  });

  constructor() {
    keepUnsent(this.form, {
      name: () => `day-note/${this.day()}`,
      begun: () => ({ notes: this.opened.value()?.notes ?? '' }),
      unsaved: this.unsaved,
      ready: () => this.opened.value() !== undefined,
    });
    // What was typed before the session ended is there to be typed on.
    effect(() => {
      if (this.form.notes().dirty()) this.asked.set(true);
    });
  }

  protected edit(): void {
    this.begin();
    this.asked.set(true);
  }

  protected cancel(): void {
    this.asked.set(false);
    this.begin();
  }

  private begin(): void {
    this.opened.value.set(this.note());
    this.form().reset({ notes: this.note()?.notes ?? '' });
  }

  private async save(): Promise<void> {
    const note = this.opened.value();
    if (!note) return;
    const notes = notesOf(this.draft());
    const { ledger, ...answer } = await this.api.writeNote(note, { notes });
    this.opened.value.set(answer);
    this.form().reset({ notes: notes ?? '' });
    this.asked.set(false);
    const outcome = outcomeOf('DayNoteWritten', formatDay(this.day()));
    const sentence = notes === null ? `Deleted note of ${formatDay(this.day())}` : outcome.done;
    this.undo.keep(outcome, recordOf({ ...answer, ledger }, note.streamVersion), sentence);
  }
}
