import { parseArgs } from 'node:util';
import { rebalance } from './cluster/rebalance.js';
import { loadClusterConfig } from './config.js';
import { toldToStop } from './runtime/told-to-stop.js';

const USAGE = `npm run rebalance                        evens the members out over the workers of the cluster
npm run rebalance -- --minutes <n>       for at most so long, which is an hour if not said; what has moved stays`;

function readMinutes(): number | null {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
    return /^[1-9]\d{0,3}$/.test(values.minutes) ? Number(values.minutes) : null;
  } catch {
    return null;
  }
}

const minutes = readMinutes();
if (minutes === null) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const stopping = new AbortController();
void toldToStop().then(() => stopping.abort());
try {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  await rebalance(loadClusterConfig(), { minutes, signal: stopping.signal }, say);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
