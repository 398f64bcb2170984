import { totalmem } from 'node:os';
import { Piscina } from 'piscina';

/** A thread with a program of its own, and what it is given. Where it needs more memory than `mostMb`, it fails alone. */
export interface ThreadOptions {
  readonly program: URL;
  readonly data: object;
  /** It starts with its first task, and ends after so long without one; in milliseconds. */
  readonly idleMs: number;
  readonly mostMb: number;
}

/**
 * One thread, so that what it holds is held once. It takes all that it is given: while it waits for the database for one task,
 * it works on others.
 */
export function oneThread<Task, Result>({ program, data, idleMs, mostMb }: ThreadOptions): Piscina<Task, Result> {
  return new Piscina<Task, Result>({
    filename: program.href,
    workerData: data,
    minThreads: 0,
    maxThreads: 1,
    // Left to itself, the pool would hand a thread one task at a time where tasks have a signal.
    loadBalancer: (_task, [thread]) => thread ?? null,
    idleTimeout: idleMs,
    // A thread that sleeps until it is asked something would not hear its connections close.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: Math.min(mostMb, shareOfContainerMb()) },
  });
}

/** Of the memory that a container may take: beyond it not the thread would fail but the whole process, again and again. */
const SHARE = 0.4;

function shareOfContainerMb(): number {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? Math.floor((limit / 1_048_576) * SHARE) : Infinity;
}
