import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import type { ImportAnswer, ImportStatus, Page, Receipt } from '@singularity/contract';
import type { ImportDetails, Problem } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { lockHead } from '../event-store/events.table.js';
import { Idempotency } from '../event-store/idempotency.js';
import { Ledger } from '../event-store/ledger.js';
import { StorageQuota } from '../event-store/storage-quota.js';
import type { CommandContext } from '../http/command-context.js';
import { conflict, invalidFields, notFound } from '../http/problem.js';
import { UploadTurns } from '../http/upload-turns.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import type { FairQueueLimits } from '../runtime/fair-queue.js';
import { newId } from '../runtime/new-id.js';
import { renewTime } from '../runtime/request-context.js';
import { faultsOf } from './column-mapping.js';
import { ImportEnded } from './import-ended.js';
import { IMPORT_JOBS } from './import-job.js';
import { NOTHING_STANDS, planImport } from './import-plan.js';
import { ImportThread } from './import-thread.js';
import { UNANSWERED } from './import-options.js';
import { readAsFaults } from './read-as.js';
import {
  addFiles,
  addImport,
  columnsDigest,
  findImport,
  keepMapping,
  keepPreview,
  listSentImports,
  markImport,
  packed,
  packedBytes,
  readPacked,
  removeFiles,
  removeImport,
} from './imports.table.js';
import type { ImportedBytes, ImportOptions } from './import-options.js';
import type { ImportPreview, ImportRow, OfSync, PackedFile } from './imports.table.js';
import { importStreamHandler } from './imports.stream-handler.js';

/** Files that are in memory at a time: some 200 MB. */
const UPLOADS: FairQueueLimits = { running: 4, runningOfOne: 1, most: 40, mostOfOne: 4 };

/** An upload as its request has it. */
export interface ImportUpload {
  /** Gives the files and the options beside them. It is asked only once there is room for them. */
  readonly receive: () => Promise<{ readonly files: readonly ImportedBytes[]; readonly options: ImportOptions }>;
  readonly gone?: AbortSignal;
  readonly keyed?: KeyedRequest | undefined;
}

export interface SyncedImport {
  readonly of: OfSync;
  readonly options: ImportOptions;
  readonly preview: ImportPreview;
  readonly files: readonly PackedFile[];
}

/** Imports before and after their trades are made: files, previews, and what is done with them. */
@Injectable()
export class Imports {
  @Inject(Idempotency) private readonly idempotency!: Idempotency;
  @Inject(StorageQuota) private readonly quota!: StorageQuota;
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(Jobs) private readonly jobs!: Jobs;
  @Inject(EventBus) private readonly events!: EventBus;
  private readonly uploads = new UploadTurns(UPLOADS);

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ImportThread) private readonly thread: ImportThread,
  ) {}

  async list(userId: string, cursor: string | null, limit: number): Promise<Page<ImportAnswer>> {
    const rows = await this.tenants.readTenant(userId, (tx) => listSentImports(tx, cursor, limit + 1));
    const items = rows.slice(0, limit).map(importAnswer);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async one(userId: string, id: string): Promise<ImportAnswer> {
    return importAnswer((await this.tenants.readTenant(userId, (tx) => findImport(tx, id))) ?? gone());
  }

  add(userId: string, { receive, gone: signal, keyed }: ImportUpload): Promise<ImportAnswer> {
    const add = async () => {
      const { files, options } = await receive();
      refuse(readAsFaults(options.readAs, files.length));
      const kept = await packed(files);
      renewTime();
      return this.idempotency.onceApart(userId, keyed && withFiles(keyed, kept, options), () =>
        this.addWith(userId, kept, options),
      );
    };
    return this.uploads.run(userId, add, signal);
  }

  /** Previews the files again with other answers. */
  async edit(userId: string, id: string, edit: Partial<ImportOptions>): Promise<ImportAnswer> {
    const row = await this.tenants.readTenant(userId, (tx) => inStatus(tx, id, ['previewed']));
    refuse([...mappingFaults(edit.mapping, row.preview), ...readAsFaults(edit.readAs, row.preview.files.length)]);
    const options = { ...row.options, ...edit };
    const preview = await this.thread.preview(userId, id, options);
    // Large files take longer than any other request may.
    renewTime();
    return this.tenants.withTenant(userId, async (tx) => {
      const row = await inStatus(tx, id, ['previewed']);
      keepPreview(tx, id, options, preview);
      return importAnswer({ ...row, options, preview });
    });
  }

  /** From here on the import goes on by itself, whoever looks. */
  async confirm(context: CommandContext, id: string): Promise<ImportAnswer> {
    const answer = await this.ledger.inTransaction(importStreamHandler, context.userId, async (tx) => {
      return this.confirmIn(tx, context, id);
    });
    this.wake();
    return importAnswer(answer.row);
  }

  /** As `confirm`, inside a transaction that is there already; `wake` is for its end. */
  async confirmIn(
    tx: TenantTransaction,
    context: CommandContext,
    id: string,
  ): Promise<{ readonly ledger: Receipt; readonly row: ImportRow }> {
    const row = (await findImport(tx, id, 'FOR UPDATE')) ?? gone();
    if (row.status === 'undone') throw conflict('This import was taken back. Read its files again to import them.');
    const { preview, options } = row;
    if (preview.questions.length > 0) throw conflict('Answer the open questions first.');
    if (isEmpty(preview)) throw conflict('There is nothing to import in these files.');
    const command = { type: 'ConfirmImport', details: detailsOf(row) } as const;
    const { ledger } = await this.ledger.handleIn(tx, importStreamHandler, { ...context, streamId: id, command });
    if (row.status === 'importing' || row.status === 'imported') return { ledger, row };
    const confirmedAt = this.clock.toRecord();
    markImport(tx, id, 'importing', { confirmedAt });
    keepMappings(tx, row);
    await this.jobs.add(tx, IMPORT_JOBS, { userId: context.userId, id });
    return { ledger, row: { ...row, options, status: 'importing' as const, problem: null, confirmedAt } };
  }

  wake(): void {
    this.jobs.wake(IMPORT_JOBS);
  }

  /** Adds what a sync brought, as it was previewed, in the transaction that moves its connection on. Throws `StorageFull`. */
  async addIn(tx: TenantTransaction, added: SyncedImport): Promise<string> {
    const row = { id: newId(), options: added.options, preview: added.preview, createdAt: this.clock.toRecord() };
    this.quota.admit(await lockHead(tx), packedBytes(added.files));
    addImport(tx, row, added.of);
    await addFiles(tx, row.id, added.files);
    return row.id;
  }

  /** A preview goes as a whole; of an import that is done, the files. */
  async remove(userId: string, id: string, keyed: KeyedRequest | undefined): Promise<ImportAnswer> {
    const remove = async (tx: TenantTransaction) => {
      const row = await inStatus(tx, id, ['previewed', 'failed', 'imported', 'undone']);
      await removeFiles(tx, id);
      if (row.status === 'previewed') removeImport(tx, id);
      return importAnswer(row);
    };
    const removed = await this.tenants.withTenant(userId, (tx) =>
      this.idempotency.once(tx, keyed, () => remove(tx), { makesRoom: true }),
    );
    if (removed.connectionId !== null) this.events.publish(new ImportEnded(userId, removed.connectionId, id));
    return removed;
  }

  /** The files of an import once more, through the readers of today. */
  async readAgain(userId: string, id: string, keyed: KeyedRequest | undefined): Promise<ImportAnswer> {
    const { row, files } = await this.tenants.readTenant(userId, async (tx) => ({
      row: (await findImport(tx, id)) ?? gone(),
      files: await readPacked(tx, id),
    }));
    if (files.length === 0) throw conflict('The files of this import are not kept any more.');
    const { links: _, ...options } = row.options;
    return this.idempotency.onceApart(userId, keyed, () => this.addWith(userId, files, { ...options, links: [] }));
  }

  private async addWith(userId: string, files: readonly PackedFile[], options: ImportOptions): Promise<ImportAnswer> {
    const row = { id: newId(), options, preview: UNREAD, createdAt: this.clock.toRecord() };
    await this.tenants.withTenant(userId, async (tx) => {
      // The head's row keeps two uploads from both being the last that fits.
      this.quota.admit(await lockHead(tx), packedBytes(files));
      addImport(tx, row);
      await addFiles(tx, row.id, files);
    });
    renewTime();
    return this.edit(userId, row.id, {}).catch(async (error: unknown) => {
      renewTime();
      await this.tenants.withTenant(userId, async (tx) => {
        await removeFiles(tx, row.id);
        removeImport(tx, row.id);
      });
      throw error;
    });
  }
}

