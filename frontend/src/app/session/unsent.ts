import { DestroyRef, effect, inject, untracked } from '@angular/core';
import type { WritableSignal } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { same } from '@singularity/domain';
import { Notices } from '../http/notices';
import { Session } from './session';
import { UnsentStore } from './unsent-store';

interface Unsent<Draft> {
  /** Which form it is, of all there are: `edit-trade/<id>`. */
  readonly name: () => string;
  /** What the form begins with. Only what differs is kept, so that nothing else is set back to what it was. */
  readonly begun: () => Draft;
  readonly unsaved: () => boolean;
  /** Whether all that the form begins with is there. */
  readonly ready?: () => boolean;
}

/** Lets what is typed into a form outlive the session: the same member finds it there again. For constructors. */
export function keepUnsent<Draft extends object>(form: FieldTree<Draft>, unsent: Unsent<Draft>): void {
  const { name, begun, unsaved, ready = () => true } = unsent;
  const [store, session, notices] = [inject(UnsentStore), inject(Session), inject(Notices)];
  const typed = () => (unsaved() ? difference(begun(), form().value() as Draft) : null);
  inject(DestroyRef).onDestroy(store.watch({ name, typed: () => untracked(typed) }));

  let restored = false;
  effect(() => {
    if (restored || !ready()) return;
    restored = true;
    untracked(() => {
      const kept = store.take(session.ledger(), name());
      if (!kept) return;
      restore(form, kept as Partial<Draft>);
      notices.say('Draft restored');
    });
  });
}

function difference<Draft extends object>(begun: Draft, draft: Draft): Partial<Draft> {
  const fields = Object.entries(draft).filter(([field, value]) => !same(begun[field as keyof Draft], value));
  return Object.fromEntries(fields) as Partial<Draft>;
}

/** As if it were typed once more: what nobody touched may be filled in by the form itself. */
function restore<Draft extends object>(form: FieldTree<Draft>, kept: Partial<Draft>): void {
  const { value } = form() as { value: WritableSignal<Draft> };
  value.update((draft) => ({ ...draft, ...kept }));
  for (const field of Object.keys(kept)) {
    (form as unknown as Record<string, FieldTree<unknown> | undefined>)[field]?.().markAsDirty();
  }
}
