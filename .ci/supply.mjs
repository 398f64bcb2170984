// What comes from elsewhere: that every package is the one that was chosen, and that none runs more than was agreed to.
import { readFileSync } from 'node:fs';

const MOST_DIRECT = 55;
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
const root = read('package.json');
const entries = Object.entries(read('package-lock.json').packages);
/** Installed by the bench alone, beside the rest. */
const APART = 'tools/harness/emmett';
const apart = Object.entries(read(`${APART}/package-lock.json`).packages);
const own = entries.filter(([path]) => path !== '' && !path.includes('node_modules/')).map(([path]) => path);
const installed = [...entries, ...apart].filter(([path, { link }]) => path.includes('node_modules/') && !link);
const manifests = ['', ...own, APART].map((path) => [path || '.', read(`${path ? `${path}/` : ''}package.json`)]);
const isOwn = (name) => name.startsWith('@singularity/');
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

function* faults() {
  for (const [path, { integrity, resolved }] of installed) {
    if (!integrity?.startsWith('sha512-')) yield `${path} has no sha512 integrity in the lockfile.`;
    // Whatever does not come from the configured registry, a tarball or a repository, is written down with its address.
    if (resolved !== undefined) yield `${path} does not come from the registry but from an address of its own.`;
  }
  for (const [where, manifest] of manifests) yield* unpinned(where, manifest);
  if (direct.size > MOST_DIRECT) yield `${direct.size} direct production dependencies are more than ${MOST_DIRECT}.`;
  for (const [path, { hasInstallScript, dev, optional }] of installed) {
    const allowed = root.allowScripts[nameOf(path)];
    if (hasInstallScript && allowed === undefined) yield `${path} has an install script that nobody has judged.`;
    if (hasInstallScript && allowed && !dev && !optional) yield `${path} runs an install script in production.`;
  }
}

function* unpinned(where, { dependencies, devDependencies, optionalDependencies, overrides }) {
  const named = { ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides };
  for (const [name, version] of Object.entries(named))
    if (!EXACT.test(version)) yield `${name} is not pinned in ${where}: ${version}.`;
}

const direct = new Set(
  manifests.flatMap(([, { dependencies = {} }]) => Object.keys(dependencies).filter((name) => !isOwn(name))),
);
const found = [...faults()];
for (const fault of found) console.error(`✗ ${fault}`);
if (found.length === 0)
  console.log(`✓ ${installed.length} packages by hash, ${direct.size} chosen for production, all pinned.`);
process.exitCode = found.length > 0 ? 1 : 0;
