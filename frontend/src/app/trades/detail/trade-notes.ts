import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { TradeAnswer } from '@singularity/contract';
import { outcomeOf } from '../../changes/outcomes';
import { Undo, recordOf } from '../../changes/undo';
import { FormSubmission } from '../../http/form-submission';
import { TimeTravel } from '../../ledger/time-travel';
import { keepUnsent } from '../../session/unsent';
import { Icon } from '../../ui/icon';
import { Markdown } from '../../ui/markdown';
import { NotesForm, notesOf, notesProblems } from '../../ui/notes-form';
import type { NotesDraft } from '../../ui/notes-form';
import { TradesApi } from '../trades-api';

/** What the member wrote about a trade, and the field to write it in, in the same place. */
@Component({
  selector: 'app-trade-notes',
  imports: [Icon, Markdown, MatButton, NotesForm],
  templateUrl: './trade-notes.html',
  styleUrl: './trade-notes.scss',
})
export class TradeNotes {
  /** As it is now: what happens elsewhere does not replace what is typed. */
  readonly trade = input.required<TradeAnswer>();

  private readonly api = inject(TradesApi);
  private readonly undo = inject(Undo);
  protected readonly travel = inject(TimeTravel);

  /** What the text in the field was begun with; null while nobody types. */
  private readonly opened = signal<TradeAnswer | null>(null);
  /** What was just saved is there before it is read again. */
  private readonly written = signal<TradeAnswer | null>(null);
  private readonly newest = computed(() => {
    const [trade, written] = [this.trade(), this.written()];
    return written && !this.travel.active() && written.streamVersion > trade.streamVersion ? written : trade;
  });
  protected readonly notes = computed(() => this.newest().notes);
  protected readonly editing = computed(() => this.opened() !== null && !this.travel.active());
  private readonly draft = signal<NotesDraft>({ notes: '' });
  protected readonly submission = new FormSubmission(notesProblems, () => this.save());
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(() => this.editing() && this.draft().notes !== (this.opened()?.notes ?? ''));

  constructor() {
    keepUnsent(this.form, {
      name: () => `trade-notes/${this.trade().id}`,
      begun: () => ({ notes: this.opened()?.notes ?? '' }),
      unsaved: this.unsaved,
    });
    // What was typed before the session ended is there to be typed on.
    effect(() => {
      if (this.form.notes().dirty() && untracked(this.opened) === null) this.opened.set(untracked(this.newest));
    });
  }

  protected edit(): void {
    const trade = this.newest();
    this.opened.set(trade);
    this.form().reset({ notes: trade.notes ?? '' });
  }

  protected stop(): void {
    this.opened.set(null);
    this.form().reset({ notes: '' });
  }

  private async save(): Promise<void> {
    const opened = this.opened();
    if (!opened) return;
    const notes = notesOf(this.draft());
    const { ledger, ...answer } = await this.api.edit(opened, { notes });
    this.written.set(answer);
    this.stop();
    const sentence = `${notes === null ? 'Deleted' : 'Saved'} notes of ${answer.symbol}`;
    const record = recordOf({ ...answer, ledger }, opened.streamVersion);
    this.undo.keep(outcomeOf('TradeEdited', answer.symbol), record, sentence);
  }
}
