// What a first visit transfers of JavaScript: the scripts of index.html and all that they import at once, compressed.
// Lazy chunks (pages, sheets, charts) are not part of it. Prints the sum and fails above the budget, and where the build has
// more files than it should: each is one more request.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = 170_000;
const MOST_FILES = 80;
const dist = join(import.meta.dirname, 'dist/browser');
const html = readFileSync(join(dist, 'index.html'), 'utf8');

const eager = new Map();
const visit = (name) => {
  if (eager.has(name)) return;
  const code = readFileSync(join(dist, name), 'utf8');
  eager.set(name, gzipSync(code).length);
  for (const [, imported] of code.matchAll(/(?:^|[;\n}])\s*(?:import|export)\b[^;("']*["']\.\/([^"']+\.js)["']/g))
    visit(imported);
};
for (const [, name] of html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)) visit(name);

const total = [...eager.values()].reduce((sum, size) => sum + size, 0);
for (const [name, size] of eager) console.log(`${String(size).padStart(8)}  ${name}`);
console.log(`${String(total).padStart(8)}  of ${BUDGET} bytes of compressed JavaScript at the first visit`);
const files = readdirSync(dist).filter((name) => name.endsWith('.js')).length;
console.log(`${String(files).padStart(8)}  of ${MOST_FILES} files of JavaScript in all`);
if (total === 0 || total > BUDGET || files > MOST_FILES) process.exit(1);
