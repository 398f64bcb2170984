import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** As `npm run resilience` runs it, against the app that was built. */
const COMMAND = join(import.meta.dirname, '../../dist/resilience/resilience.js');
/** Its controls take twice as long again: whoever changes a scenario, or makes a release, runs them by the command. */
const OPTIONS = ['--brief', '--seed', '1', '--without-controls'];
/** Half of the scenarios, each of which has a PostgreSQL and an app of its own, on a machine that has more to do. */
const PATIENCE_MS = 900_000;

// Those that measure time are no tests, `each-wall` and `fuzz` have specs of their own, and the version before is not here.
// They wait more than they work, so two share the time; a process that runs several loads the app's modules once for them.
const LANES = [
  [
    'several-processes',
    'restarts',
    'probes',
    'failing-statements',
    'tenants',
    'stolen-session',
    'restored',
    'dropped-startup-options',
  ],
  [
    'crashes',
    'broken-imports',
    'lost-answers',
    'pipelined-writes',
    'slow-uploads',
    'failover',
    'clock-jumps',
    'start-together',
  ],
];

let said: string[];
beforeAll(async () => {
  said = await Promise.all(LANES.map(run));
}, PATIENCE_MS);

/** What the scenarios have said, with a table at its end. */
async function run(scenarios: readonly string[]): Promise<string> {
  const asked = promisify(execFile)(process.execPath, [COMMAND, ...scenarios, ...OPTIONS]);
  const { stdout } = await asked.catch((failure: { stdout: string; stderr: string }) => failure);
  return stdout;
}

it.each(LANES.flat())('the app withstands %s', (scenario) => {
  const text = said.find((text) => text.includes(`${scenario}: `)) ?? said.join('\n');
  const [row] = text.split('\n').filter((line) => line.startsWith(`| ${scenario} |`));
  const [verdict] = row?.split(' | ').slice(-3) ?? [];
  // All that was said, and not the lines beside the difference alone.
  expect(verdict, text).toBe('holds');
});
