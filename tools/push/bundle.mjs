// Makes one file of the client and all that it stands on, for a machine that has nothing but Node.js: node bundle.mjs [file]
import { chmod } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outfile = process.argv[2] ?? here('dist/singularity-push.mjs');

await build({
  entryPoints: [here('src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  conditions: ['@singularity/source'],
  legalComments: 'inline',
  logLevel: 'warning',
  banner: { js: '#!/usr/bin/env node' },
});
await chmod(outfile, 0o755);
