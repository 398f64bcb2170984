import type { ElementRef } from '@angular/core';
import { Component, afterNextRender, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import { TEXT_LIMITS } from '@singularity/contract';
import type { EditTradeRequest, TradeAnswer } from '@singularity/contract';
import { problemOf, sentenceOf } from '../session/problem';
import { readNumber } from '../ui/number-text';
import type { CellField } from './trade-columns';
import { TradesApi } from './trades-api';

/** Edits one cell in its place: Enter saves, Escape leaves it as it was, and what is wrong is said below it. */
@Component({
  selector: 'app-cell-editor',
  template: `
    <input
      #field
      type="text"
      autocomplete="off"
      spellcheck="false"
      [attr.aria-label]="label()"
      [attr.aria-invalid]="fault() ? true : null"
      [attr.aria-describedby]="fault() ? 'cell-fault' : null"
      [attr.inputmode]="name() === 'tags' ? 'text' : 'decimal'"
      [readOnly]="busy()"
      [value]="text()"
      (input)="text.set(field.value); fault.set('')"
      (keydown.enter)="save()"
      (keydown.escape)="dismiss.emit()"
      (blur)="leave()"
    />
    @if (fault(); as fault) {
      <p id="cell-fault" role="alert">{{ fault }}</p>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      width: 100%;
    }
    input {
      min-height: 1.75rem;
      padding: 0 0.375rem;
      text-align: inherit;
    }
    p {
      position: absolute;
      top: 100%;
      right: 0;
      z-index: 3;
      width: max-content;
      max-width: 18rem;
      padding: var(--space-1) var(--space-2);
      border: 1px solid var(--loss);
      border-radius: var(--radius-s);
      background: var(--raised);
      color: var(--loss);
      font-size: var(--text-s);
      text-align: start;
      white-space: normal;
    }
  `,
})
export class CellEditor {
  readonly trade = input.required<TradeAnswer>();
  readonly name = input.required<CellField>();
  readonly label = input.required<string>();
  readonly saved = output<TradeAnswer>();
  readonly dismiss = output();

  private readonly api = inject(TradesApi);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  /** The trade as the editor was opened: what happens elsewhere neither replaces what is typed nor is overwritten by it. */
  private readonly begun = linkedSignal<TradeAnswer, TradeAnswer>({
    source: this.trade,
    computation: (newest, before) => before?.value ?? newest,
  });
  protected readonly text = linkedSignal(() => textOf(this.begun(), this.name()));
  protected readonly fault = signal('');
  protected readonly busy = signal(false);

  constructor() {
    afterNextRender(() => {
      const field = this.field().nativeElement;
      field.focus();
      field.select();
    });
  }

  protected async save(): Promise<void> {
    if (this.busy()) return;
    if (this.text() === textOf(this.begun(), this.name())) return this.dismiss.emit();
    const request = requestOf(this.name(), this.text());
    if (!request) return this.fault.set('Please enter a number.');
    this.busy.set(true);
    try {
      this.saved.emit(await this.api.edit(this.begun(), request));
    } catch (error) {
      const problem = problemOf(error);
      this.fault.set(problem.errors?.[0]?.message ?? sentenceOf(problem));
      this.busy.set(false);
    }
  }

  /** What was typed is kept, as in any other field; what is wrong with it stays to be read. */
  protected leave(): void {
    if (!this.fault()) void this.save();
  }
}

function textOf(trade: TradeAnswer, field: CellField): string {
  return field === 'tags' ? trade.tags.join(', ') : (trade[field] ?? '');
}

/** Null for what is not as it should be. An empty stop is none, and no fees are zero. */
function requestOf(field: CellField, text: string): EditTradeRequest | null {
  if (field === 'tags') return { tags: tagsIn(text) };
  if (field === 'stopPrice' && text.trim() === '') return { stopPrice: null };
  const number = readNumber(field === 'fees' ? text.trim() || '0' : text);
  return number && { [field]: number };
}

/** Tags as one types them, apart by commas. */
export function tagsIn(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, TEXT_LIMITS.tag));
  return [...new Set(tags)].filter(Boolean);
}
