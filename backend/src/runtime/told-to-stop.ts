import { isUnderNpm } from '../config.js';

/** In milliseconds. One Ctrl-C may come twice within the first: from the terminal, and from npm handing it on. */
const SAME_SIGNAL = 1_000;
const PARENT_WATCH = 500;

/**
 * Resolves when we are told to stop: by Ctrl-C, by a signal, or, under npm, by the end of our parent, for npm's shell
 * may end at a signal without handing it on. A second Ctrl-C ends the process at once.
 */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let told = Infinity;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (Date.now() - told > SAME_SIGNAL) process.exit(1);
        told = Math.min(told, Date.now());
        resolve();
      });
    if (!isUnderNpm()) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), PARENT_WATCH).unref();
  });
}
