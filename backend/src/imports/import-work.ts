import { v7 as uuidv7 } from 'uuid';
import { contractMonthOf } from '@singularity/domain';
import type { ReconcileStep } from '@singularity/domain';
import type { Tenants, TenantTransaction } from '../database/tenants.js';
import { readMemberSetup } from '../event-store/member-setup.js';
import { NOTHING_STANDS, planImport } from './import-plan.js';
import type { ImportPlan, Standing } from './import-plan.js';
import { columnsDigest, findImport, findMapping, readFiles, readWaiting } from './imports.table.js';
import type { ImportOptions } from './import-options.js';
import type { ImportPreview } from './imports.table.js';
import { readDeadFills, readPartlyDeleted, readSourcedTrades, readTradesByHand } from './standing-trades.table.js';
import { readChangedByHand } from './hand-edits.js';
import { readTakenBack } from './taken-back.js';
import { readAll } from './read-files.js';
import type { KnownMapping, ReadImportFile } from './read-files.js';
import { toldFillsOf } from './told-fills.js';
import type { ToldBySource, WaitingFill } from './told-fills.js';

/** What the other thread is asked. */
export type ImportTask =
  | { readonly kind: 'preview'; readonly userId: string; readonly importId: string; readonly options: ImportOptions }
  /** The next steps of an import that is under way; planned anew where `fresh`, or where nothing is planned yet. */
  | ({ readonly kind: 'next'; readonly userId: string; readonly importId: string } & Ask);

/** What is asked for next. */
export interface Ask {
  readonly fresh: boolean;
  /** Steps that are done in one transaction, or hardly more: those that belong together stay together. */
  readonly atOnce: number;
}

/** A step with the version of the stream that it was planned for. */
export interface PlannedStep extends ReconcileStep {
  readonly streamVersion: number | null;
}

export interface NextSteps {
  readonly steps: readonly PlannedStep[];
  readonly planned: number;
  readonly left: number;
  /** Once nothing is left: what the import leaves waiting. */
  readonly waiting: readonly WaitingFill[];
}

interface UnderWay {
  readonly groups: readonly (readonly PlannedStep[])[];
  readonly planned: number;
  readonly waiting: readonly WaitingFill[];
  next: number;
}

/** The other thread's side: opens files, and keeps the plans of imports that are under way. */
export class ImportWork {
  private readonly underWay = new Map<string, UnderWay>();

  constructor(private readonly tenants: Tenants) {}

  async preview(userId: string, importId: string, options: ImportOptions): Promise<ImportPreview> {
    return (await this.plan(userId, importId, options)).preview;
  }

  async next(userId: string, importId: string, { fresh, atOnce }: Ask): Promise<NextSteps> {
    const plan = (fresh ? null : this.underWay.get(importId)) ?? (await this.begin(userId, importId));
    this.underWay.set(importId, plan);
    let steps: readonly PlannedStep[] = [];
    while (plan.next < plan.groups.length && steps.length < atOnce) {
      steps = steps.concat(plan.groups[plan.next] ?? []);
      plan.next += 1;
    }
    const left = plan.groups.slice(plan.next).reduce((sum, group) => sum + group.length, 0);
    if (left === 0) this.underWay.delete(importId);
    return { steps, planned: plan.planned, left, waiting: left === 0 ? plan.waiting : [] };
  }

  /** What the member says now goes before what they said of such a file before. */
  private knownMappings(userId: string, { mapping }: ImportOptions): KnownMapping {
    if (mapping) return () => Promise.resolve(mapping);
    return (columns) => this.tenants.readTenant(userId, (tx) => findMapping(tx, columnsDigest(columns)));
  }

  private async begin(userId: string, importId: string): Promise<UnderWay> {
    const row = await this.tenants.readTenant(userId, (tx) => findImport(tx, importId));
    if (!row) throw new Error('This import is gone.');
    const { groups, waiting, versions } = await this.plan(userId, importId, row.options);
    const planned = groups.map((group) =>
      group.map((step) => ({ ...step, streamVersion: versions.get(step.streamId) ?? null })),
    );
    return { groups: planned, planned: groups.flat().length, waiting, next: 0 };
  }

  private async plan(
    userId: string,
    importId: string,
    options: ImportOptions,
  ): Promise<ImportPlan & { readonly versions: ReadonlyMap<string, number> }> {
    const content = await this.tenants.readTenant(userId, (tx) => readFiles(tx, importId));
    const files = await readAll(content, options, this.knownMappings(userId, options));
    const standing = await this.tenants.readTenant(userId, (tx) => standingFor(tx, files, options));
    const trades = [...standing.trades, ...standing.byHand];
    const versions = new Map(trades.map(({ id, streamVersion }) => [id, streamVersion]));
    return { ...planImport(files, options, standing, uuidv7), versions };
  }
}

async function standingFor(
  tx: TenantTransaction,
  files: readonly ReadImportFile[],
  options: ImportOptions,
): Promise<Standing> {
  const { settings, accounts } = await readMemberSetup(tx);
  const id = options.accountId;
  const known = id === null ? undefined : accounts.get(id);
  const { baseCurrency } = settings;
  if (id === null || !known) return { ...NOTHING_STANDS, baseCurrency };
  const account = { id, currency: known.currency, open: known.open };
  const waiting = await readWaiting(tx, id);
  const { told } = toldFillsOf(files, options, account);
  const symbols = [...new Set([...told, ...waiting].map(({ fill }) => fill.instrument.symbol))];
  const keys = told.map(({ fill }) => fill.key);
  const [trades, byHand, deleted] = await Promise.all([
    readSourcedTrades(tx, id, { symbols, keys }),
    readTradesByHand(tx, id, symbols, rootsIn(told)),
    options.bringBack ? new Set<string>() : readDeleted(tx, id, keys),
  ]);
  const [changed, partlyDeleted] = [
    await readChangedByHand(tx, trades, id, told),
    await readPartlyDeleted(tx, id, keys),
  ];
  const changedByHand = new Set([...changed, ...partlyDeleted]);
  return { account, baseCurrency, trades, byHand, deleted, changedByHand, waiting };
}

/** The roots of the futures among fills. */
function rootsIn(told: readonly ToldBySource[]): readonly string[] {
  const futures = told.filter(({ fill }) => fill.instrument.assetType === 'future');
  return [...new Set(futures.flatMap(({ fill }) => contractMonthOf(fill.instrument.symbol, fill.at)?.root ?? []))];
}

/** The keys of fills that the member deleted. What was taken back as if it had never been may come again. */
async function readDeleted(
  tx: TenantTransaction,
  accountId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const dead = await readDeadFills(tx, accountId, keys);
  if (dead.length === 0) return new Set();
  const undone = await readTakenBack(tx, dead);
  return new Set(dead.filter((fill) => !undone(fill)).map(({ key }) => key));
}
