import { computed, signal } from '@angular/core';
import type { ReadonlyFieldTree, TreeValidationResult, ValidationError } from '@angular/forms/signals';
import type { ProblemDetails } from '@singularity/contract';
import { problemOf } from './problem';

/**
 * Sends a form. Faults that name a field of the form land there; every other problem is kept here, beside the form,
 * because a fault in the form would forbid sending the same again once the problem has passed.
 */
export class Sending {
  private readonly last = signal<ProblemDetails | null>(null);
  readonly problem = this.last.asReadonly();
  /** Whether someone else changed it since the form was opened. */
  readonly conflict = computed(() => this.last()?.type === '/problems/version-conflict');

  async run(form: ReadonlyFieldTree<unknown>, send: () => Promise<unknown>): Promise<TreeValidationResult> {
    this.last.set(null);
    try {
      await send();
      return undefined;
    } catch (error) {
      const problem = problemOf(error);
      const faults = faultsAt(form, problem);
      if (faults.length === 0) this.last.set(problem);
      return faults;
    }
  }
}

function faultsAt(form: ReadonlyFieldTree<unknown>, { errors }: ProblemDetails): ValidationError.WithFieldTree[] {
  return (errors ?? []).flatMap(({ field, message }) => {
    const fieldTree = fieldAt(form, field);
    return fieldTree ? [{ kind: 'server', message, fieldTree }] : [];
  });
}

/** The field at a dotted path such as `executions.1.quantity`; undefined where the form has none. */
export function fieldAt(form: ReadonlyFieldTree<unknown>, path: string): ReadonlyFieldTree<unknown> | undefined {
  let tree: ReadonlyFieldTree<unknown> | undefined = form;
  for (const step of path.split('.')) {
    tree = (tree as unknown as Record<string, ReadonlyFieldTree<unknown> | undefined>)[step];
    if (!tree) return undefined;
  }
  return tree;
}

/** Puts the cursor where the first fault is. */
export function focusFirstFault(form: ReadonlyFieldTree<unknown>): void {
  form().errorSummary()[0]?.fieldTree().focusBoundControl();
}
