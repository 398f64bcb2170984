import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { roundTripsOf } from '@singularity/domain';
import fc from 'fast-check';
import { readMapped } from './generic/read-mapped.js';
import { suggestMapping } from './generic/suggest.js';
import { unknownTable } from './generic/table.js';
import { readFile, readWith } from './read-file.js';
import { READERS } from './readers.js';
import type { Reading } from './reading.js';
import { open } from './source/open.js';
import { Unreadable } from './source/source.js';
import type { Row, Source } from './source/source.js';

const here = fileURLToPath(new URL('./', import.meta.url));
const fixtures = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\/fixtures\/[^/]+$/.test(name) && !name.endsWith('.golden.txt'))
  .sort()
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(here + name)) }));

const ANSWERED = { timeZone: 'America/New_York', dateOrder: 'mdy' } as const;
/** Far more than any of these files needs: what takes longer grows faster than its file. */
const MOST_MILLISECONDS = 5_000;

/** Kinds in which a row means what rows above it say: sections, heads that come again, legs under their order. */
const SECTIONED = new Set<string>([
  'ibkr flex',
  'ibkr statement',
  'metatrader deals',
  'metatrader positions',
  'thinkorswim statement',
]);

/** What a file says of trades, without the lines and keys that follow from the order of its rows. */
function roundTrips(reading: Reading): readonly string[] {
  const { trips, unmatched } = roundTripsOf(reading.fills);
  const text = (value: unknown) => JSON.stringify(value);
  return [
    ...trips.map(({ instrument, side, open: left, parts }) =>
      text({
        instrument,
        side,
        left,
        parts: parts.map(({ fill, type, quantity, fees }) => text([type, fill.at, quantity, fill.price, fees])).sort(),
      }),
    ),
    ...unmatched.map(({ fill, quantity }) => text([fill.instrument, fill.at, quantity])),
  ].sort();
}

/** The kind of a file, and its rows above and below its head: the head ends the shortest beginning that is recognised. */
async function taken(bytes: Uint8Array) {
  const source = await open(bytes);
  const reader = READERS.find((each) => each.recognises(source));
  if (!reader || source.kind !== 'rows') return null;
  const isHead = (_: Row, index: number) => reader.recognises({ kind: 'rows', rows: source.rows.slice(0, index + 1) });
  const head = source.rows.findIndex(isHead) + 1;
  return { reader, above: source.rows.slice(0, head), below: source.rows.slice(head) };
}

const tables = (
  await Promise.all(fixtures.map(async ({ name, bytes }) => ({ name, file: await taken(bytes) })))
).flatMap(({ name, file }) => (file ? [{ name, file }] : []));
const flat = tables.filter(({ file: { reader } }) => !SECTIONED.has(`${reader.platform} ${reader.kind}`));

/** Only a refusal for the member may come of a file, and soon. */
async function survives(read: () => unknown): Promise<void> {
  const begun = performance.now();
  try {
    await read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  expect(performance.now() - begun).toBeLessThan(MOST_MILLISECONDS);
}

function readMappedAs(source: Source): void {
  const table = unknownTable(source);
  if (!table) return;
  const sample = table.rows.slice(0, 20).map(({ cells }) => cells);
  readMapped(source, suggestMapping(table.header, sample), ANSWERED);
}

const anyPlace = fc.double({ min: 0, max: 1, noNaN: true });

/** Cuts a piece out, doubles it, or turns some bits over. */
const anyDamage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.oneof(
  fc.tuple(anyPlace, anyPlace).map(([from, to]) => (bytes: Uint8Array) => {
    const [start, end] = [from, to].sort().map((place) => Math.floor(place * bytes.length));
    return Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(end)]);
  }),
  fc.tuple(anyPlace, anyPlace).map(([from, to]) => (bytes: Uint8Array) => {
    const [start, end] = [from, to].sort().map((place) => Math.floor(place * bytes.length));
    return Uint8Array.from([...bytes.subarray(0, end), ...bytes.subarray(start)]);
  }),
  fc.array(fc.tuple(anyPlace, fc.nat(7)), { minLength: 1, maxLength: 20 }).map((flips) => (bytes: Uint8Array) => {
    const damaged = Uint8Array.from(bytes);
    for (const [place, bit] of flips) {
      const index = Math.min(damaged.length - 1, Math.floor(place * damaged.length));
      damaged[index] = (damaged[index] ?? 0) ^ (1 << bit);
    }
    return damaged;
  }),
);

describe('reading', () => {
  it.each(flat)('$name says the same, in whatever order its rows stand', ({ file: { reader, above, below } }) => {
    const read = (rows: readonly Row[]) =>
      roundTrips(readWith(reader, { kind: 'rows', rows: [...above, ...rows] }, ANSWERED));
    const expected = read(below);
    fc.assert(
      fc.property(fc.shuffledSubarray([...below], { minLength: below.length }), (shuffled) => {
        expect(read(shuffled)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each(fixtures)('$name has keys of its own for all fills of an account', async ({ bytes }) => {
    const { reading } = await readFile(bytes, ANSWERED);
    const keys = reading?.fills.map(({ account, key }) => `${account} ${key}`) ?? [];
    expect(keys.length - new Set(keys).size).toBe(0);
  });

  it.each(fixtures)(
    '$name, damaged in any way, is read or refused, and soon',
    async ({ bytes }) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyDamage, { minLength: 1, maxLength: 3 }), (damages) =>
          survives(async () => {
            const damaged = damages.reduce<Uint8Array>((so, damage) => damage(so), bytes);
            readMappedAs((await readFile(damaged, { timeZone: null, dateOrder: null })).source);
          }),
        ),
        { numRuns: 10 },
      );
    },
    60_000,
  );

  const HOSTILE = ['A', '1', ' ', '(', '@ ', '9,', '1/', '-', 'A 1', '=', 'Bought 1 ', 'SPY 1/2/2026 '];

  it.each(tables)(
    '$name is read or refused soon, with cells of any length',
    async ({ file }) => {
      const { reader, above, below } = file;
      const width = Math.max(...below.map(({ cells }) => cells.length));
      await fc.assert(
        fc.asyncProperty(fc.nat(width - 1), fc.constantFrom(...HOSTILE), (column, piece) => {
          const long = piece.repeat(Math.ceil(20_000 / piece.length));
          const rows = below.slice(0, 3).map(({ line, cells }) => ({
            line,
            cells: cells.map((cell, index) => (index === column ? long : cell)),
          }));
          const source: Source = { kind: 'rows', rows: [...above, ...rows] };
          return survives(() => {
            readWith(reader, source, ANSWERED);
            readMappedAs(source);
          });
        }),
        { numRuns: 10 },
      );
    },
    60_000,
  );

  it.each(tables)(
    '$name takes no more than its share of time where it is long',
    async ({ file }) => {
      const { reader, above, below } = file;
      const rows = Array.from({ length: 3_000 }, (_, index) => ({ ...below[index % below.length]!, line: index + 2 }));
      await survives(() => readWith(reader, { kind: 'rows', rows: [...above, ...rows] }, ANSWERED));
    },
    60_000,
  );
});
