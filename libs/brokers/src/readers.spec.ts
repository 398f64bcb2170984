import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAsChosen, readersOf, readWith } from './read-file.js';
import { READERS } from './readers.js';
import { open } from './source/open.js';

const ANSWERED = { timeZone: 'Europe/Helsinki', dateOrder: 'mdy' } as const;
const here = fileURLToPath(new URL('./', import.meta.url));
const fixtures = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\/fixtures\/[^/]+$/.test(name) && !name.endsWith('.golden.txt'),
);

describe('the readers', () => {
  it('have names of their own', () => {
    const names = READERS.map(({ platform, kind }) => `${platform} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(fixtures)('%s is known to the platform alone whose folder it stands in', async (name) => {
    const source = await open(readFileSync(here + name));
    const found = READERS.filter((reader) => reader.recognises(source));
    expect([...new Set(found.map(({ platform }) => platform))]).toEqual([name.split('/')[0]]);
    expect(readersOf(source)).toEqual(found);
  });

  it.each(fixtures)('%s gives nothing to a reader that does not find its columns in it', async (name) => {
    const source = await open(readFileSync(here + name));
    for (const reader of READERS.filter((each) => !each.recognises(source))) {
      expect(readWith(reader, source, ANSWERED)).toMatchObject({ fills: [], refused: [] });
      expect(() => readAsChosen(reader, source, ANSWERED)).toThrow(`the columns of “${reader.name}”`);
    }
  });

  it('that find their tables in one report are offered, the better one first', async () => {
    const source = await open(readFileSync(`${here}metatrader/fixtures/report@Europe-Helsinki.html`));
    expect(readersOf(source).map(({ kind }) => kind)).toEqual(['deals', 'positions']);
    const [deals, positions] = readersOf(source).map((reader) => readAsChosen(reader, source, ANSWERED).fills.length);
    expect(deals).toBeGreaterThan(0);
    expect(positions).toBeGreaterThan(0);
  });
});
