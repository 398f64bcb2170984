import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** As `npm run resilience` runs it, against the app that was built. */
const COMMAND = join(import.meta.dirname, '../../dist/resilience/resilience.js');
/** Its controls take twice as long again: whoever changes a scenario, or makes a release, runs them by the command. */
const OPTIONS = ['--brief', '--seed', '1', '--without-controls'];
/** A scenario with a PostgreSQL and an app of its own, on a machine that has more to do. */
const PATIENCE_MS = 600_000;

// Those that measure time are no tests, `each-wall` and `fuzz` have specs of their own, and the version before is not here.
// They wait more than they work, so two share the time.
it.concurrent.each([
  'crashes',
  'broken-imports',
  'restarts',
  'several-processes',
  'lost-answers',
  'failing-statements',
  'tenants',
  'probes',
  'pipelined-writes',
  'stolen-session',
  'slow-uploads',
  'restored',
  'failover',
  'clock-jumps',
  'dropped-startup-options',
  'start-together',
])(
  'the app withstands %s',
  async (scenario) => {
    const asked = promisify(execFile)(process.execPath, [COMMAND, scenario, ...OPTIONS]);
    const { stdout } = await asked.catch((failure: { stdout: string; stderr: string }) => failure);
    const [verdict] = stdout.trim().split('\n').at(-1)?.split(' | ').slice(-3) ?? [];
    // All that it said, and not the lines beside the difference alone.
    expect(verdict, stdout).toBe('holds');
  },
  PATIENCE_MS,
);
