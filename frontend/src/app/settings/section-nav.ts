import { ViewportScroller } from '@angular/common';
import { Component, DOCUMENT, DestroyRef, afterRenderEffect, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';

/** A part of a long page; `id` is that of its element. */
export interface PageSection {
  readonly id: string;
  readonly name: string;
}

/** How far down the screen the section begins that one reads. */
const READING = 0.3;

/** Leads to the sections of a long page, and tells which of them one is in. */
@Component({
  selector: 'app-section-nav',
  imports: [RouterLink],
  template: `
    <nav aria-label="Sections">
      @for (section of sections(); track section.id) {
        <a
          [routerLink]="[]"
          [fragment]="section.id"
          queryParamsHandling="preserve"
          [attr.aria-current]="section.id === current() ? 'true' : null"
          >{{ section.name }}</a
        >
      }
    </nav>
  `,
  styleUrl: './section-nav.scss',
  host: { '(window:scroll)': 'move()', '(window:resize)': 'look()' },
})
export class SectionNav {
  readonly sections = input.required<readonly PageSection[]>();

  private readonly document = inject(DOCUMENT);
  private readonly fragment = toSignal(inject(ActivatedRoute).fragment);
  /** What was asked for, for as long as it is in sight: near the end of a page nothing comes to the top. */
  private asked: HTMLElement | null = null;
  protected readonly current = signal<string | undefined>(undefined);

  constructor() {
    const scroller = inject(ViewportScroller);
    // The router knows nothing of the margin that keeps a place clear of what stays above it.
    scroller.setOffset(() => [0, marginOf(this.asked)]);
    inject(DestroyRef).onDestroy(() => scroller.setOffset([0, 0]));
    afterRenderEffect(() => {
      this.asked = this.document.getElementById(this.fragment() ?? '');
      this.look();
    });
  }

  protected move(): void {
    const top = topOf(this.asked);
    if (top < 0 || top > this.document.documentElement.clientHeight) this.asked = null;
    this.look();
  }

  protected look(): void {
    const { clientHeight, scrollHeight, scrollTop } = this.document.documentElement;
    const places = this.sections().map(({ id }) => ({ id, element: this.document.getElementById(id) }));
    const isAtEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1;
    const read = places.findLast(({ element }) => isAtEnd || topOf(element) <= clientHeight * READING);
    const found = this.asked && places.find(({ element }) => element?.contains(this.asked));
    this.current.set((found ?? read ?? places[0])?.id);
  }
}

function topOf(element: HTMLElement | null): number {
  return element?.getBoundingClientRect().top ?? Infinity;
}

function marginOf(element: HTMLElement | null): number {
  return element ? Number.parseFloat(getComputedStyle(element).scrollMarginTop) || 0 : 0;
}
