import { globSync } from 'node:fs';
import { queries } from './queries.js';

const FILES = globSync('**/*.queries.ts', { cwd: import.meta.dirname });

it.each(FILES)('the other thread knows every query of %s', async (file) => {
  const exported = Object.values((await import(`./${file}`)) as Record<string, object>);
  const written = exported.flatMap((value) => ('past' in value ? [value] : Object.values(value)));
  expect(written).not.toEqual([]);
  for (const query of written) expect(queries).toContain(query);
});

it('no two queries have the same name', () => {
  const names = queries.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
