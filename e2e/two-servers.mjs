// Two processes of the app on one database and one Discord, as a balancer would have behind it; on data that does not stay.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { migrate } from '@singularity/backend/database/migrate.js';
import { loadConfig } from '@singularity/backend/config.js';
import { startLocalWorld } from '@singularity/local/local-world.js';
import { toldToStop } from '@singularity/backend/runtime/told-to-stop.js';

const stop = toldToStop();
const ports = process.argv.slice(2);
const addressOf = (port) => `http://localhost:${port}`;
const world = await startLocalWorld({ ...process.env, PORT: ports[0], PUBLIC_URL: addressOf(ports[0]) });
await migrate(loadConfig(world.env).database);
const servers = ports.map((port) =>
  spawn('node', ['backend/dist/main.js'], {
    env: { ...world.env, PORT: port, PUBLIC_URL: addressOf(port) },
    stdio: 'inherit',
  }),
);
await stop;
for (const server of servers) {
  const ended = once(server, 'exit');
  // One that has ended by itself does not end again.
  if (server.kill('SIGTERM')) await ended;
}
await world.close();
process.exit(0);
