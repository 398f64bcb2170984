import { Draft } from './draft.js';
import type { ReadOptions, Reading } from './reading.js';
import type { Reader } from './reader.js';
import { READERS } from './readers.js';
import { open } from './source/open.js';
import type { Source } from './source/source.js';

/** The reader whose kind a file is, by its header; null where none knows it. */
export function readerOf(source: Source): Reader | null {
  return READERS.find((reader) => reader.recognises(source)) ?? null;
}

export function readWith(reader: Reader, source: Source, options: ReadOptions): Reading {
  const draft = new Draft();
  reader.read(source, draft, options);
  return draft.done();
}

/** Opens a file and reads it by its header. `reader` and `reading` are null where no reader knows it. */
export async function readFile(
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<{ readonly source: Source; readonly reader: Reader | null; readonly reading: Reading | null }> {
  const source = await open(bytes);
  const reader = readerOf(source);
  return { source, reader, reading: reader && readWith(reader, source, options) };
}
