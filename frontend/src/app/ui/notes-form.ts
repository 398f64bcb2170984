import { Component, input, output } from '@angular/core';
import { FormField, FormRoot } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import { TEXT_LIMITS } from '@singularity/contract';
import type { ProblemDetails } from '@singularity/contract';
import type { Problem } from '@singularity/domain';
import { FocusFirst } from './focus-first';
import { FormFoot } from './form-foot';

export interface NotesDraft {
  notes: string;
}

export function notesProblems({ notes }: NotesDraft): readonly Problem[] {
  if (notes.length <= TEXT_LIMITS.notes) return [];
  return [{ field: 'notes', message: `Use at most ${TEXT_LIMITS.notes.toLocaleString('en')} characters.` }];
}

/** What notes are stored as: blank ones are none. */
export function notesOf({ notes }: NotesDraft): string | null {
  return notes.trim() === '' ? null : notes;
}

/** Where notes are written in the place where they are read. Ctrl+Enter saves. */
@Component({
  selector: 'app-notes-form',
  imports: [FocusFirst, FormField, FormFoot, FormRoot],
  template: `
    <form [formRoot]="form()" (keydown.control.enter)="send.click()" (keydown.meta.enter)="send.click()">
      <textarea
        rows="8"
        [attr.aria-label]="label()"
        [placeholder]="placeholder() + ' Markdown works.'"
        appFocusFirst
        [formField]="form().notes"
      ></textarea>
      @for (fault of form().notes().errors(); track $index) {
        <p class="loss">{{ fault.message }}</p>
      }
      <button #send class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">Save</button>
      <app-form-foot
        [label]="save()"
        [busy]="form()().submitting()"
        [problem]="problem()"
        [conflict]="conflict()"
        (loadNewest)="loadNewest.emit()"
        (dismiss)="dismiss.emit()"
      />
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-2);
    }
    textarea {
      min-height: 9rem;
      resize: vertical;
    }
    app-form-foot {
      padding: 0;
      border: 0;
    }
  `,
})
export class NotesForm {
  readonly form = input.required<FieldTree<NotesDraft>>();
  /** What is written: "Notes". */
  readonly label = input.required<string>();
  readonly placeholder = input.required<string>();
  /** The button: "Save notes". */
  readonly save = input.required<string>();
  readonly problem = input.required<ProblemDetails | null>();
  readonly conflict = input.required<boolean>();
  readonly loadNewest = output();
  readonly dismiss = output();
}
