import { loadConfig } from '@singularity/backend/config.js';
import { migrate } from '@singularity/backend/database/migrate.js';
import { PortInUse, startLocalWorld } from '@singularity/local/local-world.js';
import { toldToStop } from '@singularity/backend/runtime/told-to-stop.js';
import { startApp } from '@singularity/backend/main.js';
import { StartError } from '@singularity/backend/runtime/start-error.js';
import { VERSION } from '@singularity/backend/version.js';
import { clearStep, framed, paragraphs, showStep } from './terminal.js';

async function run(): Promise<void> {
  const stop = toldToStop();
  const world = await startLocalWorld(process.env, showStep);
  try {
    const config = loadConfig(world.env);
    showStep('Updating the database');
    await migrate(config.database);
    showStep('Starting the app');
    const app = await startApp(config);
    clearStep();
    const about = [
      `Singularity ${VERSION} runs at ${config.publicUrl}`,
      ...paragraphs(world.notes),
      '',
      'Ctrl-C stops all of it; the data stays.',
    ];
    process.stdout.write(`\n${framed(about, process.stdout.columns || Infinity)}\n\n`);
    await stop;
    showStep('Stopping');
    await app.close();
  } finally {
    await world.close();
  }
  clearStep();
}

try {
  await run();
  process.exit(0);
} catch (error) {
  const refused = error instanceof StartError || error instanceof PortInUse;
  process.stderr.write(`\n${refused ? error.message : String(error)}\n\n`);
  process.exit(refused ? error.exitCode : 1);
}
