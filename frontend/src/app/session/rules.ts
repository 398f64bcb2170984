import { validateTree } from '@angular/forms/signals';
import type { SchemaFn, SchemaPath } from '@angular/forms/signals';
import type { Problem } from '@singularity/domain';
import { fieldAt } from './sending';

/** The rules of a form out of a function that reads it and names the fields at fault. */
export function rulesFrom<Draft extends object>(problemsOf: (draft: Draft) => readonly Problem[]): SchemaFn<Draft> {
  return (path) => {
    validateTree(path as SchemaPath<Draft>, ({ value, fieldTree }) =>
      problemsOf(value()).map(({ field, message }) => ({
        kind: 'rule',
        message,
        fieldTree: fieldAt(fieldTree, field) ?? fieldTree,
      })),
    );
  };
}
