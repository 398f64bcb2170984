import { DestroyRef, Directive, ElementRef, inject, output } from '@angular/core';

/** How far below the screen counts as nearly in sight: a page is read before one comes to its end. */
const AHEAD = '800px';

/** Says so when its element comes in sight, or nearly. */
@Directive({ selector: '[appInSight]' })
export class InSight {
  readonly appInSight = output();

  constructor() {
    const { nativeElement } = inject<ElementRef<Element>>(ElementRef);
    if (!('IntersectionObserver' in globalThis)) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) this.appInSight.emit();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(nativeElement);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
