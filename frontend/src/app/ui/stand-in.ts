/** What was typed while the code of a field was on its way: the text, and after it the keys that are no text. */
export interface TypedText {
  readonly text: string;
  readonly keys: readonly string[];
}

/** How a field introduces itself: the one in place of another has the words of that one. */
export interface FieldWords {
  readonly label: string;
  readonly placeholder: string;
}

const HANDED_OVER = ['ArrowDown', 'ArrowUp', 'Enter'];

/**
 * A field in place of another until its code has come, so that nothing typed is lost. It is there and has the keyboard
 * within the key press that asks for it: a component would come with the next rendering, and miss a key.
 */
export class StandIn {
  private readonly before: Element | null;
  private readonly field: HTMLInputElement;
  private readonly keys: string[] = [];
  private readonly leaving = Promise.withResolvers<undefined>();
  /** Comes where one leaves before the other field is there. */
  readonly left = this.leaving.promise;

  constructor(document: Document, place: 'palette' | 'sheet', { label, placeholder }: FieldWords) {
    this.before = document.activeElement;
    this.field = document.createElement('input');
    this.field.className = `stand-in ${place}`;
    this.field.placeholder = placeholder;
    this.field.setAttribute('aria-label', label);
    this.field.addEventListener('keydown', (event) => this.answer(event));
    document.body.append(this.field);
    this.field.focus();
  }

  /** Gives the keyboard back, and what was typed. */
  giveWay(): TypedText {
    this.field.remove();
    if (this.before instanceof HTMLElement) this.before.focus();
    return { text: this.field.value, keys: this.keys };
  }

  private answer(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.leaving.resolve(undefined);
    else if (HANDED_OVER.includes(event.key)) this.keys.push(event.key);
    // What is typed after it is meant for another field.
    else if (event.key === 'Tab') this.field.readOnly = true;
    else return;
    event.preventDefault();
  }
}
