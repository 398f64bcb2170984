import { Component, computed, input } from '@angular/core';

/** Paths on a grid of 24, drawn with a stroke. */
const PATHS = {
  dashboard: 'M4 13h6V4H4zm10 7h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  trades: 'M7 20V9m0-3V4m0 5H5v6h4V9zm10 11v-3m0-7V4m-2 6h4v7h-4z',
  accounts: 'M3 8.5 12 4l9 4.5M4.5 10v7m5-7v7m5-7v7m5-7v7M3 20h18',
  settings:
    'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zm-7 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  add: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  delete: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5m4-5v5',
  history: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  unfold: 'M7 10l5 5 5-5',
  keyboard: 'M3 7h18v11H3zM7 11v.01M11 11v.01M15 11v.01M18 11v.01M8 14.5h8',
  theme: 'M12 4a8 8 0 1 0 0 16zm0 0a8 8 0 0 1 0 16',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2 4.5 4.5',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  next: 'M9 5l7 7-7 7',
  previous: 'M15 5l-7 7 7 7',
  signOut: 'M14 4H6v16h8M10 12h10m-3.5-4 4 4-4 4',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  alert: 'M12 8v5m0 3.5v.01M10.3 4.3 2.8 17.5A2 2 0 0 0 4.5 20.5h15a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  undo: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  redo: 'M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  upload: 'M12 15V4M7 9l5-5 5 5M5 20h14',
  filter: 'M4 6h16M7 12h10m-7 6h4',
  compare: 'M7 20V5m0 0L3.5 8.5M7 5l3.5 3.5M17 4v15m0 0 3.5-3.5M17 19l-3.5-3.5',
  show: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zm9.5 2.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5z',
  hide: 'M4 4l16 16M9.9 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7m-3.2 2A9 9 0 0 1 12 18.5C6 18.5 2.5 12 2.5 12a16.6 16.6 0 0 1 4-4.5M10 10a2.8 2.8 0 0 0 4 4',
  sync: 'M20 11a8 8 0 0 0-14.3-4.1L4 9m0-5v5h5M4 13a8 8 0 0 0 14.3 4.1L20 15m0 5v-5h-5',
  pause: 'M9 5v14M15 5v14',
  plug: 'M9 3v5m6-5v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  balance: 'M12 4v16M6 8h9a3 3 0 0 1 0 0M17 8c0-2-2-3-5-3s-5 1-5 3.5S9 12 12 12s5 1 5 3.5-2 3.5-5 3.5-5-1-5-3',
} as const;
export type IconName = keyof typeof PATHS;

/** A decorative picture: what it means stands in words beside it or in the label of its button. */
@Component({
  selector: 'app-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
    }
    svg {
      width: 1.125rem;
      height: 1.125rem;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => PATHS[this.name()]);
}
