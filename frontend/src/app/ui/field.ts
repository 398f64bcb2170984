import { Component, Directive, computed, contentChild, inject, input, signal } from '@angular/core';
import { FormField } from '@angular/forms/signals';

let fields = 0;

/** A labelled field of a form, with what is wrong with it once one has left it. */
@Component({
  selector: 'app-field',
  template: `
    <div class="head" [class.bare]="bare()">
      <label [id]="labelId" [for]="id">{{ label() }}</label>
      @if (optional()) {
        <span class="faint">optional</span>
      }
    </div>
    <ng-content />
    @if (fault(); as fault) {
      <p class="fault" [id]="noteId">{{ fault }}</p>
    } @else if (remark() || hint(); as hint) {
      <p class="hint" [id]="noteId">{{ hint }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: var(--space-1);
      min-width: 0;
    }
    .head {
      display: flex;
      justify-content: space-between;
      gap: var(--space-2);
      font-size: var(--text-s);
    }
    /* As the head of a column, which is not there where it is narrow. */
    @media not (max-width: 42rem) {
      .bare {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    }
    label {
      color: var(--text-soft);
      font-weight: var(--weight-strong);
    }
    p {
      font-size: var(--text-s);
      line-height: 1.35;
    }
    .hint {
      color: var(--text-faint);
    }
    .fault {
      color: var(--loss);
    }
  `,
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly optional = input(false);
  /** Whether its label is only read aloud: where the head of a column says it. */
  readonly bare = input(false);

  /** What the control has to say about what stands in it, in place of the hint. */
  readonly remark = signal('');

  readonly id = `field-${++fields}`;
  readonly labelId = `${this.id}-label`;
  readonly noteId = `${this.id}-note`;

  private readonly control = contentChild(FormField);
  readonly fault = computed(() => {
    const state = this.control()?.state();
    if (!state?.touched()) return '';
    const [first] = state.errors();
    // A browser's own fault, such as half a date, has no words of ours.
    return first ? (first.message ?? 'Required') : '';
  });
  readonly note = computed(() => (this.fault() || this.remark() || this.hint() ? this.noteId : null));
}

/** The native control inside a field, tied to its label and to what is said about it. */
@Directive({
  selector: 'input[appControl], select[appControl], textarea[appControl]',
  host: {
    '[id]': 'field?.id',
    '[attr.aria-describedby]': 'field?.note()',
    '[attr.aria-invalid]': 'field?.fault() ? true : null',
  },
})
export class FieldControl {
  protected readonly field = inject(Field, { optional: true });
}
