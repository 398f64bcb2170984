import { Component, DOCUMENT, afterRenderEffect, inject, input, output, viewChild } from '@angular/core';
import type { ElementRef } from '@angular/core';
import { drawingIn } from './chart-drawing';
import type { Drawing, ChartOptions } from './chart-drawing';

/**
 * A chart of figures, as large as its element, which takes the colours of the theme anew whenever they change. It
 * brings the chart library with it: use it inside `@defer`, and tell the figures in words beside it.
 */
@Component({
  selector: 'app-chart',
  // Bound, so that at no moment it is a picture without a name.
  template: `<div #host [attr.role]="'img'" [attr.aria-label]="label()"></div>`,
  styles: `
    :host {
      position: relative;
      display: block;
    }
    div {
      position: absolute;
      inset: 0;
    }
  `,
})
export class Chart {
  readonly options = input.required<ChartOptions>();
  /** What the chart tells, in one sentence. */
  readonly label = input.required<string>();
  /** The index of the name that was clicked at. */
  readonly pick = output<number>();

  private readonly host = viewChild.required<ElementRef<HTMLElement>>('host');
  private readonly document = inject(DOCUMENT);
  private drawing: Drawing | null = null;

  constructor() {
    afterRenderEffect((onCleanup) => {
      const host = this.host().nativeElement;
      const drawing = drawingIn(host);
      this.drawing = drawing;
      drawing.onPick((index) => this.pick.emit(index));
      const stopWatching = this.watch(host, drawing);
      onCleanup(() => {
        stopWatching();
        drawing.dispose();
        this.drawing = null;
      });
    });
    afterRenderEffect(() => this.drawing?.show(this.options()));
  }

  /** The member's choices stand in attributes of the root, the system's in a media query. */
  private watch(host: HTMLElement, drawing: Drawing): () => void {
    const recolour = () => drawing.show(this.options());
    let frame = 0;
    // A canvas that changes while sizes are told would have them told again.
    const size = new ResizeObserver(() => (frame = requestAnimationFrame(() => drawing.resize())));
    size.observe(host);
    const choices = new MutationObserver(recolour);
    choices.observe(this.document.documentElement, { attributes: true });
    const system = this.document.defaultView?.matchMedia('(prefers-color-scheme: light)');
    system?.addEventListener('change', recolour);
    return () => {
      size.disconnect();
      cancelAnimationFrame(frame);
      choices.disconnect();
      system?.removeEventListener('change', recolour);
    };
  }
}
