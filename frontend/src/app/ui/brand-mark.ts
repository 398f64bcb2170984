import { Component } from '@angular/core';

/** Our mark: a body, and the ring of light around it. */
@Component({
  selector: 'app-brand-mark',
  template: `
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="ring"
        d="M22.3 12.3c4.3.1 7.3 1 7.5 2.8.4 2.7-5.5 5.7-13.1 6.6S2.6 21.1 2.2 18.3c-.2-1.6 1.8-3.3 5.2-4.6"
      />
      <circle class="body" cx="16" cy="15.5" r="5.6" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    svg {
      width: 100%;
      height: 100%;
      rotate: -16deg;
    }
    .ring {
      fill: none;
      stroke: var(--accent);
      stroke-width: 2.3;
      stroke-linecap: round;
    }
    .body {
      fill: var(--text);
    }
  `,
})
export class BrandMark {}
