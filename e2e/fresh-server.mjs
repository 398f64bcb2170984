// The app as `npm start` runs it, on data of its own that begins empty and does not stay.
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const data = process.env.DATA_DIR;

function wipe() {
  const postgres = join(data, 'postgres');
  try {
    rmSync(realpathSync(postgres), { recursive: true }); // It is a link where the project's folder is private.
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  rmSync(data, { recursive: true, force: true });
}

wipe();
process.on('exit', wipe);
await import('@singularity/harness/start.js');
