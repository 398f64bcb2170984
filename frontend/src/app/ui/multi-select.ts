import { Component, computed, input, model, output } from '@angular/core';
import { Icon } from './icon';
import type { Segment } from './format/labels';

let selects = 0;

/** Any number of choices, behind a button that says which are made. None is as good as all. */
@Component({
  selector: 'app-multi-select',
  imports: [Icon],
  template: `
    <button
      class="field-button"
      type="button"
      [class.chosen]="values().length > 0"
      [attr.popovertarget]="id"
      [attr.aria-label]="name()"
    >
      <span>{{ summary() }}</span> <app-icon name="unfold" />
    </button>
    <div popover [id]="id" role="group" [attr.aria-label]="label()" (toggle)="opened.emit()">
      @for (option of shown(); track option.value) {
        <label>
          <input type="checkbox" [checked]="values().includes(option.value)" (change)="turn(option.value)" />
          <span>{{ option.label }}</span>
        </label>
      } @empty {
        <p class="faint">{{ nothing() }}</p>
      }
      @if (values().length > 0) {
        <button type="button" class="all" (click)="values.set([])">{{ all() }}</button>
      }
    </div>
  `,
  styleUrls: ['./choices.scss', './multi-select.scss'],
})
export class MultiSelect {
  /** What is chosen among: "Accounts". */
  readonly label = input.required<string>();
  /** What no choice means: "All accounts". */
  readonly all = input.required<string>();
  /** What is said where there is nothing to choose among. */
  readonly nothing = input('');
  readonly options = input.required<readonly Segment[]>();
  readonly values = model.required<readonly string[]>();
  /** Somebody looks at the choices, or has looked. */
  readonly opened = output();

  protected readonly id = `choices-${++selects}`;
  /** A choice stays in sight, also where nobody offers it any more. */
  protected readonly shown = computed(() => {
    const offered = this.options();
    const others = this.values().filter((value) => offered.every((option) => option.value !== value));
    return [...offered, ...others.map((value) => ({ value, label: value }))];
  });
  protected readonly summary = computed(() => {
    const [first, ...others] = this.values();
    if (first === undefined) return this.all();
    const chosen = this.options().find(({ value }) => value === first)?.label;
    return others.length === 0 && chosen !== undefined ? chosen : `${this.label()}: ${others.length + 1}`;
  });
  protected readonly name = computed(() => `${this.label()}, ${this.summary()}`);

  protected turn(value: string): void {
    this.values.update((values) =>
      values.includes(value) ? values.filter((other) => other !== value) : [...values, value],
    );
  }
}
