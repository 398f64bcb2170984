import { Component, computed, input, signal } from '@angular/core';

/** A member's picture; where it does not come, their initial. */
@Component({
  selector: 'app-avatar',
  template: `
    @if (missing() === picture()) {
      {{ initial() }}
    } @else {
      <img [src]="picture()" alt="" width="28" height="28" (error)="missing.set(picture())" />
    }
  `,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: grid;
      flex: none;
      place-items: center;
      width: 1.75rem;
      height: 1.75rem;
      overflow: hidden;
      border-radius: 50%;
      background: var(--accent-tint);
      color: var(--accent);
      font-size: var(--text-s);
      font-weight: 640;
      text-transform: uppercase;
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `,
})
export class Avatar {
  readonly picture = input.required<string>();
  readonly name = input.required<string>();

  /** The picture that did not come. */
  protected readonly missing = signal<string | null>(null);
  protected readonly initial = computed(() => [...this.name()][0] ?? '');
}
