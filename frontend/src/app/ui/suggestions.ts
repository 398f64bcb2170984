import { Component, Directive, computed, contentChild, inject, input, output, signal } from '@angular/core';
import { FormField } from '@angular/forms/signals';

export interface Suggestion {
  /** What is put into the field. */
  readonly value: string;
  /** A few words beside it. */
  readonly note?: string;
}

const MOST = 8;
let lists = 0;

/**
 * Offers what fits to what is typed in the field inside: `<app-suggestions [from]="…"><input appSuggested
 * [formField]="…" /></app-suggestions>`. Anything else may be typed all the same.
 */
@Component({
  selector: 'app-suggestions',
  template: `
    <ng-content />
    @if (open() && offered().length > 0) {
      <ul role="listbox" aria-label="Suggestions" [id]="id">
        @for (suggestion of offered(); track suggestion.value; let index = $index) {
          <li
            role="option"
            [id]="optionId(index)"
            [attr.aria-selected]="index === active()"
            tabindex="-1"
            (mousedown)="$event.preventDefault()"
            (click)="choose(suggestion)"
            (keydown.enter)="choose(suggestion)"
          >
            <span>{{ suggestion.value }}</span> <span class="faint">{{ suggestion.note }}</span>
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './suggestions.scss',
})
export class Suggestions {
  readonly from = input.required<readonly Suggestion[]>();
  readonly chosen = output<Suggestion>();

  readonly id = `suggestions-${++lists}`;
  readonly active = signal(-1);
  readonly open = signal(false);

  private readonly control = contentChild.required<FormField<string>>(FormField);
  readonly offered = computed(() => {
    const typed = plain(this.control().state().value());
    const fitting = this.from().filter(({ value }) => plain(value).includes(typed) && plain(value) !== typed);
    const beginning = fitting.filter(({ value }) => plain(value).startsWith(typed));
    return [...new Set([...beginning, ...fitting])].slice(0, MOST);
  });
  readonly expanded = computed(() => this.open() && this.offered().length > 0);

  optionId(index: number): string {
    return `${this.id}-${index}`;
  }

  show(): void {
    this.open.set(true);
    this.active.set(-1);
  }

  close(): void {
    this.open.set(false);
  }

  /** One further, one back, and round at the ends, where nothing is chosen. */
  step(by: 1 | -1): void {
    if (!this.expanded()) return this.show();
    const choices = this.offered().length + 1;
    this.active.update((active) => ((active + 1 + by + choices) % choices) - 1);
  }

  /** Whether there was one to choose. */
  chooseActive(): boolean {
    const suggestion = this.expanded() ? this.offered()[this.active()] : undefined;
    if (suggestion) this.choose(suggestion);
    return suggestion !== undefined;
  }

  protected choose(suggestion: Suggestion): void {
    const state = this.control().state();
    state.value.set(suggestion.value);
    state.markAsDirty();
    this.close();
    this.chosen.emit(suggestion);
  }
}

/** Spaces and underscores are one, for names of time zones. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('_', ' ');
}

/** The text field to which something is suggested. */
@Directive({
  selector: 'input[appSuggested]',
  host: {
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    '[attr.aria-expanded]': 'list.expanded()',
    '[attr.aria-controls]': 'list.expanded() ? list.id : null',
    '[attr.aria-activedescendant]': 'list.expanded() && list.active() >= 0 ? list.optionId(list.active()) : null',
    '(input)': 'list.show()',
    '(click)': 'list.show()',
    '(blur)': 'list.close()',
    '(keydown.arrowdown)': '$event.preventDefault(); list.step(1)',
    '(keydown.arrowup)': '$event.preventDefault(); list.step(-1)',
    '(keydown.enter)': 'list.chooseActive() ? $event.preventDefault() : list.close()',
    '(keydown.escape)': 'leave($event)',
  },
})
export class Suggested {
  protected readonly list = inject(Suggestions);

  /** Escape closes the list first; only the next one is for what lies around it. */
  protected leave(event: Event): void {
    if (this.list.expanded()) event.stopPropagation();
    this.list.close();
  }
}
