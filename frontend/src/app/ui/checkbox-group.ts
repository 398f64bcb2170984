import { Component, computed, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';

/** One that can be checked, with what it means in a sentence. */
export interface Checkbox {
  readonly label: string;
  readonly hint: string;
  readonly field: FieldTree<boolean>;
}

/** Checkboxes of one question. What is wrong with the answer stands at the first. */
@Component({
  selector: 'app-checkbox-group',
  imports: [FormField],
  template: `
    <fieldset>
      <legend>{{ label() }}</legend>
      @for (box of boxes(); track box.label) {
        <label>
          <input type="checkbox" [formField]="box.field" />
          <span>
            <strong>{{ box.label }}</strong>
            <span class="faint">{{ box.hint }}</span>
          </span>
        </label>
      }
      @if (fault(); as fault) {
        <p class="loss" role="alert">{{ fault }}</p>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: var(--space-3);
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: var(--space-1);
      padding: 0;
      color: var(--text-soft);
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
    }
    label {
      display: flex;
      align-items: start;
      gap: var(--space-2);
    }
    label span span {
      display: block;
      font-size: var(--text-s);
    }
  `,
})
export class CheckboxGroup {
  readonly label = input.required<string>();
  readonly boxes = input.required<readonly Checkbox[]>();

  protected readonly fault = computed(() => {
    const first = this.boxes()[0]?.field();
    return first?.touched() ? first.errors()[0]?.message : undefined;
  });
}
