/** Of sysexits.h, EX_CONFIG: starting again would come to the same. */
const MISCONFIGURED = 78;

/** Why the app does not start, in sentences for its operator: they say what to do, and repeat no secret. */
export class StartError extends Error {
  constructor(
    message: string,
    /** What the process ends with. */
    readonly exitCode = MISCONFIGURED,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
