/** What was typed while the palette's code was on its way: the text, and after it the keys that are no text. */
export interface TypedAhead {
  readonly text: string;
  readonly keys: readonly string[];
}

export const PALETTE_LABEL = 'Search pages, actions, settings and symbols';
export const PALETTE_PLACEHOLDER = 'Search pages, settings, symbols…';

const HANDED_OVER = ['ArrowDown', 'ArrowUp', 'Enter'];

/**
 * A field in place of the palette's until its code has come, so that nothing typed is lost. It is there and has the
 * keyboard within the key press that asks for it: a component would come with the next rendering, and miss a key.
 */
export class PaletteStandIn {
  private readonly before: Element | null;
  private readonly field: HTMLInputElement;
  private readonly keys: string[] = [];
  private readonly leaving = Promise.withResolvers<undefined>();
  /** Comes where one leaves before the palette is there. */
  readonly left = this.leaving.promise;

  constructor(document: Document) {
    this.before = document.activeElement;
    this.field = document.createElement('input');
    this.field.className = 'palette-stand-in';
    this.field.placeholder = PALETTE_PLACEHOLDER;
    this.field.setAttribute('aria-label', PALETTE_LABEL);
    this.field.addEventListener('keydown', (event) => this.answer(event));
    document.body.append(this.field);
    this.field.focus();
  }

  /** Gives the keyboard back, and what was typed. */
  giveWay(): TypedAhead {
    this.field.remove();
    if (this.before instanceof HTMLElement) this.before.focus();
    return { text: this.field.value, keys: this.keys };
  }

  private answer(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.leaving.resolve(undefined);
    else if (HANDED_OVER.includes(event.key)) this.keys.push(event.key);
    else if (event.key !== 'Tab') return;
    event.preventDefault();
  }
}
