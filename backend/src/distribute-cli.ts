import 'reflect-metadata';
import { distribute } from './cluster/distribute.js';
import { loadClusterConfig } from './config.js';
import { replayLedgers } from './replay-cli.js';

/** Puts the members on the workers of a cluster, then compares all that they see with their events. */
try {
  const config = loadClusterConfig();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  await distribute(config, say);
  process.exit((await replayLedgers(config, { check: true }, say)) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
