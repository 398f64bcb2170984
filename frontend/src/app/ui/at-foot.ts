import { DOCUMENT, DestroyRef, Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** Something that stays at the foot of the screen: while it is there, notices stand above it. */
@Directive({ selector: '[appAtFoot]' })
export class AtFoot {
  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const { body } = inject(DOCUMENT);
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const size = new ResizeObserver(() => {
        body.style.setProperty('--foot', `${window.innerHeight - element.getBoundingClientRect().top}px`);
      });
      size.observe(element);
      destroyed.onDestroy(() => {
        size.disconnect();
        body.style.removeProperty('--foot');
      });
    });
  }
}
