import { loadConfig } from '@singularity/backend/config.js';
import { migrate } from '@singularity/backend/database/migrate.js';
import { PortInUse, startLocalWorld } from '@singularity/local/local-world.js';
import { toldToStop } from '@singularity/backend/runtime/told-to-stop.js';
import { startApp } from '@singularity/backend/main.js';
import { StartError } from '@singularity/backend/runtime/start-error.js';
import { VERSION } from '@singularity/backend/version.js';

function say(...lines: string[]): void {
  process.stdout.write(`\n${lines.join('\n  ')}\n\n`);
}

async function run(): Promise<void> {
  const stop = toldToStop();
  const world = await startLocalWorld();
  try {
    const config = loadConfig(world.env);
    await migrate(config.database);
    const app = await startApp(config);
    say(
      `Singularity ${VERSION} runs at ${config.publicUrl}`,
      ...world.notes,
      'Ctrl-C stops all of it; the data stays.',
    );
    await stop;
    say('Stopping …');
    await app.close();
  } finally {
    await world.close();
  }
}

try {
  await run();
  process.exit(0);
} catch (error) {
  const refused = error instanceof StartError || error instanceof PortInUse;
  process.stderr.write(`\n${refused ? error.message : String(error)}\n\n`);
  process.exit(refused ? error.exitCode : 1);
}
