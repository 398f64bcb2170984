import type { FileInZip } from '../http/zip.js';
import type { Snapshot } from './snapshot.js';

/** What a capability adds to all that a member can take along: one file, or a folder of them. */
export interface ExportPart {
  readonly name: string;
  /** What it is, in one sentence for the member. */
  readonly about: string;
  files(snapshot: Snapshot): AsyncIterable<FileInZip>;
}

export const EXPORT_PARTS = Symbol('export parts');

/** A part that is one file. */
export function fileOf(
  name: string,
  about: string,
  content: (snapshot: Snapshot) => AsyncIterable<string | Buffer>,
): ExportPart {
  return {
    name,
    about,
    async *files(snapshot) {
      yield { name, content: content(snapshot) };
    },
  };
}

/** A part that is one small document. */
export function jsonOf(name: string, about: string, read: (snapshot: Snapshot) => Promise<object>): ExportPart {
  return fileOf(name, about, async function* (snapshot) {
    yield `${JSON.stringify(await read(snapshot), null, 2)}\n`;
  });
}
