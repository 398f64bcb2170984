#!/usr/bin/env node
// npm links only what is there when it installs, which the bundle is not yet.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('dist/singularity-push.mjs', import.meta.url);
if (existsSync(fileURLToPath(bundle))) await import(bundle.href);
else {
  process.stderr.write('Build it first: npx nx build push\n');
  process.exitCode = 1;
}
