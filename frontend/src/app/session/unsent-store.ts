import { DOCUMENT, Injectable, inject } from '@angular/core';

interface Watched {
  readonly name: () => string;
  /** Null where nothing waits to be saved. */
  readonly typed: () => object | null;
}

/** What was typed when a session ended, in this tab alone and under the ledger that it was typed for. */
@Injectable({ providedIn: 'root' })
export class UnsentStore {
  private readonly storage = inject(DOCUMENT).defaultView?.sessionStorage;
  private readonly watched = new Set<Watched>();

  /** Answers how to stop it. */
  watch(form: Watched): () => void {
    this.watched.add(form);
    return () => this.watched.delete(form);
  }

  keep(ledger: string): void {
    for (const { name, typed } of this.watched) {
      const draft = typed();
      if (draft) this.storage?.setItem(keyOf(ledger, name()), JSON.stringify(draft));
    }
  }

  /** Of every ledger: nothing typed stays behind whoever signs out. */
  forget(): void {
    this.storage?.clear();
  }

  /** Gives it back once. */
  take(ledger: string, name: string): object | null {
    const key = keyOf(ledger, name);
    const kept = this.storage?.getItem(key) ?? null;
    this.storage?.removeItem(key);
    return kept === null ? null : (JSON.parse(kept) as object);
  }
}

function keyOf(ledger: string, name: string): string {
  return `unsent ${ledger} ${name}`;
}
