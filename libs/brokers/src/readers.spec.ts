import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { READERS } from './readers.js';
import { open } from './source/open.js';

const here = fileURLToPath(new URL('./', import.meta.url));
const fixtures = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\/fixtures\/[^/]+$/.test(name) && !name.endsWith('.golden.txt'),
);

describe('the readers', () => {
  it('have names of their own', () => {
    const names = READERS.map(({ platform, kind }) => `${platform} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(fixtures)('%s is known to one alone, of the platform whose folder it stands in', async (name) => {
    const source = await open(readFileSync(here + name));
    expect(READERS.filter((reader) => reader.recognises(source)).map(({ platform }) => platform)).toEqual([
      name.split('/')[0],
    ]);
  });
});
