import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** Takes the keyboard as soon as it is there: for the first field of a form that appears. */
@Directive({ selector: '[appFocusFirst]' })
export class FocusFirst {
  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => element.focus());
  }
}
