import { Directive, ElementRef, afterRenderEffect, inject, input, output } from '@angular/core';

/** How far below the screen counts as nearly in sight: a page is read before one comes to its end. */
const AHEAD = '800px';

/** Tells when an element comes into sight, or nearly, or still is when something changed: the end of a list that goes on. */
@Directive({ selector: '[appInSight]' })
export class InSight {
  /** Looks again whenever this changes. */
  readonly turn = input.required<unknown>({ alias: 'appInSight' });
  readonly inSight = output();

  constructor() {
    const { nativeElement } = inject<ElementRef<Element>>(ElementRef);
    afterRenderEffect((onCleanup) => {
      this.turn();
      // Where nobody can tell, the element is there to be pressed.
      if (!('IntersectionObserver' in globalThis)) return;
      const observer = new IntersectionObserver(
        (seen) => {
          if (seen.some(({ isIntersecting }) => isIntersecting)) this.inSight.emit();
        },
        { rootMargin: AHEAD },
      );
      observer.observe(nativeElement);
      onCleanup(() => observer.disconnect());
    });
  }
}
