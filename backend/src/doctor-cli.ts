import { ConfigurationError, loadConfig } from './config.js';
import { examineDatabase } from './doctor/database-examination.js';
import { examineDiscord } from './doctor/discord-examination.js';
import { examineHttps } from './doctor/https-examination.js';
import { well, wrong } from './doctor/finding.js';
import type { Finding } from './doctor/finding.js';

const SIGNS = { well: '✓', wrong: '✗', hint: '?' } as const;

/** Examines a deployment by its environment, step by step, and changes nothing. */
async function examine(): Promise<readonly Finding[]> {
  try {
    const config = loadConfig();
    const parts = [examineDatabase(config.database), examineDiscord(config), examineHttps(config)];
    return [well('The configuration is complete.'), ...(await Promise.all(parts)).flat()];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map((fault) =>
      wrong(fault, 'Set it in the environment, as the README says; then run this again.'),
    );
  }
}

const findings = await examine();
for (const { state, what, remedy } of findings)
  process.stdout.write(`${SIGNS[state]} ${what}\n${remedy === undefined ? '' : `    ${remedy}\n`}`);
process.exitCode = findings.some(({ state }) => state === 'wrong') ? 1 : 0;
