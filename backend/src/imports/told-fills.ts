import type { Noted } from '@singularity/brokers';
import { sourceOf } from '@singularity/domain';
import type { Fill, SourcedFill } from '@singularity/domain';
import type { ImportOptions } from './import-options.js';
import type { ReadImportFile } from './read-files.js';

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
export function isOf(brokerAccount: string | null): (said: Pick<Fill, 'account'>) => boolean {
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
