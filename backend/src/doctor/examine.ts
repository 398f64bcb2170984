import { ConfigurationError, loadConfig } from '../config.js';
import type { Environment } from '../config.js';
import { examineDatabase } from './database-examination.js';
import { examineDiscord } from './discord-examination.js';
import { examineHttps } from './https-examination.js';
import { well, wrong } from './finding.js';
import type { Finding } from './finding.js';

const SIGNS = { well: '✓', wrong: '✗', hint: '?' } as const;

/** Examines a deployment by its environment, that of this process if none is given, step by step; changes nothing. */
export async function examine(env?: Environment): Promise<readonly Finding[]> {
  try {
    const config = loadConfig(env);
    const parts = [examineDatabase(config.database), examineDiscord(config), examineHttps(config)];
    return [well('The configuration is complete.'), ...(await Promise.all(parts)).flat()];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map((fault) =>
      wrong(fault, 'Set it in the environment, as the README says; then run this again.'),
    );
  }
}

/** As an operator reads them: a line for each finding, and one for what to do about it. */
export function textOf(findings: readonly Finding[]): string {
  return findings
    .map(({ state, what, remedy }) => `${SIGNS[state]} ${what}\n${remedy === undefined ? '' : `    ${remedy}\n`}`)
    .join('');
}
