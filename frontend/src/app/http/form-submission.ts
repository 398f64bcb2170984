import { computed, signal } from '@angular/core';
import { validateTree } from '@angular/forms/signals';
import type {
  FieldTree,
  FormSubmitOptions,
  ReadonlyFieldTree,
  SchemaFn,
  SchemaPath,
  ValidationError,
} from '@angular/forms/signals';
import type { ProblemDetails } from '@singularity/contract';
import type { Problem } from '@singularity/domain';
import { problemOf } from './problem';

interface Refusal<Draft> {
  readonly problem: ProblemDetails;
  /** What was sent. Once something else is typed, the faults of that are history. */
  readonly draft: Draft;
  /** Whether every fault stands at a field that the form shows. */
  readonly atFields: boolean;
}

/**
 * The rules of a form and what becomes of sending it. Its own faults keep it from being sent; those that the server
 * names land on the same fields, and go with the next change, whichever field it is in, or the next attempt.
 */
export class FormSubmission<Draft extends object> {
  private readonly refusal = signal<Refusal<Draft> | null>(null);

  /** What went wrong without being the fault of a field that the form shows. */
  readonly problem = computed(() => {
    const refusal = this.refusal();
    return refusal && !refusal.atFields ? refusal.problem : null;
  });
  /** Whether someone else changed it since the form was opened. */
  readonly conflict = computed(() => this.problem()?.type === '/problems/version-conflict');

  /** `problemsOf` reads a draft and names the fields at fault; `send` rejects with what HTTP says. */
  constructor(
    private readonly problemsOf: (draft: Draft) => readonly Problem[],
    private readonly send: () => Promise<unknown>,
  ) {}

  readonly rules: SchemaFn<Draft> = (path) => {
    validateTree(path as SchemaPath<Draft>, ({ value, fieldTree }) =>
      [...this.problemsOf(value()), ...this.refused(value())].map(({ field, message }) => ({
        kind: 'rule',
        message,
        fieldTree: fieldAt(fieldTree, field) ?? fieldTree,
      })),
    );
  };

  readonly options: FormSubmitOptions<Draft, unknown> = {
    // Faults of the last attempt must not forbid the next: whether the form is sound is asked after they are gone.
    ignoreValidators: 'all',
    action: async (form) => {
      this.refusal.set(null);
      const faults = form().errorSummary();
      if (faults.length === 0) await this.attempt(form);
      else this.point(form, faults);
      return undefined;
    },
  };

  private async attempt(form: FieldTree<Draft>): Promise<void> {
    const draft = form().value() as Draft;
    try {
      await this.send();
    } catch (error) {
      const problem = problemOf(error);
      const faults = problem.errors ?? [];
      const atFields = faults.length > 0 && faults.every(({ field }) => isShown(fieldAt(form, field)));
      this.refusal.set({ problem, draft, atFields });
    }
  }

  /** Leads to the first fault; those that no field can tell are told as the problem of the whole form. */
  private point(form: FieldTree<Draft>, faults: readonly ValidationError.WithFieldTree[]): void {
    const untold = faults.filter(({ fieldTree }) => !isShown(fieldTree));
    if (untold.length > 0) {
      const title = [...new Set(untold.map(({ message }) => message))].join(' ');
      const problem = { type: 'about:blank', title, status: 422 };
      this.refusal.set({ problem, draft: form().value() as Draft, atFields: false });
    }
    faults
      .find(({ fieldTree }) => isShown(fieldTree))
      ?.fieldTree()
      .focusBoundControl();
  }

  private refused(draft: Draft): readonly Problem[] {
    const refusal = this.refusal();
    return refusal?.draft === draft ? (refusal.problem.errors ?? []) : [];
  }
}

function isShown(field: ReadonlyFieldTree<unknown> | undefined): boolean {
  return field !== undefined && field().formFieldBindings().length > 0;
}

/** The field at a dotted path such as `executions.1.quantity`; undefined where the form has none. */
function fieldAt(form: ReadonlyFieldTree<unknown>, path: string): ReadonlyFieldTree<unknown> | undefined {
  let tree: ReadonlyFieldTree<unknown> | undefined = form;
  for (const step of path.split('.')) {
    tree = (tree as unknown as Record<string, ReadonlyFieldTree<unknown> | undefined>)[step];
    if (!tree) return undefined;
  }
  return tree;
}
