import type { ImportAnswer } from '@singularity/contract';
import { decimal, lookAlikesAmong, reconcile, retold, sortOut, sourcedFillsOf, toShorthand } from '@singularity/domain';
import type { Reconciliation, RoundTrip, SourcedFill, StandingTrade } from '@singularity/domain';
import type { ImportOptions } from './import-options.js';
import type { ImportPreview } from './imports.table.js';
import { sha256Of } from './imports.table.js';
import { wayOf } from './read-as.js';
import type { WaysToRead } from './read-as.js';
import type { ReadImportFile } from './read-files.js';
import type { StandingVersion } from './standing-trades.table.js';
import { questionsOf } from './import-questions.js';
import { ownTrips, totalsOf } from './import-totals.js';
import { expiryOf, voidedIn } from './broker-facts.js';
import { notesOf, toldFillsOf } from './told-fills.js';
import type { Note, ToldBySource, WaitingFill } from './told-fills.js';

/** What of a ledger a plan stands on. */
export interface Standing {
  readonly account: { readonly id: string; readonly currency: string; readonly open: boolean } | null;
  readonly baseCurrency: string;
  readonly trades: readonly StandingVersion[];
  readonly byHand: readonly StandingVersion[];
  /** The keys of fills that the member has deleted. */
  readonly deleted: ReadonlySet<string>;
  /** The keys of fills that the member has changed. */
  readonly changedByHand: ReadonlySet<string>;
  readonly waiting: readonly WaitingFill[];
  /** The keys of fills that the broker has taken back in earlier syncs. */
  readonly voided: ReadonlySet<string>;
}

export const NOTHING_STANDS: Standing = {
  account: null,
  baseCurrency: 'USD',
  trades: [],
  byHand: [],
  deleted: new Set(),
  changedByHand: new Set(),
  waiting: [],
  voided: new Set(),
};

export interface ImportPlan extends Pick<Reconciliation, 'groups'> {
  readonly preview: ImportPreview;
  readonly waiting: readonly WaitingFill[];
  /** The keys of fills that are not to come again: the broker took them back, or told better of them while they waited. */
  readonly voided: readonly string[];
}

/** How many rows, trades and symbols an answer lists at most. */
const MOST_LISTED = 1_000;

/** What becomes of files in a ledger as it stands: what the member is shown, and what is then done. */
export function planImport(
  files: readonly ReadImportFile[],
  options: ImportOptions,
  standing: Standing,
  newId: () => string,
): ImportPlan {
  const { told, refused } = toldFillsOf(files, options, standing.account);
  const accountId = standing.account?.id ?? '';
  const inTrades = sourcedFillsOf(
    standing.trades.map(({ details }) => details),
    accountId,
  );
  const voided = voidedIn(files, options);
  const isVoided = setOf([...voided, ...standing.voided]);
  const isKept = (key: string) => standing.changedByHand.has(key);
  const waiting = standing.waiting.filter(({ fill }) => !isVoided(fill.key) && isWaiting(fill, inTrades.get(fill.key)));
  const [takenBack, standingFills] = parted(told, ({ fill }) => isVoided(fill.key));
  const known = [...[...inTrades.values()].map(toldAs), ...waiting];
  const { fresh, duplicates, doubtful, inPlaceOf, kept: overruled } = sortOut(standingFills, known, isKept);
  const replaced = [...inPlaceOf.values()].flat();
  const [deleted, added] = parted(fresh, ({ fill }) => standing.deleted.has(fill.key));
  const differing = duplicates.flatMap((each) => toldBetter(each, inTrades));
  const [changed, amended] = parted(differing, ({ fill }) => isKept(fill.key));
  const kept = [...changed, ...overruled];
  const reconciled = reconcile({
    accountId,
    trades: standing.trades,
    fills: [...waiting, ...added, ...amended].map(({ fill }) => fill),
    without: new Set([...voided.filter((key) => !isKept(key)), ...replaced]),
    inPlaceOf,
    expiry: expiryOf(files, options, { accountId, deleted: standing.deleted }),
    links: linksOf(options, standing),
    newId,
  });
  const whereTold = new Map(told.map((each) => [each.fill.key, each]));
  const left = reconciled.unmatched.flatMap(({ fill }) => whereTold.get(fill.key) ?? []);
  const sorted = { told, takenBack, voided, refused, added, duplicates, deleted, doubtful, kept, left };
  return {
    groups: reconciled.groups,
    waiting: left.map(({ fill, toldBy }) => ({ fill, toldBy })),
    voided: [...voided, ...replaced.filter(setOf(waiting.map(({ fill }) => fill.key)))],
    preview: previewOf(files, options, standing, { ...sorted, reconciled }),
  };
}

/** What became of the fills of files. */
interface Outcome {
  readonly told: readonly ToldBySource[];
  /** The broker has taken them back. */
  readonly takenBack: readonly ToldBySource[];
  readonly voided: readonly string[];
  readonly refused: readonly Note[];
  readonly added: readonly ToldBySource[];
  readonly duplicates: readonly ToldBySource[];
  readonly deleted: readonly ToldBySource[];
  readonly doubtful: readonly ToldBySource[];
  /** They are told otherwise than before, but the member has changed them. */
  readonly kept: readonly ToldBySource[];
  /** They close what no file has opened. */
  readonly left: readonly ToldBySource[];
  readonly reconciled: Reconciliation;
}

