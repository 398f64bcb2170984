import { DOCUMENT, DestroyRef, Injectable, inject } from '@angular/core';
import { StandIn } from './stand-in';
import type { FieldWords } from './stand-in';

/**
 * Takes what is typed between the key that opens a sheet and its first field (`appFocusFirst`), whose code and data may
 * still be on their way: those keys are no shortcuts, and their text is meant for that field.
 */
@Injectable({ providedIn: 'root' })
export class TypedAhead {
  private readonly document = inject(DOCUMENT);
  private standIn: StandIn | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.end());
  }

  /** Resolves where one leaves before the sheet is there. */
  begin(words: FieldWords): Promise<undefined> {
    this.end();
    this.standIn = new StandIn(this.document, 'sheet', words);
    return this.standIn.left;
  }

  get waits(): boolean {
    return this.standIn !== null;
  }

  /** Gives the keyboard back, and the text. */
  end(): string {
    const text = this.standIn?.giveWay().text ?? '';
    this.standIn = null;
    return text;
  }
}
