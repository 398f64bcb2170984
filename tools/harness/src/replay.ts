import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadDatabaseConfig } from '@singularity/backend/config.js';
import { migrate } from '@singularity/backend/database/migrate.js';
import { startLocalDatabase } from '@singularity/local/local-world.js';

const PROGRAM = join(import.meta.dirname, '../../../backend/dist/replay-cli.js');

/** Most of what a replay makes is dropped at once: V8 would give a quarter of the memory to new objects alone. */
const LITTLE_NEW = '--max-semi-space-size=8';

/** `npm run replay`: the replay of a deployment, on the local database where the environment names none. */
const local = await startLocalDatabase();
try {
  for (const { title, lines } of local.notes) process.stdout.write(`${title}: ${lines.join(', ')}\n`);
  if (local.notes.length > 0) await migrate(loadDatabaseConfig(local.env).database);
  const replay = spawn(process.execPath, [LITTLE_NEW, PROGRAM, ...process.argv.slice(2)], {
    env: local.env,
    stdio: 'inherit',
  });
  // The terminal tells the whole group; this one waits, so that the database stops last.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => replay.kill(signal));
  const [code] = (await once(replay, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await local.close();
}
