// The app as `npm start` runs it, on data of its own that begins empty.
import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';

const data = process.env.DATA_DIR;
const postgres = await realpath(join(data, 'postgres')).catch(() => null);
for (const folder of [postgres, data]) if (folder) await rm(folder, { recursive: true, force: true });
await import('../backend/dist/start.js');
