import { Component, ElementRef, afterRenderEffect, computed, inject, input, output, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { TradeQuery } from '@singularity/contract';
import { Subject, debounceTime } from 'rxjs';
import { symbolsIn } from './trade-filter';
import type { FilterChange } from './trade-filter';

/** So long nothing is typed before it is asked for; in milliseconds. */
const PAUSE = 200;

/** Finds symbols by how they begin, while they are typed. */
@Component({
  selector: 'app-symbol-search',
  template: `
    <input
      #field
      type="search"
      [attr.aria-label]="label()"
      placeholder="Symbol"
      autocapitalize="characters"
      autocomplete="off"
      spellcheck="false"
      (input)="typed.next()"
      (change)="ask()"
      (search)="ask()"
      (blur)="show()"
    />
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class SymbolSearch {
  readonly label = input.required<string>();
  readonly query = input.required<TradeQuery>();
  readonly filter = output<FilterChange>();

  private readonly document = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.ownerDocument;
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private readonly asked = computed(() => {
    const { symbolPrefix = [], symbol = [] } = this.query();
    return [symbolPrefix, symbol].flat().join(' ');
  });
  protected readonly typed = new Subject<void>();

  constructor() {
    this.typed.pipe(debounceTime(PAUSE), takeUntilDestroyed()).subscribe(() => this.ask());
    // What somebody is typing stays as they type it.
    afterRenderEffect({
      write: () => {
        this.asked();
        if (this.document.activeElement !== this.field().nativeElement) this.show();
      },
    });
  }

  protected ask(): void {
    const symbols = symbolsIn(this.field().nativeElement.value);
    if (symbols.join(' ') !== this.asked()) this.filter.emit({ symbolPrefix: symbols, symbol: [] });
  }

  protected show(): void {
    this.field().nativeElement.value = this.asked();
  }
}
