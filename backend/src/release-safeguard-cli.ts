import { ConfigurationError, loadDatabaseConfig } from './config.js';
import { createOwnerDataSource } from './database/data-source.js';

/** Says, for all processes, that denials of the role are to be believed for an hour. */
try {
  const { database } = loadDatabaseConfig();
  const owner = await createOwnerDataSource(database).initialize();
  await owner.query('INSERT INTO brake_release (released_at) VALUES (now())');
  await owner.destroy();
  process.stdout.write('For one hour, every denial of the role is believed and signs its member out.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigurationError ? 78 : 1;
}
