import { Component, ElementRef, inject, input, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { Field } from './field';
import type { Segment } from './format/labels';

let groups = 0;

/** One of a few choices, all of them in sight. The first letter of one chooses it. */
@Component({
  selector: 'app-segmented',
  template: `
    @for (segment of segments(); track segment.value) {
      <label>
        <input
          type="radio"
          [name]="group"
          [value]="segment.value"
          [checked]="value() === segment.value"
          (change)="value.set(segment.value)"
          (blur)="touch.emit()"
        />
        <span>{{ segment.label }}</span>
      </label>
    }
  `,
  host: {
    role: 'radiogroup',
    '[attr.aria-labelledby]': 'field?.labelId',
    '[attr.aria-label]': 'label() || null',
    '(keydown)': 'choose($event)',
  },
  styles: `
    :host {
      display: flex;
      padding: 2px;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-m);
      background: var(--sunken);
    }
    label {
      position: relative;
      flex: 1;
      min-width: 0;
      cursor: pointer;
    }
    input {
      position: absolute;
      // All of what is drawn around it, too.
      inset: -3px 0;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }
    span {
      display: grid;
      place-items: center;
      min-height: calc(var(--control) - 6px);
      padding: 0.25rem 0.5rem;
      border-radius: calc(var(--radius-m) - 3px);
      color: var(--text-soft);
      font-weight: var(--weight-strong);
      text-align: center;
      white-space: nowrap;
      transition: background var(--fast);
    }
    label:hover span {
      color: var(--text);
    }
    input:checked + span {
      background: var(--raised);
      color: var(--text);
      box-shadow:
        var(--shadow),
        0 0 0 1px var(--line-strong);
    }
    input:focus-visible + span {
      outline: 2px solid var(--accent);
      outline-offset: 1px;
    }
  `,
})
export class Segmented implements FormValueControl<string> {
  readonly segments = input.required<readonly Segment[]>();
  /** For where it does not stand in a field. */
  readonly label = input('');
  readonly value = model.required<string>();
  readonly touch = output();

  protected readonly field = inject(Field, { optional: true });
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly group = `segments-${++groups}`;

  protected choose({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): void {
    if (ctrlKey || altKey || metaKey) return;
    const index = this.segments().findIndex(({ label }) => label.charAt(0).toLowerCase() === key.toLowerCase());
    const chosen = this.element.querySelectorAll('input')[index];
    chosen?.click();
    chosen?.focus();
  }
}
