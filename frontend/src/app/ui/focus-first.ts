import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';
import { TypedAhead } from './typed-ahead';

/** Takes the keyboard as soon as it is there, and what was typed for it until then: for the first field of a form. */
@Directive({ selector: '[appFocusFirst]' })
export class FocusFirst {
  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const typedAhead = inject(TypedAhead);
    afterNextRender(() => {
      const text = typedAhead.end();
      element.focus();
      if (text === '' || !(element instanceof HTMLInputElement)) return;
      element.value = text;
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
}
