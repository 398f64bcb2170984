import { Component, computed, input } from '@angular/core';

const CTRL = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Keys to press, one after the other: `g d`; `Ctrl` is what the machine has in its place. */
@Component({
  selector: 'app-keys',
  template: `
    @for (key of each(); track $index) {
      <kbd>{{ key }}</kbd>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      gap: var(--space-1);
    }
    kbd {
      min-width: 1.25rem;
      padding: 0 0.25rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-s);
      background: var(--sunken);
      color: var(--text-soft);
      font: inherit;
      font-size: var(--text-xs);
      line-height: 1.125rem;
      text-align: center;
    }
  `,
})
export class Keys {
  readonly keys = input.required<string>();
  protected readonly each = computed(() =>
    this.keys()
      .split(' ')
      .map((key) => (key === 'Ctrl' ? CTRL : key.length === 1 ? key.toUpperCase() : key)),
  );
}