/** Whether there is nothing in it to be imported. */
export function isEmpty({ counts, trades }: ImportPreview): boolean {
  return counts.fills + counts.voided + trades.added + trades.changed === 0;
}

/** Before any file was read. */
const UNREAD = planImport([], UNANSWERED, NOTHING_STANDS, newId).preview;

function detailsOf({ options, preview: { files, counts } }: ImportRow): ImportDetails {
  const { accountId, timeZone, dateOrder } = options;
  return {
    accountId: accountId ?? '',
    files: files.flatMap(({ name, bytes, sha256, platform, kind }) =>
      platform !== null && kind !== null ? [{ name, bytes, sha256, platform, kind }] : [],
    ),
    options: { timeZone, dateOrder },
    counts: { fills: counts.fills, new: counts.new, duplicates: counts.duplicates },
  };
}

/** So that the next file with such columns that is read by them is read without a question. */
function keepMappings(tx: TenantTransaction, { options: { mapping }, preview: { files } }: ImportRow): void {
  if (!mapping) return;
  for (const { table } of files) if (table) keepMapping(tx, columnsDigest(table.columns), mapping);
}

export function importAnswer({
  options,
  preview,
  done,
  total,
  runId: _,
  brokerAccount: __,
  ...row
}: ImportRow): ImportAnswer {
  const { accountId, brokerAccount, timeZone, dateOrder, bringBack } = options;
  return {
    ...row,
    options: { accountId, brokerAccount, timeZone, dateOrder, bringBack },
    ...preview,
    progress: { done, total },
  };
}

function mappingFaults(
  mapping: ImportOptions['mapping'] | undefined,
  { files }: Pick<ImportPreview, 'files'>,
): readonly Problem[] {
  return files.flatMap(({ table }) => (mapping && table ? faultsOf(mapping, table.columns) : []));
}

function refuse(faults: readonly Problem[]): void {
  if (faults.length > 0) throw invalidFields(faults);
}

async function inStatus(tx: TenantTransaction, id: string, allowed: readonly ImportStatus[]): Promise<ImportRow> {
  const row = (await findImport(tx, id)) ?? gone();
  if (allowed.includes(row.status)) return row;
  throw conflict(row.status === 'importing' ? 'This import is under way.' : 'This import is done.');
}

function gone(): never {
  throw notFound();
}

function withFiles(
  { key, requestDigest }: KeyedRequest,
  files: readonly PackedFile[],
  options: ImportOptions,
): KeyedRequest {
  const digest = createHash('sha256').update(requestDigest).update(JSON.stringify(options));
  for (const { name, sha256 } of files) digest.update(`${name}\n${sha256}\n`);
  return { key, requestDigest: digest.digest('hex') };
}
