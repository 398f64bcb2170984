import { Component, Directive, computed, contentChild, effect, inject, input, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Instant } from '@singularity/domain';
import { Field } from './field';
import { momentTyped, writeMoment } from './format/moment-text';

/**
 * A text field for a moment: `<app-moment [timeZone]="…"><input type="text" appMoment [formField]="…" /></app-moment>`.
 * What is typed is understood at once and said below; leaving the field writes it out.
 */
@Component({
  selector: 'app-moment',
  imports: [MatButton],
  template: `
    <ng-content />
    @if (hasNow()) {
      <button matButton type="button" tabindex="-1" [attr.aria-label]="label()" (click)="put('now')">Now</button>
    }
  `,
  host: { '[class.has-now]': 'hasNow()', '(focusout)': 'writeOut()' },
  styles: `
    :host {
      position: relative;
      display: flex;
      align-items: center;
    }
    button {
      position: absolute;
      right: 2px;
      min-width: 0;
      height: calc(var(--control) - 6px);
      padding: 0 var(--space-2);
    }
  `,
})
export class Moment {
  readonly timeZone = input.required<string>();
  /** Whether there is room for a button that puts in this moment; who uses the keyboard types `now`. */
  readonly hasNow = input(true);
  /** The moment before it: a time alone is meant on its day. */
  readonly after = input<Instant | null>(null);

  private readonly field = inject(Field);
  private readonly control = contentChild.required<FormField<string>>(FormField);
  protected readonly label = computed(() => `${this.field.label()}: now`);
  private readonly understood = computed(() => this.writtenOut(this.control().state().value()));

  constructor() {
    effect(() => {
      const understood = this.understood() ?? '';
      const typed = this.control().state().value();
      untracked(() => this.field.remark.set(understood === typed ? '' : understood));
    });
  }

  protected writeOut(): void {
    const { value } = this.control().state();
    const understood = this.writtenOut(value());
    if (understood !== null && understood !== value()) value.set(understood);
  }

  protected put(typed: string): void {
    const state = this.control().state();
    state.value.set(this.writtenOut(typed) ?? '');
    state.markAsDirty();
  }

  private writtenOut(typed: string): string | null {
    const read = momentTyped(typed, this.timeZone(), this.after());
    return 'at' in read ? writeMoment(read.at, this.timeZone()) : null;
  }
}

@Directive({
  selector: 'input[appMoment]',
  host: { autocomplete: 'off', spellcheck: 'false', placeholder: '9:31' },
})
export class MomentInput {}