function previewOf(
  files: readonly ReadImportFile[],
  options: ImportOptions,
  standing: Standing,
  { told, left, doubtful, kept, ...outcome }: Outcome,
): ImportPreview {
  const isNew = new Set(outcome.added.map(({ fill }) => fill.key));
  const newTrips = outcome.reconciled.trips.filter(({ parts }) => parts.some(({ fill }) => isNew.has(fill.key)));
  const steps = outcome.reconciled.groups.flat();
  const own = ownTrips(told);
  const held = [
    ...notesOf(files, 'held'),
    ...left.map(openedBefore),
    ...doubtful.map(inDoubt),
    ...kept.map(changedByHand),
  ];
  const refused = [...notesOf(files, 'refused'), ...outcome.refused];
  const times = told.map(({ fill }) => fill.at).sort();
  const [added, changed] = parted(steps, ({ command }) => command.type === 'AddTrade');
  const [closed, open] = parted(newTrips, (trip) => trip.open === '0');
  return {
    files: files.map(fileAnswer),
    mapping: files.find(({ table }) => table)?.table?.mapping ?? null,
    questions: questionsOf(files, options, standing.account, own),
    counts: {
      fills: told.length,
      new: outcome.added.length,
      duplicates: outcome.duplicates.length,
      deletedBefore: outcome.deleted.length,
      voided: outcome.voided.length,
      skipped: countedByReason([...notesOf(files, 'skipped'), ...outcome.takenBack.map(takenBackByBroker)]),
      held: held.length,
      refused: refused.length,
    },
    refused: refused.slice(0, MOST_LISTED),
    held: held.slice(0, MOST_LISTED),
    lookAlikes: lookAlikes(newTrips, standing.byHand, options.links),
    trades: { added: added.length, changed: changed.length, closed: closed.length, open: open.length },
    totals: totalsOf(own, told, files, standing.account?.currency ?? standing.baseCurrency),
    symbols: [...new Set(told.map(({ fill }) => fill.instrument.symbol))].sort().slice(0, MOST_LISTED),
    from: times[0] ?? null,
    to: times.at(-1) ?? null,
  };
}

/** Those of which something is true, and the others. */
function parted<Each>(all: readonly Each[], is: (each: Each) => boolean): readonly [readonly Each[], readonly Each[]] {
  return [all.filter(is), all.filter((each) => !is(each))];
}

function toldAs(fill: SourcedFill): WaitingFill {
  return { fill, toldBy: `${fill.source.platform} ${fill.source.kind}` };
}

/** Of what comes twice the better telling counts, where it says something else. */
function toldBetter(told: ToldBySource, inTrades: ReadonlyMap<string, SourcedFill>): readonly ToldBySource[] {
  const before = inTrades.get(told.fill.key);
  const fill = before && retold(before, told.fill);
  return fill ? [{ ...told, fill }] : [];
}

function setOf(keys: readonly string[]): (key: string) => boolean {
  const set = new Set(keys);
  return (key) => set.has(key);
}

/** What of it stands in a trade may be less than all. */
function isWaiting(fill: SourcedFill, inTrades: SourcedFill | undefined): boolean {
  return !inTrades || decimal(inTrades.quantity).lt(decimal(fill.quantity));
}

function openedBefore({ file, line }: ToldBySource): Note {
  return { file, line, reason: 'Closes a position that was opened before these files. It waits for them.' };
}

function takenBackByBroker({ file, line }: ToldBySource): Note {
  return { file, line, reason: 'Taken back or corrected by the broker' };
}

function inDoubt({ file, line }: ToldBySource): Note {
  const reason = 'Another export tells of other fills in this minute. Which of them are new cannot be told.';
  return { file, line, reason };
}

function changedByHand({ file, line }: ToldBySource): Note {
  return { file, line, reason: 'You changed this fill, and the file says otherwise. Yours is kept.' };
}

function fileAnswer({ file, kind, reading, problem, table, ...how }: ReadImportFile): ImportPreview['files'][number] {
  return {
    name: file.name,
    bytes: file.content.length,
    sha256: sha256Of(file.content),
    platform: kind?.platform ?? null,
    kind: kind?.kind ?? null,
    label: kind?.name ?? null,
    rows: reading?.fills.length ?? 0,
    problem,
    table: table && { columns: table.columns, rows: table.rows },
    ...waysAnswer(how),
  };
}

function waysAnswer({ readAs, recognised, choices }: WaysToRead) {
  return {
    readAs,
    recognisedAs: recognised && wayOf(recognised),
    choices: choices.map((choice) => ({ readAs: wayOf(choice), label: choice.name })),
  };
}

function countedByReason(notes: readonly Note[]): ImportPreview['counts']['skipped'] {
  const groups = Map.groupBy(notes, ({ reason }) => reason);
  return [...groups].map(([reason, { length }]) => ({ reason, rows: length })).sort((a, b) => b.rows - a.rows);
}

function linksOf({ links }: ImportOptions, { byHand }: Standing): ReadonlyMap<string, StandingTrade> {
  const byId = new Map(byHand.map((trade) => [trade.id, trade]));
  return new Map(
    links.flatMap(({ tradeId, round }) => {
      const trade = byId.get(tradeId);
      return trade ? [[round, trade] as const] : [];
    }),
  );
}

/** A round trip is named by its first fill. */
function lookAlikes(
  trips: readonly RoundTrip<SourcedFill>[],
  byHand: readonly StandingVersion[],
  links: ImportOptions['links'],
): ImportAnswer['lookAlikes'] {
  if (byHand.length === 0) return [];
  const lookAlikeOf = lookAlikesAmong(byHand);
  return trips
    .flatMap((trip) => {
      const like = lookAlikeOf(trip);
      const round = trip.parts[0]?.fill.key;
      if (!like || round === undefined) return [];
      const { symbol, executions } = like.details;
      const { quantity, entryPrice, entryAt } = toShorthand(executions);
      const linked = links.some((link) => link.tradeId === like.id && link.round === round);
      return [{ tradeId: like.id, round, symbol, side: trip.side, quantity, entryPrice, entryAt, linked }];
    })
    .slice(0, MOST_LISTED);
}
