import { Injectable, Logger } from '@nestjs/common';

/** Nothing is changed in a database that took the place of another beneath a running process. */
export class DatabaseReplaced extends Error {
  constructor() {
    super(REPLACED);
  }
}

export const REPLACED =
  'The database is not the one that this process began with, as after a backup was brought back. ' +
  'Nothing is changed in it until the app has been restarted.';

/**
 * Whether the database is still the one that this process began with. Once it is not, it never is again: what the
 * process knows may be of a history that is gone.
 */
@Injectable()
export class SameDatabase {
  private static readonly logger = new Logger(SameDatabase.name);
  private known: string | null = null;
  private replaced = false;

  get isReplaced(): boolean {
    return this.replaced;
  }

  /** Takes in as which one the database has answered. */
  hear(incarnation: string): void {
    this.known ??= incarnation;
    if (this.replaced || incarnation === this.known) return;
    this.replaced = true;
    SameDatabase.logger.fatal(REPLACED);
  }

  /** Throws `DatabaseReplaced`. */
  require(): void {
    if (this.replaced) throw new DatabaseReplaced();
  }
}
