import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import { SyncFault } from '@singularity/connectors';
import type { Credentials } from '@singularity/connectors';
import { Standings } from '../auth/session/standings.table.js';
import { Tenants } from '../database/tenants.js';
import { BesideChanged } from '../event-store/beside-changed.js';
import { StorageFull } from '../event-store/refusals.js';
import { Jobs } from '../jobs/jobs.js';
import type { Job, Try } from '../jobs/jobs.js';
import { loggable } from '../runtime/loggable.js';
import { connectorOf } from './brokers.js';
import { BrokerWorld } from './broker-world.js';
import { changeConnection, findConnection, keepAccounts, readAccounts } from './connections.table.js';
import type { ConnectionRow } from './connections.table.js';
import { CredentialVault } from './credentials.js';
import { RunIsOver, SyncCommit } from './sync-commit.js';
import type { Asked, HeldRun } from './sync-commit.js';
import { SyncEnds } from './sync-ends.js';
import type { Fault } from './sync-ends.js';
import { SYNC_JOBS, SyncRequests } from './sync-requests.js';
import { markWindows } from './runs.table.js';
import { walk, windowsFor } from './window-files.js';

const OURS = 'Something went wrong on our side.';
const FULL = 'Your storage is full. Delete screenshots or files of imports, then sync again.';

/** Asks brokers for what happened in the accounts of members, and makes imports of it. */
@Injectable()
export class SyncJob implements OnApplicationBootstrap {
  private readonly logger = new Logger(SyncJob.name);
  @Inject(EventBus) private readonly events!: EventBus;
  @Inject(Jobs) private readonly jobs!: Jobs;
  @Inject(Standings) private readonly standings!: Standings;
  @Inject(SyncEnds) private readonly ends!: SyncEnds;
  @Inject(SyncRequests) private readonly requests!: SyncRequests;
  @Inject(BrokerWorld) private readonly world!: BrokerWorld;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(CredentialVault) private readonly vault: CredentialVault,
    @Inject(SyncCommit) private readonly commits: SyncCommit,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.work(SYNC_JOBS, (job, run) => this.run(job, run));
  }

  async run({ userId, id }: Job, { stopping }: Try): Promise<void> {
    const standing = await this.standings.of(userId);
    if (standing?.status !== 'granted') return this.ends.withoutRole(userId, id);
    const begun = await this.requests.begin(userId, id);
    if (!begun) return;
    const { row, held } = begun;
    try {
      const waitsIn = await this.ask(row, held, stopping);
      await this.ends.done(held, row, waitsIn);
    } catch (error) {
      if (error instanceof RunIsOver) return;
      // Another process goes on with it, from where this one began.
      stopping.throwIfAborted();
      if (!(error instanceof SyncFault)) this.logger.warn(`A sync broke off: ${loggable(error)}`);
      await this.ends.failed(held, row, faultOf(error));
    }
    this.events.publish(new BesideChanged(userId, { type: 'connection', id }));
  }

  /** Gives the import that waits for answers, if one does. */
  private async ask(row: ConnectionRow, held: HeldRun, stop: AbortSignal): Promise<string | null> {
    const { userId, run } = held;
    const connector = connectorOf(row.broker);
    const credentials = this.vault.open({ userId, id: row.id }, row.credentials);
    if (!connector || !credentials)
      throw new SyncFault('refused', 'The credentials cannot be opened. Enter them again.');
    const client = this.world.client(connector, credentials, { stop, keep: this.keeping(held) });
    const found = await connector.accounts(client);
    await this.tenants.withTenant(userId, (tx) => {
      keepAccounts(tx, row.id, found);
      return Promise.resolve();
    });
    const today = new Date(this.world.now()).toISOString().slice(0, 10);
    const accounts = await this.mapped(userId, row.id);
    const walks = accounts.flatMap((account) => {
      const known = found.find(({ id }) => id === account.brokerAccount);
      return known ? [{ account, known, windows: windowsFor(connector, account, today) }] : [];
    });
    const total = walks.reduce((sum, { windows }) => sum + windows.length, 0);
    let [done, waitsIn] = [0, null as string | null];
    const step = () => this.tell(userId, run, (done += 1), total);
    await this.tell(userId, run, 0, total);
    for (const { account, known, windows } of walks) {
      const walked = await walk({ connector, asking: client, account: known, windows }, step);
      const asked: Asked = { ...walked, account, today };
      waitsIn = (await this.commits.commit(held, asked)) ?? waitsIn;
    }
    return waitsIn;
  }

  private async mapped(userId: string, id: string) {
    const accounts = await this.tenants.readTenant(userId, (tx) => readAccounts(tx, id));
    return accounts.flatMap(({ accountId, ...account }) => (accountId === null ? [] : [{ ...account, accountId }]));
  }

  private async tell(userId: string, run: HeldRun['run'], done: number, total: number): Promise<void> {
    await this.tenants.withTenant(userId, (tx) => {
      markWindows(tx, run, done, total);
      return Promise.resolve();
    });
    this.events.publish(new BesideChanged(userId, { type: 'connection', id: run.connectionId }));
  }

  /** Credentials that the broker has changed are kept before they are used. */
  private keeping({ userId, run, holder }: HeldRun): (credentials: Credentials) => Promise<void> {
    const of = { userId, id: run.connectionId };
    return (credentials) =>
      this.tenants.withTenant(userId, async (tx) => {
        const row = await findConnection(tx, of.id, 'FOR UPDATE');
        if (row?.holder !== holder) throw new RunIsOver();
        changeConnection(tx, of.id, { credentials: this.vault.seal(of, credentials) });
      });
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof SyncFault) return error;
  if (error instanceof StorageFull) return { kind: 'full', message: FULL, retryAfterSeconds: undefined };
  return { kind: 'away', message: OURS, retryAfterSeconds: undefined };
}
