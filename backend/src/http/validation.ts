import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { Problem } from '@singularity/domain';
import { invalidFields } from './problem.js';

/** Checks the shape of every request by its class; what the class does not name is refused, never dropped. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors: ValidationError[]) => invalidFields(errors.flatMap((error) => problemsOf(error, ''))),
  });
}

function problemsOf({ property, constraints, children }: ValidationError, path: string): readonly Problem[] {
  const field = path + property;
  const messages = Object.entries(constraints ?? {}).map(([name, message]) =>
    name === 'whitelistValidation' ? 'There is no such field.' : message,
  );
  const own = messages[0] === undefined ? [] : [{ field, message: messages[0] }];
  return [...own, ...(children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
}
