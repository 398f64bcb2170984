import { setTimeout } from 'node:timers/promises';
import { run } from './cli.js';

const OLDEST = 22;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(`This needs Node.js ${OLDEST} or newer, and this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    platform: process.platform,
    screen: { out: process.stdout, error: process.stderr },
    keyboard: process.stdin,
    now: Date.now,
    wait: (milliseconds) => setTimeout(milliseconds),
  });
