import { readFile, readMapped, suggestMapping, Unreadable, unknownTable } from '@singularity/brokers';
import type { Noted, Reader, Reading, ReadOptions, Source } from '@singularity/brokers';
import type { ImportMapping } from '@singularity/contract';
import { sourceOf } from '@singularity/domain';
import type { Fill, SourcedFill } from '@singularity/domain';
import { faultsOf, fromColumnMapping, toColumnMapping } from './column-mapping.js';
import type { ImportedBytes, ImportOptions } from './import-options.js';

/** A file as far as it could be read. */
export interface ReadImportFile {
  readonly file: ImportedBytes;
  /** Whose export it is, and of what kind; null where nobody knows. */
  readonly kind: FileKind | null;
  readonly reading: Reading | null;
  /** Why it could not be opened. */
  readonly problem: string | null;
  /** Of a file that no reader knows. */
  readonly table: UnknownTable | null;
}

export type FileKind = Pick<Reader, 'platform' | 'kind' | 'name'>;

export interface UnknownTable {
  readonly columns: readonly string[];
  /** The first ones. */
  readonly rows: readonly (readonly string[])[];
  /** What the columns mean: as the member said, now or before, else as their names suggest. */
  readonly mapping: ImportMapping;
  /** Whether a member has said it. */
  readonly confirmed: boolean;
}

/** A fill that is to become a part of trades, and where it was told of. */
export interface ToldBySource {
  readonly fill: SourcedFill;
  readonly toldBy: string;
  readonly file: string;
  readonly line: number;
}

/** A row of a file, and why nothing was made of it. */
export interface Note extends Noted {
  readonly file: string;
}

/** A fill that closes what no file has opened yet, as it is kept for later imports. */
export type WaitingFill = Omit<ToldBySource, 'file' | 'line'>;

/** What a member said of files with these columns, if anything. */
export type KnownMapping = (columns: readonly string[]) => Promise<ImportMapping | null>;

/** Opens and reads files one after the other. One that cannot be read says why, and the others are read. */
export async function readAll(
  files: readonly ImportedBytes[],
  options: ReadOptions,
  known: KnownMapping,
): Promise<readonly ReadImportFile[]> {
  const read: ReadImportFile[] = [];
  for (const file of files) read.push(await readOne(file, options, known));
  return read;
}

async function readOne(file: ImportedBytes, options: ReadOptions, known: KnownMapping): Promise<ReadImportFile> {
  const nothing = { file, kind: null, reading: null, problem: null, table: null };
  try {
    const { source, reader, reading } = await readFile(file.content, options);
    if (reader) return { ...nothing, kind: reader, reading };
    return { ...nothing, ...(await readUnknown(source, options, known)) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...nothing, problem: error.message };
  }
}

const SAMPLED = 5;
const SUGGESTED_BY = 50;
const GENERIC: FileKind = { platform: 'other', kind: 'table', name: 'Table with your columns' };

async function readUnknown(
  source: Source,
  options: ReadOptions,
  known: KnownMapping,
): Promise<Omit<ReadImportFile, 'file'>> {
  const found = unknownTable(source);
  if (!found) throw new Unreadable('No broker’s export looks like this file.');
  const { header: columns } = found;
  const rows = found.rows.slice(0, SUGGESTED_BY).map(({ cells }) => cells);
  const said = await known(columns);
  const mapping = said ?? fromColumnMapping(suggestMapping(columns, rows));
  const confirmed = said !== null && faultsOf(said, columns).length === 0;
  const table = { columns, rows: rows.slice(0, SAMPLED), mapping, confirmed };
  if (!confirmed) return { kind: null, reading: null, problem: null, table };
  return { kind: GENERIC, reading: readMapped(source, toColumnMapping(mapping), options), problem: null, table };
}

/** The accounts that files name, each once. */
export function brokerAccountsIn(files: readonly ReadImportFile[]): readonly string[] {
  const names = files.flatMap(({ reading }) => reading?.fills.flatMap(({ account }) => account ?? []) ?? []);
  return [...new Set(names)].sort();
}

/** The fills of files that go into an account, with their sources; and those that cannot, each with the reason. */
export function toldFillsOf(
  files: readonly ReadImportFile[],
  { brokerAccount, multipliers }: Pick<ImportOptions, 'brokerAccount' | 'multipliers'>,
  account: { readonly id: string; readonly currency: string } | null,
): { readonly told: readonly ToldBySource[]; readonly refused: readonly Note[] } {
  const worth = new Map(multipliers.map(({ symbol, multiplier }) => [symbol, multiplier]));
  const told: ToldBySource[] = [];
  const refused: Note[] = [];
  for (const { file, kind: known, reading } of files) {
    if (!known || !reading) continue;
    const { platform, kind } = known;
    const source = { platform, kind, accountId: account?.id ?? '' };
    for (const { line, ...fill } of reading.fills.filter(isOf(brokerAccount))) {
      const reason = account && currencyFault(fill, account.currency);
      if (reason) refused.push({ file: file.name, line, reason });
      else told.push({ fill: withSource(fill, source, worth), toldBy: `${platform} ${kind}`, file: file.name, line });
    }
  }
  return { told: betterFirst(told), refused };
}

/** Of two kinds of files that tell of the same fills, the one that knows their fees is taken. */
function betterFirst(told: readonly ToldBySource[]): readonly ToldBySource[] {
  const withFees = new Set(told.filter(({ fill }) => fill.fees !== '0').map(({ toldBy }) => toldBy));
  return told.toSorted((a, b) => Number(withFees.has(b.toldBy)) - Number(withFees.has(a.toldBy)));
}

/** A file that names no account is of the one that it is imported into. */
function isOf(brokerAccount: string | null): (fill: Pick<Fill, 'account'>) => boolean {
  return ({ account }) => brokerAccount === null || account === null || account === brokerAccount;
}

function withSource(
  fill: Fill,
  source: Parameters<typeof sourceOf>[1],
  worth: ReadonlyMap<string, NonNullable<Fill['multiplier']>>,
): SourcedFill {
  const multiplier = fill.multiplier ?? worth.get(fill.instrument.symbol) ?? null;
  return { ...fill, multiplier, source: sourceOf(fill, source) };
}

function currencyFault({ currency }: Fill, own: string): string | null {
  return currency === null || currency === own ? null : `This fill is in ${currency}, and the account is in ${own}.`;
}

/** What readers noted of lines, with the names of the files. */
export function notesOf(files: readonly ReadImportFile[], of: 'skipped' | 'held' | 'refused'): readonly Note[] {
  return files.flatMap(({ file, reading }) =>
    (reading?.[of] ?? []).map((noted: Noted) => ({ file: file.name, ...noted })),
  );
}
