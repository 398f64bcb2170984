import {
  DestroyRef,
  Directive,
  DOCUMENT,
  ElementRef,
  afterRenderEffect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';

/** Rows kept above and below those in sight. */
const SPARE = 12;
/** The range moves by so many rows: few enough to draw within a frame, and not with every pixel. */
const STEP = 4;

/**
 * Tells which rows of a long list are in sight, whatever scrolls: the page or an element around it. All rows are as
 * high as each other, so that offsets are known without drawing what lies between. Stands on the element as high as all.
 */
@Directive({
  selector: '[appVisibleRows]',
  exportAs: 'appVisibleRows',
  host: { '[style.height.px]': 'count() * rowHeight()' },
})
export class VisibleRows {
  /** How many rows there are. */
  readonly count = input.required<number>({ alias: 'appVisibleRows' });
  /** In pixels. */
  readonly rowHeight = input.required<number>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  private readonly rows = signal({ start: 0, end: 2 * SPARE });
  readonly range = this.rows.asReadonly();

  /** How far the list begins above what shows it, in pixels. */
  private hidden = 0;

  constructor() {
    const measure = () => this.measure();
    const view = this.document.defaultView;
    // Scrolling does not bubble: caught on its way down, it is heard from every element around.
    this.document.addEventListener('scroll', measure, { capture: true, passive: true });
    view?.addEventListener('resize', measure);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('scroll', measure, { capture: true });
      view?.removeEventListener('resize', measure);
    });
    afterRenderEffect({
      read: () => {
        this.rowHeight();
        this.count();
        untracked(measure);
      },
    });
  }

  /** The index of the first row in sight. */
  firstInSight(): number {
    return Math.floor(this.rowsAbove(this.element.getBoundingClientRect()));
  }

  /** Scrolls on by so many rows, whatever it is that scrolls. */
  scrollOn(rows: number): void {
    if (rows === 0) return;
    let scroller = this.element.parentElement;
    while (scroller && scroller.scrollTop === 0) scroller = scroller.parentElement;
    scroller?.scrollBy({ top: rows * this.rowHeight(), behavior: 'instant' });
  }

  private rowsAbove(list: DOMRect): number {
    const around = this.element.parentElement?.getBoundingClientRect() ?? list;
    return Math.max(0, Math.max(0, around.top) - list.top) / this.rowHeight();
  }

  /** How far it was scrolled when it was last in the page: what `scrollTo` brings back, in pixels. */
  get scrolled(): number {
    return this.hidden;
  }

  scrollTo(scrolled: number): void {
    this.measure();
    const [around, view] = [this.element.parentElement, this.document.defaultView];
    if (around && view?.getComputedStyle(around).overflowY !== 'visible') around.scrollTop += scrolled - this.hidden;
    else view?.scrollBy({ top: scrolled + this.element.getBoundingClientRect().top });
  }

  private measure(): void {
    const list = this.element.getBoundingClientRect();
    const around = this.element.parentElement?.getBoundingClientRect() ?? list;
    this.hidden = Math.max(0, around.top) - list.top;
    const bottom = Math.min(this.document.defaultView?.innerHeight ?? around.bottom, around.bottom);
    const first = this.rowsAbove(list);
    const last = Math.max(0, bottom - list.top) / this.rowHeight();
    const start = Math.max(0, Math.floor(first / STEP) * STEP - SPARE);
    const end = Math.ceil(last / STEP) * STEP + SPARE;
    const known = this.rows();
    if (known.start !== start || known.end !== end) this.rows.set({ start, end });
  }
}
