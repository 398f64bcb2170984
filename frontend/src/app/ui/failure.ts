import { Component, ElementRef, afterNextRender, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ProblemDetails } from '@singularity/contract';
import { Icon } from './icon';
import { TypedAhead } from './typed-ahead';

/** Something could not be read: what happened, and another attempt. */
@Component({
  selector: 'app-failure',
  imports: [Icon, MatButton],
  template: `
    <app-icon name="alert" />
    <p>{{ sentence() }}</p>
    <button matButton="outlined" type="button" (click)="retry.emit()">Try again</button>
  `,
  host: { role: 'alert' },
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-3);
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-m);
      background: var(--warning-tint);
    }
    app-icon {
      color: var(--warning);
    }
    p {
      flex: 1;
    }
  `,
})
export class Failure {
  readonly problem = input.required<ProblemDetails>();
  readonly retry = output();

  constructor() {
    const typedAhead = inject(TypedAhead);
    const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
    afterNextRender(() => {
      if (!typedAhead.waits) return;
      // The field that it waits for does not come.
      typedAhead.end();
      nativeElement.querySelector('button')?.focus();
    });
  }

  /** Nobody typed anything here, so that a field has no other place to say what is wrong with it. */
  protected readonly sentence = computed(() => {
    const { errors, detail, title } = this.problem();
    return errors?.[0]?.message ?? detail ?? title;
  });
}
