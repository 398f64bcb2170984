import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const OURS = ['', 'backend', 'frontend', 'libs/contract', 'libs/domain'];

interface Library {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Library>> };

it('are the bytes that the lockfile knows, out of a registry and no repository or folder', () => {
  const others = Object.entries(packages).filter(([path, { link }]) => !link && !OURS.includes(path));
  expect(others.length).toBeGreaterThan(100);
  const odd = others.filter(
    ([, { resolved, integrity }]) =>
      !/^sha512-/.test(integrity ?? '') || (resolved !== undefined && !/^https:.+\.tgz$/.test(resolved)),
  );
  expect(odd).toEqual([]);
});

it.each(OURS.map((folder) => join(folder, 'package.json')))('are asked for by one exact version in %s', (file) => {
  const { dependencies, devDependencies, optionalDependencies } = read(file) as Manifest;
  const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
