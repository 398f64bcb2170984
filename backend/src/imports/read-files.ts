import {
  open,
  readAsChosen,
  readersOf,
  readMapped,
  readWith,
  suggestMapping,
  Unreadable,
  unknownTable,
} from '@singularity/brokers';
import type { Reading, ReadOptions, Source, Table } from '@singularity/brokers';
import { READ_AS_RECOGNISED } from '@singularity/contract';
import type { ImportMapping } from '@singularity/contract';
import { faultsOf, fromColumnMapping, toColumnMapping } from './column-mapping.js';
import type { ImportedBytes, ImportOptions } from './import-options.js';
import { isTable, readerNamed, TABLE, waysToRead } from './read-as.js';
import type { FileKind, WaysToRead } from './read-as.js';

/** A file as far as it could be read. */
export interface ReadImportFile extends WaysToRead {
  readonly file: ImportedBytes;
  /** Whose export it is read as, and of what kind; null where nobody knows. */
  readonly kind: FileKind | null;
  readonly reading: Reading | null;
  /** Why it could not be opened, or not be read as was chosen. */
  readonly problem: string | null;
  /** Of a file that no reader knows, or is not to read. */
  readonly table: NamedTable | null;
}

/** A table whose columns the member names. */
export interface NamedTable {
  readonly columns: readonly string[];
  /** The first ones. */
  readonly rows: readonly (readonly string[])[];
  /** What the columns mean: as the member said, now or before, else as their names suggest. */
  readonly mapping: ImportMapping;
  /** Whether a member has said it. */
  readonly confirmed: boolean;
}

/** What a member said of files with these columns, if anything. */
export type KnownMapping = (columns: readonly string[]) => Promise<ImportMapping | null>;

type Options = ReadOptions & Pick<ImportOptions, 'readAs'>;

/** Opens and reads files one after the other. One that cannot be read says why, and the others are read. */
export async function readAll(
  files: readonly ImportedBytes[],
  { readAs, ...options }: Options,
  known: KnownMapping,
): Promise<readonly ReadImportFile[]> {
  const read: ReadImportFile[] = [];
  for (const [place, file] of files.entries())
    read.push(await readOne(file, readAs[place] ?? READ_AS_RECOGNISED, options, known));
  return read;
}

const UNREAD = { kind: null, reading: null, problem: null, table: null };

async function readOne(
  file: ImportedBytes,
  readAs: string,
  options: ReadOptions,
  known: KnownMapping,
): Promise<ReadImportFile> {
  const opened = await orProblem(async () => ({ source: await open(file.content) }));
  if ('problem' in opened) return { ...UNREAD, file, readAs, recognised: null, choices: [], ...opened };
  const { source } = opened;
  const readers = readersOf(source);
  const found = await orProblem(async () => {
    const chosen = readerNamed(readAs);
    if (chosen) return { kind: chosen, reading: readAsChosen(chosen, source, options) };
    const [first] = readers;
    if (first && !isTable(readAs)) return { kind: first, reading: readWith(first, source, options) };
    const table = unknownTable(source);
    if (!table) throw new Unreadable(first ? NO_TABLE : 'No broker’s export looks like this file.');
    return readNamed(source, table, options, known);
  });
  return { ...UNREAD, file, ...waysToRead(source, readers, readAs), ...found };
}

/** A file that cannot be opened, or not read, says why. */
async function orProblem<Found>(find: () => Promise<Found>): Promise<Found | { readonly problem: string }> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: error.message };
  }
}

const NO_TABLE = 'This file has no table whose columns could be named. Choose another way to read it.';
const SAMPLED = 5;
const SUGGESTED_BY = 50;

/** By its columns, as the member named them. */
async function readNamed(
  source: Source,
  { header: columns, rows: below }: Table,
  options: ReadOptions,
  known: KnownMapping,
): Promise<Partial<Pick<ReadImportFile, 'kind' | 'reading' | 'table'>>> {
  const rows = below.slice(0, SUGGESTED_BY).map(({ cells }) => cells);
  const said = await known(columns);
  const mapping = said ?? fromColumnMapping(suggestMapping(columns, rows));
  const confirmed = said !== null && faultsOf(said, columns).length === 0;
  const table = { columns, rows: rows.slice(0, SAMPLED), mapping, confirmed };
  if (!confirmed) return { table };
  return { kind: TABLE, reading: readMapped(source, toColumnMapping(mapping), options), table };
}
