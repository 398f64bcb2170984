// `npm start`: builds, saying nothing of it unless it fails, then starts what it has built.
import { spawnSync } from 'node:child_process';

// On a terminal the next line of progress takes the place of this one.
process.stdout.write(`Building, a minute or two the first time …${process.stdout.isTTY ? '' : '\n'}`);
const { status, stdout, stderr } = spawnSync('nx run-many -t build --output-style=static', {
  shell: true,
  encoding: 'utf8',
  maxBuffer: Infinity,
});
if (status !== 0) {
  process.stderr.write(`\n${stdout}${stderr}\nThe build failed.\n`);
  process.exit(1);
}
await import('./dist/start.js');
