import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { Problem } from '@singularity/domain';
import { DANGEROUS_KEYS } from './json-body.js';
import { invalidFields } from './problem.js';

/** Checks the shape of every request by its class; what the class does not name is refused, never dropped. */
export function createValidationPipe(): ValidationPipe {
  return new StrictValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors: ValidationError[]) => invalidFields(errors.flatMap((error) => problemsOf(error, ''))),
  });
}

/** Parameters of these names would be left out silently, or taken for known ones. */
class StrictValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const keys = metadata.type === 'query' && typeof value === 'object' ? Object.keys(value ?? {}) : [];
    const dangerous = keys.filter((key) => DANGEROUS_KEYS.has(key));
    if (dangerous.length > 0) throw invalidFields(dangerous.map((field) => ({ field, message: NO_SUCH_FIELD })));
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

const NO_SUCH_FIELD = 'Unknown field.';

function problemsOf({ property, constraints, children }: ValidationError, path: string): readonly Problem[] {
  const field = path + property;
  const messages = Object.entries(constraints ?? {}).map(([name, message]) =>
    name === 'whitelistValidation' ? NO_SUCH_FIELD : message,
  );
  const own = messages[0] === undefined ? [] : [{ field, message: messages[0] }];
  return [...own, ...(children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
}
