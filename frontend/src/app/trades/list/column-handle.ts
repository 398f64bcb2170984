import { Component, ElementRef, inject, input, output } from '@angular/core';
import { PREFERENCE_LIMITS } from '@singularity/contract';

const { max } = PREFERENCE_LIMITS.columnWidth;
/** Narrower, a column says nothing any more; in pixels. */
const MIN = 48;
const STEP = 16;

/** The edge of a column, to be dragged, or moved with the arrow keys. */
@Component({
  selector: 'app-column-handle',
  template: '',
  host: {
    role: 'separator',
    'aria-orientation': 'vertical',
    tabindex: '0',
    '[attr.aria-label]': '"Width of " + label()',
    '[attr.aria-valuenow]': 'width()',
    '[attr.aria-valuemin]': 'min',
    '[attr.aria-valuemax]': 'max',
    '(pointerdown)': 'take($event)',
    '(pointermove)': 'drag($event)',
    '(pointerup)': 'drop()',
    '(pointercancel)': 'drop()',
    '(keydown.arrowleft)': 'step($event, -1)',
    '(keydown.arrowright)': 'step($event, 1)',
  },
  styles: `
    :host {
      position: absolute;
      inset: 0 0 0 auto;
      width: 9px;
      cursor: col-resize;
      touch-action: none;
    }
    :host::after {
      position: absolute;
      inset: 25% 4px;
      width: 1px;
      background: var(--line-strong);
      content: '';
      opacity: 0;
      transition: opacity var(--fast);
    }
    :host(:hover)::after,
    :host(:focus-visible)::after {
      opacity: 1;
    }
  `,
})
export class ColumnHandle {
  readonly label = input.required<string>();
  /** In pixels. */
  readonly width = input.required<number>();
  /** While it moves. */
  readonly widthChange = output<number>();
  /** It stays where it is. */
  readonly settle = output();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly min = MIN;
  protected readonly max = max;
  private grip: { readonly x: number; readonly width: number } | null = null;

  protected take(event: PointerEvent): void {
    event.preventDefault();
    (event.target as Element).setPointerCapture(event.pointerId);
    this.grip = { x: event.clientX, width: this.drawn() };
  }

  protected drag({ clientX }: PointerEvent): void {
    if (this.grip) this.resizeTo(this.grip.width + clientX - this.grip.x);
  }

  protected drop(): void {
    if (this.grip) this.settle.emit();
    this.grip = null;
  }

  protected step(event: Event, direction: -1 | 1): void {
    event.preventDefault();
    this.resizeTo(this.drawn() + direction * STEP);
    this.settle.emit();
  }

  /** A column may be wider than it was made: it holds its numbers, and takes what is left over. */
  private drawn(): number {
    return this.element.parentElement?.offsetWidth || this.width();
  }

  private resizeTo(width: number): void {
    this.widthChange.emit(Math.round(Math.min(max, Math.max(MIN, width))));
  }
}
