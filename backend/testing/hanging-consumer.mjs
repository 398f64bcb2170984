/** A process of the app with a consumer that begins to take, says so, and never ends: to be killed. */
import { loadConfig } from '../dist/config.js';
import { Consumers } from '../dist/consumers/consumers.js';
import { createApp } from '../dist/main.js';

const nest = await createApp(loadConfig());
await nest.init();
await nest.get(Consumers).register({
  name: 'spec',
  async take(tx, events) {
    for (const { version } of events)
      await tx.query('INSERT INTO taken (user_id, version) VALUES ($1, $2)', [tx.userId, version]);
    process.stdout.write('taking\n');
    await new Promise(() => undefined);
  },
});
process.stdout.write('ready\n');
