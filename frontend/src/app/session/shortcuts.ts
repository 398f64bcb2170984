import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';

export interface Shortcut {
  /**
   * One key such as `n` or `?`, or two after each other: `g d`. Small letters; Shift counts only in the sign typed. With
   * Ctrl, or ⌘ where there is one, `Ctrl z` and `Ctrl Shift z`.
   */
  readonly keys: string;
  /** What it does, for the list of shortcuts: "Add trade". */
  readonly does: string;
  run(): void;
  /** Left out: always. */
  readonly when?: (() => boolean) | undefined;
}

interface KeyPress {
  readonly key: string;
  readonly at: number;
}

/** How long the second key of two may take, in milliseconds. */
const PATIENCE = 1_500;
const TYPING = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
const ANSWERS_KEYS_ITSELF = `${TYPING}, [role=menu], [role=listbox]`;
const DIALOG = '[role=dialog], [role=alertdialog], [aria-modal=true]';

/**
 * What single keys do. They are silent while one types and while a dialog is open. In a field initializer or a
 * constructor: `inject(Shortcuts).offer({ keys: 'j', does: 'Next trade', run: () => this.next() })`; it is offered as
 * long as the component lives, and goes before what was offered earlier under the same keys.
 */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly offers = signal<readonly Shortcut[]>([]);
  private first: KeyPress | null = null;

  /** Those that work now, each of its keys once. */
  readonly all = computed(() => {
    const offered = this.offers().filter(({ when }) => when?.() ?? true);
    return [...new Map(offered.map((shortcut) => [shortcut.keys, shortcut])).values()];
  });

  constructor() {
    const answer = (event: KeyboardEvent) => this.answer(event);
    this.document.addEventListener('keydown', answer);
    inject(DestroyRef).onDestroy(() => this.document.removeEventListener('keydown', answer));
  }

  offer(...shortcuts: readonly Shortcut[]): void {
    this.offers.update((all) => [...all, ...shortcuts]);
    inject(DestroyRef).onDestroy(() => this.offers.update((all) => all.filter((one) => !shortcuts.includes(one))));
  }

  private answer(event: KeyboardEvent): void {
    const { first } = this;
    this.first = null;
    if (event.altKey || event.defaultPrevented || this.isElsewhere(event)) return;
    const isChord = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const found = isChord ? this.find(chordOf(event)) : this.findAfter(first, event);
    if (found) {
      event.preventDefault();
      found.run();
    } else if (!isChord) this.first = { key, at: event.timeStamp };
  }

  private findAfter(first: KeyPress | null, { key, timeStamp }: KeyboardEvent): Shortcut | undefined {
    const second = first && timeStamp - first.at < PATIENCE ? `${first.key} ${key.toLowerCase()}` : undefined;
    return (second && this.find(second)) || this.find(key.toLowerCase());
  }

  private find(keys: string): Shortcut | undefined {
    return this.all().find((shortcut) => shortcut.keys === keys);
  }

  private isElsewhere({ target }: Event): boolean {
    const isAnswered = target instanceof Element && target.closest(ANSWERS_KEYS_ITSELF) !== null;
    return isAnswered || this.document.querySelector(DIALOG) !== null;
  }
}

function chordOf({ key, shiftKey }: KeyboardEvent): string {
  return `Ctrl ${shiftKey ? 'Shift ' : ''}${key.toLowerCase()}`;
}
