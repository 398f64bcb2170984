import { StartError } from '../runtime/start-error.js';

/** The database did not do what a start needs. That may pass, so it is worth starting again. */
export class DatabaseStartError extends StartError {
  readonly what: string;

  constructor(
    fault: string,
    readonly remedy: string,
    cause: unknown,
  ) {
    const what = `${fault} (${codeOf(cause)}).`;
    super(`${what} ${remedy}`, 1, { cause });
    this.what = what;
  }
}

/** The code alone: messages of the driver may repeat the address. */
export function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? 'no code';
}
