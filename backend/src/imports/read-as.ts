import { READERS } from '@singularity/brokers';
import type { Reader, Source } from '@singularity/brokers';
import { READ_AS_RECOGNISED } from '@singularity/contract';
import type { Problem } from '@singularity/domain';

/** Whose export a file is, and of what kind. */
export type FileKind = Pick<Reader, 'platform' | 'kind' | 'name'>;

/** A file whose columns the member names. */
export const TABLE: FileKind = { platform: 'other', kind: 'table', name: 'Table with your columns' };

/** How a file is read, and how else it could be. */
export interface WaysToRead {
  /** What was chosen; `auto` for what it is recognised as. */
  readonly readAs: string;
  /** By its header; null where no reader knows it. */
  readonly recognised: FileKind | null;
  readonly choices: readonly FileKind[];
}

/** Names a way to read a file in requests and answers: `topstepx trades`. */
export function wayOf({ platform, kind }: FileKind): string {
  return `${platform} ${kind}`;
}

export function isTable(way: string): boolean {
  return way === wayOf(TABLE);
}

/** Null for what names none. */
export function readerNamed(way: string): Reader | null {
  return READERS.find((reader) => wayOf(reader) === way) ?? null;
}

/** Of a file that some readers know. What was chosen is a choice also where it turns out to be none. */
export function waysToRead(source: Source, readers: readonly Reader[], readAs: string): WaysToRead {
  const possible = [...readers, ...(source.kind === 'rows' ? [TABLE] : [])];
  const chosen = isTable(readAs) ? TABLE : readerNamed(readAs);
  const choices = chosen && !possible.includes(chosen) ? [...possible, chosen] : possible;
  return { readAs, recognised: readers[0] ?? null, choices };
}

/** What is wrong with the ways in which so many files are to be read. */
export function readAsFaults(readAs: readonly string[] | undefined, files: number): readonly Problem[] {
  if (!readAs) return [];
  const field = 'readAs';
  if (readAs.length > files) return [{ field, message: 'There are more of them than files.' }];
  const known = (way: string) => way === READ_AS_RECOGNISED || isTable(way) || readerNamed(way) !== null;
  const unknown = readAs.find((way) => !known(way));
  return unknown === undefined ? [] : [{ field, message: `No file can be read as “${unknown}”.` }];
}
