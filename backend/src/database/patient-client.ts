import pg from 'pg';
import type { ClientConfig, QueryResult } from 'pg';
import { databaseSeconds } from '../runtime/metrics.js';
import { timeLeft } from '../runtime/request-context.js';
import { beginSpan } from '../runtime/tracing.js';
import { poolOf } from './connections.js';
import { sentIn } from './sent-text.js';

/** For how long nothing is heard of a statement until the connection is given up; in milliseconds. */
const SILENCE_MS = {
  /** Even of the last statement of a request that has no time left: mostly a ROLLBACK. */
  least: 1_000,
  /** More than PostgreSQL itself lets a statement take. */
  most: 15_000,
  /** Where it may take as long as it takes. */
  unlimited: 1_800_000,
} as const;

const READ_ONLY_REPORTS = ['in_hot_standby', 'default_transaction_read_only'] as const;

interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

/** There is no time left to wait for the database. Its code is that of a connection that takes too long. */
export class OutOfTime extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('The database did not answer in time.');
  }
}

/** Whether the server takes no changes: a standby, or one that was told to take none. */
export function isRefusedChange(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25006';
}

export function refuseWhenLate(): void {
  if (timeLeft() <= 0) throw new OutOfTime();
}

/**
 * A connection that is given up where an answer does not come in time: nobody knows what became of its transaction, and
 * whatever is asked next would wait behind it.
 */
export class PatientClient extends pg.Client {
  takesTime = false;
  /** What the server reports of itself, when a connection begins and whenever that changes. */
  private readonly reported = new Map<string, string>();
  private hasRefusedChanges = false;
  private readonly pool: string;

  constructor(config?: string | ClientConfig) {
    super(config);
    this.pool = poolOf(config);
    this.connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) =>
      this.reported.set(parameterName, parameterValue),
    );
    this.connection.on('errorMessage', (error: unknown) => {
      this.hasRefusedChanges ||= isRefusedChange(error);
    });
  }

  /** Whether the other side takes no changes: it is a standby, or was told to take none, or has refused one. */
  get isReadOnly(): boolean {
    return this.hasRefusedChanges || READ_ONLY_REPORTS.some((name) => this.reported.get(name) === 'on');
  }

  override query(...asked: unknown[]): never {
    const timer = setTimeout(() => this.connection.stream.destroy(new OutOfTime()), this.patience());
    const measured = this.measure(asked[0]);
    const heard = (failure?: unknown) => {
      clearTimeout(timer);
      measured(failure);
    };
    const [done, ...others] = asked.toReversed();
    if (typeof done !== 'function') {
      const answered = this.ask(asked) as Promise<QueryResult>;
      answered.then(() => heard(), heard);
      return answered as never;
    }
    const answer = (...result: unknown[]) => {
      heard(result[0]);
      Reflect.apply(done, undefined, result);
    };
    return this.ask([...others.toReversed(), answer]) as never;
  }

  private ask(asked: readonly unknown[]): unknown {
    return Reflect.apply(pg.Client.prototype.query, this, asked);
  }

  /** From what is sent to its answer. */
  private measure(sent: unknown): (failure: unknown) => void {
    const stop = databaseSeconds.startTimer({ pool: this.pool });
    const span = beginSpan('client', 'database', () => sentIn(sent));
    return (failure) => {
      stop();
      span.end({ failure });
    };
  }

  private patience(): number {
    const { least, most, unlimited } = SILENCE_MS;
    return this.takesTime ? unlimited : Math.min(most, Math.max(least, timeLeft()));
  }
}
