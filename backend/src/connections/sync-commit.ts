import { Inject, Injectable } from '@nestjs/common';
import type { BrokerBalance } from '@singularity/brokers';
import type { Receipt } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { lockHead } from '../event-store/events.table.js';
import { Ledger } from '../event-store/ledger.js';
import { ImportThread } from '../imports/import-thread.js';
import type { ImportOptions } from '../imports/import-options.js';
import { SYNCED } from '../imports/import-options.js';
import type { SyncPreview } from '../imports/import-work.js';
import { Imports, isEmpty } from '../imports/imports.js';
import type { SyncedImport } from '../imports/imports.js';
import { toldMultipliers } from '../imports/imports.table.js';
import { importStreamHandler } from '../imports/imports.stream-handler.js';
import { changeAccount, changeConnection, findConnection } from './connections.table.js';
import type { ConnectionAccountRow } from './connections.table.js';
import { keepFigures } from './figures.table.js';
import type { RunRow } from './runs.table.js';
import type { Walked } from './window-files.js';

/** A run that was taken for dead, and another goes on in its place. */
export class RunIsOver extends Error {
  constructor() {
    super('Another run has taken its place.');
  }
}

/** The run that asks, and its right to change the connection. */
export interface HeldRun {
  readonly userId: string;
  readonly run: Pick<RunRow, 'id' | 'connectionId'>;
  readonly holder: string;
}

/** What one account was asked. */
export interface Asked extends Walked {
  readonly account: ConnectionAccountRow & { readonly accountId: string };
  /** The last day that was asked about. */
  readonly today: string;
}

/**
 * Makes an import of what a broker answered. The import, what the broker states and the mark of how far it was asked come
 * in one transaction: a run that breaks off before it has changed nothing, and after it the import goes on by itself.
 */
@Injectable()
export class SyncCommit {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ImportThread) private readonly thread: ImportThread,
  ) {}

  /** Gives the import whose questions the member has to answer first; null where there is none. */
  async commit(held: HeldRun, asked: Asked): Promise<string | null> {
    const { userId } = held;
    const { accountId } = asked.account;
    const multipliers = await this.tenants.readTenant(userId, (tx) => toldMultipliers(tx, held.run.connectionId));
    const options = { ...SYNCED, accountId, multipliers };
    const preview = await this.thread.sync(userId, { files: asked.files, options });
    const { waitsIn } = await this.ledger.inTransaction(importStreamHandler, userId, (tx) =>
      this.commitIn(tx, held, asked, { options, ...preview }),
    );
    this.imports.wake();
    return waitsIn;
  }

  private async commitIn(
    tx: TenantTransaction,
    { userId, run, holder }: HeldRun,
    { account, today, ...asked }: Asked,
    { options, preview, figures, balances }: SyncPreview & { readonly options: ImportOptions },
  ) {
    const row = await findConnection(tx, run.connectionId, 'FOR UPDATE');
    if (row?.holder !== holder) throw new RunIsOver();
    const { brokerAccount } = account;
    const head = await lockHead(tx);
    const { id, ledger } = isWorthKeeping(preview, account)
      ? await this.keep(tx, userId, {
          of: { ...connectionOf(run), brokerAccount },
          options,
          preview,
          files: asked.files,
        })
      : { id: null, ledger: null };
    const waitsIn = preview.questions.length > 0 ? id : null;
    keepFigures(tx, run.connectionId, brokerAccount, figures);
    if (waitsIn !== null) changeConnection(tx, run.connectionId, { importId: waitsIn });
    else
      changeAccount(tx, run.connectionId, brokerAccount, {
        cursorDay: today,
        held: toldBeside(preview.counts),
        floorDay: asked.floor ?? account.floorDay,
        firstFillAt: earlierOf(preview.from, account.firstFillAt),
        lastFillAt: laterOf(preview.to, account.lastFillAt),
        ...balanceOf(balances),
      });
    return { ledger: ledger ?? { version: head.version, hash: head.hash }, waitsIn };
  }

  /** What leaves a question open waits for its answer; nothing happens to what holds no fills. */
  private async keep(
    tx: TenantTransaction,
    userId: string,
    added: SyncedImport,
  ): Promise<{ readonly id: string; readonly ledger: Receipt | null }> {
    const id = await this.imports.addIn(tx, added);
    if (added.preview.questions.length > 0 || isEmpty(added.preview)) return { id, ledger: null };
    return { id, ledger: (await this.imports.confirmIn(tx, { userId, origin: 'sync' }, id)).ledger };
  }
}

/** What an import would change or tell that the one before has not told. */
function isWorthKeeping({ counts, trades, questions, files }: SyncPreview['preview'], { held }: ConnectionAccountRow) {
  const isUnread = files.some(({ problem }) => problem !== null);
  return (
    counts.new > 0 || trades.added + trades.changed > 0 || questions.length > 0 || toldBeside(counts) > held || isUnread
  );
}

/** Rows that are told again with each sync until they are too old: as many as before are no reason for another import. */
function toldBeside({ held, refused, voided }: SyncPreview['preview']['counts']): number {
  return held + refused + voided;
}

function connectionOf({ connectionId, id }: HeldRun['run']) {
  return { connectionId, runId: id };
}

function laterOf(one: string | null, other: string | null): string | null {
  return one !== null && one > (other ?? '') ? one : other;
}

function earlierOf(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one < other) ? one : other;
}

function balanceOf(balances: readonly BrokerBalance[]): Partial<ConnectionAccountRow> {
  const last = balances.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  if (!last) return {};
  return { balance: last.amount, balanceCurrency: last.currency, balanceAt: last.at };
}
