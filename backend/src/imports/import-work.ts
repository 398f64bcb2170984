import type { BrokerBalance, BrokerFigure } from '@singularity/brokers';
import type { ReconcileStep } from '@singularity/domain';
import type { Tenants } from '../database/tenants.js';
import { newId } from '../runtime/new-id.js';
import { planImport } from './import-plan.js';
import type { ImportPlan } from './import-plan.js';
import { columnsDigest, findImport, findMapping, readFiles, unpackedAll } from './imports.table.js';
import { SYNCED } from './import-options.js';
import type { ImportedBytes, ImportOptions } from './import-options.js';
import type { ImportPreview, PackedFile } from './imports.table.js';
import { readAll } from './read-files.js';
import type { KnownMapping, ReadImportFile } from './read-files.js';
import { standingFor } from './standing.js';
import type { WaitingFill } from './told-fills.js';

/** What the other thread is asked. */
export type ImportTask =
  | { readonly kind: 'preview'; readonly userId: string; readonly importId: string; readonly options: ImportOptions }
  /** What would become of files that are not kept yet, and what they tell beside fills. */
  | ({ readonly kind: 'sync'; readonly userId: string } & Synced)
  /** When the first and the last fill of files were. */
  | { readonly kind: 'span'; readonly files: readonly PackedFile[] }
  /** The next steps of an import that is under way; planned anew where `fresh`, or where nothing is planned yet. */
  | ({ readonly kind: 'next'; readonly userId: string; readonly importId: string } & Ask);

/** The files of a sync. */
export interface Synced {
  readonly files: readonly PackedFile[];
  readonly options: ImportOptions;
}

/** The first and the last fill of something; null where there is none. */
export interface FillSpan {
  readonly first: string | null;
  readonly last: string | null;
}

export interface SyncPreview {
  readonly preview: ImportPreview;
  readonly figures: readonly BrokerFigure[];
  readonly balances: readonly BrokerBalance[];
}

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
  /** Once nothing is left: what the import leaves for later ones. */
  readonly waiting: readonly WaitingFill[];
  readonly voided: readonly string[];
}

interface UnderWay {
  readonly groups: readonly (readonly PlannedStep[])[];
  readonly planned: number;
  readonly waiting: readonly WaitingFill[];
  readonly voided: readonly string[];
  next: number;
}

/** The other thread's side: opens files, and keeps the plans of imports that are under way. */
export class ImportWork {
  private readonly underWay = new Map<string, UnderWay>();

  constructor(private readonly tenants: Tenants) {}

  async preview(userId: string, importId: string, options: ImportOptions): Promise<ImportPreview> {
    return (await this.plan(userId, importId, options)).preview;
  }

  async sync(userId: string, { files: packed, options }: Synced): Promise<SyncPreview> {
    const files = await this.read(userId, await unpackedAll(packed), options);
    const { preview } = await this.planOf(userId, files, options);
    return {
      preview,
      figures: files.flatMap(({ reading }) => reading?.figures ?? []),
      balances: files.flatMap(({ reading }) => reading?.balances ?? []),
    };
  }

  async spanOf(packed: readonly PackedFile[]): Promise<FillSpan> {
    const files = await readAll(await unpackedAll(packed), SYNCED, () => Promise.resolve(null));
    const times = files.flatMap(({ reading }) => reading?.fills ?? []).map(({ at }) => at);
    return { first: times.toSorted()[0] ?? null, last: times.toSorted().at(-1) ?? null };
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
    const isOver = left === 0;
    return {
      steps,
      planned: plan.planned,
      left,
      waiting: isOver ? plan.waiting : [],
      voided: isOver ? plan.voided : [],
    };
  }

  /** What the member says now goes before what they said of such a file before. */
  private knownMappings(userId: string, { mapping }: ImportOptions): KnownMapping {
    if (mapping) return () => Promise.resolve(mapping);
    return (columns) => this.tenants.readTenant(userId, (tx) => findMapping(tx, columnsDigest(columns)));
  }

  private async begin(userId: string, importId: string): Promise<UnderWay> {
    const row = await this.tenants.readTenant(userId, (tx) => findImport(tx, importId));
    if (!row) throw new Error('This import is gone.');
    const { groups, waiting, voided, versions } = await this.plan(userId, importId, row.options);
    const planned = groups.map((group) =>
      group.map((step) => ({ ...step, streamVersion: versions.get(step.streamId) ?? null })),
    );
    return { groups: planned, planned: groups.flat().length, waiting, voided, next: 0 };
  }

  private async plan(
    userId: string,
    importId: string,
    options: ImportOptions,
  ): Promise<ImportPlan & { readonly versions: ReadonlyMap<string, number> }> {
    const content = await this.tenants.readTenant(userId, (tx) => readFiles(tx, importId));
    return this.planOf(userId, await this.read(userId, content, options), options);
  }

  private read(
    userId: string,
    content: readonly ImportedBytes[],
    options: ImportOptions,
  ): Promise<readonly ReadImportFile[]> {
    return readAll(content, options, this.knownMappings(userId, options));
  }

  private async planOf(
    userId: string,
    files: readonly ReadImportFile[],
    options: ImportOptions,
  ): Promise<ImportPlan & { readonly versions: ReadonlyMap<string, number> }> {
    const standing = await this.tenants.readTenant(userId, (tx) => standingFor(tx, files, options));
    const trades = [...standing.trades, ...standing.byHand];
    const versions = new Map(trades.map(({ id, streamVersion }) => [id, streamVersion]));
    return { ...planImport(files, options, standing, newId), versions };
  }
}
