import { Draft } from './draft.js';
import type { ReadOptions, Reading } from './reading.js';
import type { Reader } from './reader.js';
import { READERS } from './readers.js';
import { open } from './source/open.js';
import { Unreadable } from './source/source.js';
import type { Source } from './source/source.js';

/** The readers that find what they read in a file. The first is the one that it is recognised by; none where nobody knows it. */
export function readersOf(source: Source): readonly Reader[] {
  const first = READERS.find((reader) => reader.recognises(source));
  if (!first) return [];
  // A report may hold tables of several kinds, which are of one platform.
  return READERS.filter(
    (reader) => reader === first || (reader.platform === first.platform && reader.recognises(source)),
  );
}

export function readWith(reader: Reader, source: Source, options: ReadOptions): Reading {
  const draft = new Draft();
  reader.read(source, draft, options);
  return draft.done();
}

/** As `readWith`, by a reader that somebody chose. Throws `Unreadable` where the file does not have what it reads. */
export function readAsChosen(reader: Reader, source: Source, options: ReadOptions): Reading {
  if (!reader.recognises(source))
    throw new Unreadable(`This file does not have the columns of “${reader.name}”. Choose another way to read it.`);
  return readWith(reader, source, options);
}

/** Opens a file and reads it by its header. `reader` and `reading` are null where no reader knows it. */
export async function readFile(
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<{ readonly source: Source; readonly reader: Reader | null; readonly reading: Reading | null }> {
  const source = await open(bytes);
  const reader = readersOf(source)[0] ?? null;
  return { source, reader, reading: reader && readWith(reader, source, options) };
}
