import { Inject, Injectable } from '@nestjs/common';
import { CONNECTION_LIMITS } from '@singularity/contract';
import type {
  Agreement,
  ConnectionAnswer,
  ConnectionCommandAnswer,
  Page,
  RunAnswer,
  UndoImportAnswer,
} from '@singularity/contract';
import type { AddConnectionBody, EditConnectionBody } from '@singularity/contract/wire';
import type { Connector, Credentials } from '@singularity/connectors';
import { Standings } from '../auth/session/standings.table.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Ledger } from '../event-store/ledger.js';
import type { CommandContext } from '../http/command-context.js';
import { conflict, invalidFields, notFound } from '../http/problem.js';
import { importsOfRuns } from '../imports/imports.table.js';
import { UndoImport } from '../imports/undo-import.js';
import { Clock } from '../runtime/clock.js';
import { newId } from '../runtime/new-id.js';
import { renewTime } from '../runtime/request-context.js';
import { agreementOf } from './agreement.js';
import { brokerName, connectorOf, credentialFaults, trimmed, untilConsent } from './brokers.js';
import { BrokerWorld } from './broker-world.js';
import { connectionAnswer, runAnswer } from './connection-answers.js';
import {
  ANEW,
  asksAnew,
  changedAccounts,
  changesOf,
  fieldsOf,
  isConnected,
  isToBeAsked,
} from './connection-changes.js';
import { connectionStreamHandler } from './connections.stream-handler.js';
import {
  addConnection,
  changeAccount,
  changeConnection,
  findConnection,
  keepAccounts,
  listConnections,
  readAccounts,
  removeConnection,
} from './connections.table.js';
import type { AccountOfConnection, ConnectionRow } from './connections.table.js';
import { CredentialTest } from './credential-test.js';
import { CredentialVault } from './credentials.js';
import { readOurFigures, readTheirFigures } from './figures.table.js';
import { findRun, lastRuns, listRuns } from './runs.table.js';
import { SyncRequests } from './sync-requests.js';

const DEMO = 'A demo journal cannot be connected to a broker. Leave the demo first.';

/** What members connect, change and disconnect. */
@Injectable()
export class Connections {
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(BrokerWorld) private readonly world!: BrokerWorld;
  @Inject(Standings) private readonly standings!: Standings;
  @Inject(CredentialTest) private readonly testing!: CredentialTest;
  @Inject(SyncRequests) private readonly requests!: SyncRequests;
  @Inject(UndoImport) private readonly undoing!: UndoImport;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CredentialVault) private readonly vault: CredentialVault,
  ) {}

  list(userId: string): Promise<readonly ConnectionAnswer[]> {
    return this.tenants.readTenant(userId, async (tx) => this.answersIn(tx, await listConnections(tx)));
  }

  one(userId: string, id: string): Promise<ConnectionAnswer> {
    return this.tenants.readTenant(userId, (tx) => this.oneIn(tx, id));
  }

  /** Nothing is kept unless the broker takes the credentials. */
  async add(context: CommandContext, body: AddConnectionBody): Promise<ConnectionCommandAnswer> {
    const { userId } = context;
    // Only who has a role of their own is asked for: a demo's journal has none, and no broker's key belongs there.
    if (!(await this.standings.of(userId))) throw conflict(DEMO);
    const connector = connectorOf(body.broker);
    if (!connector) throw invalidFields([{ field: 'broker', message: 'This broker cannot be connected.' }]);
    const { credentials, accounts } = await this.tested(connector, body.credentials);
    return this.ledger.inTransaction(connectionStreamHandler, userId, async (tx) => {
      const [others, mapped] = [await listConnections(tx), await readAccounts(tx)];
      if (others.length >= CONNECTION_LIMITS.most) throw conflict('You have as many connections as there can be.');
      if (accounts.some(({ id }) => isConnected(id, connector, others, mapped)))
        throw conflict('You have connected an account of these already. Change that connection instead.');
      const id = newId();
      const command = {
        type: 'AddConnection',
        broker: connector.broker,
        label: body.label ?? brokerName(connector.broker),
      } as const;
      const { ledger, streamVersion } = await this.ledger.handleIn(tx, connectionStreamHandler, {
        ...context,
        idempotency: undefined,
        streamId: id,
        command,
      });
      const { broker, label } = command;
      const sealed = this.vault.seal({ userId, id }, credentials);
      addConnection(tx, { id, streamVersion, broker, label, credentials: sealed, createdAt: this.clock.toRecord() });
      changeConnection(tx, id, untilConsent(connector));
      keepAccounts(tx, id, accounts);
      return { ...(await this.oneIn(tx, id)), ledger };
    });
  }

  async edit(context: CommandContext, id: string, body: EditConnectionBody): Promise<ConnectionCommandAnswer> {
    const { userId } = context;
    const before = await this.tenants.readTenant(userId, (tx) => findConnection(tx, id));
    const connector = before && connectorOf(before.broker);
    if (!before || !connector) throw notFound();
    const tested = body.credentials && (await this.tested(connector, body.credentials));
    const answer = await this.ledger.inTransaction(connectionStreamHandler, userId, async (tx) => {
      const row = (await findConnection(tx, id, 'FOR UPDATE')) ?? gone();
      if (tested) keepAccounts(tx, id, tested.accounts);
      const known = await readAccounts(tx, id);
      const accounts = changedAccounts(known, body.accounts);
      const command = { type: 'ChangeConnection', fields: fieldsOf(body, accounts) } as const;
      const { ledger, streamVersion } = await this.ledger.handleIn(tx, connectionStreamHandler, {
        ...context,
        idempotency: undefined,
        streamId: id,
        command,
      });
      for (const { brokerAccount, accountId, fromDay, cursorDay } of accounts ?? [])
        changeAccount(tx, id, brokerAccount, { accountId, fromDay, cursorDay });
      const isAsked = asksAnew(row, body, connector);
      changeConnection(tx, id, { streamVersion, ...changesOf(body), ...(isAsked && ANEW) });
      if (tested) await this.renewIn(tx, id, connector, tested.credentials);
      if (isAsked && isToBeAsked(row, body, accounts ?? known)) await this.requests.addIn(tx, id, 'connected');
      return { ...(await this.oneIn(tx, id)), ledger };
    });
    this.requests.wake();
    return answer;
  }

  /** Its credentials are gone at once; what it brought stays. */
  remove(context: CommandContext, id: string): Promise<ConnectionCommandAnswer> {
    return this.ledger.inTransaction(connectionStreamHandler, context.userId, async (tx) => {
      const answer = await this.oneIn(tx, id);
      const command = { type: 'RemoveConnection' } as const;
      const { ledger, streamVersion } = await this.ledger.handleIn(tx, connectionStreamHandler, {
        ...context,
        idempotency: undefined,
        streamId: id,
        command,
      });
      removeConnection(tx, id);
      return { ...answer, streamVersion, nextRunAt: null, ledger };
    });
  }

  async sync(userId: string, id: string): Promise<ConnectionAnswer> {
    await this.requests.ask(userId, id);
    return this.one(userId, id);
  }

  runs(userId: string, id: string, cursor: string | null, limit: number): Promise<Page<RunAnswer>> {
    return this.tenants.readTenant(userId, async (tx) => {
      if (!(await findConnection(tx, id))) throw notFound();
      const runs = await listRuns(tx, id, cursor, limit + 1);
      const imports = await importsOfRuns(
        tx,
        runs.map((run) => run.id),
      );
      const items = runs.slice(0, limit).map((run) =>
        runAnswer(
          run,
          imports.filter(({ runId }) => runId === run.id),
        ),
      );
      return { items, nextCursor: runs.length > limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** Takes back what a run brought, import by import. */
  async undoRun(context: CommandContext, id: string, runId: string): Promise<UndoImportAnswer> {
    const imports = await this.tenants.readTenant(context.userId, async (tx) => {
      if (!(await findRun(tx, id, runId))) throw notFound();
      return importsOfRuns(tx, [runId]);
    });
    const done = imports.filter(({ status }) => status !== 'previewed');
    if (done.length === 0) throw conflict('This sync brought nothing.');
    const answers: UndoImportAnswer[] = [];
    for (const each of done.toReversed())
      answers.push(await this.undoing.undo({ ...context, idempotency: undefined }, each.id));
    const last = answers.at(-1) as UndoImportAnswer;
    return {
      undone: answers.reduce((sum, { undone }) => sum + undone, 0),
      kept: answers.flatMap(({ kept }) => kept),
      ledger: last.ledger,
    };
  }

  private async tested(connector: Connector, given: Credentials) {
    const credentials = trimmed(given);
    const faults = credentialFaults(connector, credentials);
    if (faults.length > 0) throw invalidFields(faults);
    // What is pasted opens nothing yet where the member has to agree at the broker.
    if (connector.consent) return { credentials, accounts: [] };
    const tested = await this.testing.test(connector, credentials);
    // The broker takes its own time.
    renewTime();
    return tested;
  }

  private async renewIn(tx: TenantTransaction, id: string, connector: Connector, given: Credentials): Promise<void> {
    await this.requests.breakOffIn(tx, id);
    const credentials = this.vault.seal({ userId: tx.userId, id }, given);
    changeConnection(tx, id, { credentials, ...untilConsent(connector) });
  }

  private async oneIn(tx: TenantTransaction, id: string): Promise<ConnectionAnswer> {
    const row = (await findConnection(tx, id)) ?? gone();
    const [answer] = await this.answersIn(tx, [row]);
    return answer ?? gone();
  }

  private async answersIn(tx: TenantTransaction, rows: readonly ConnectionRow[]): Promise<readonly ConnectionAnswer[]> {
    const [accounts, runs] = [await readAccounts(tx), await lastRuns(tx)];
    const imports = await importsOfRuns(
      tx,
      runs.map(({ id }) => id),
    );
    return Promise.all(
      rows.map(async (row) => {
        const ofRow = accounts.filter(({ connectionId }) => connectionId === row.id);
        const run = runs.find(({ connectionId }) => connectionId === row.id);
        return connectionAnswer({
          userId: tx.userId,
          row,
          accounts: ofRow,
          agreements: await agreementsOf(tx, ofRow),
          lastRun: run
            ? runAnswer(
                run,
                imports.filter(({ runId }) => runId === run.id),
              )
            : null,
          vault: this.vault,
          now: this.world.now(),
        });
      }),
    );
  }
}

async function agreementsOf(
  tx: TenantTransaction,
  accounts: readonly AccountOfConnection[],
): Promise<ReadonlyMap<string, Agreement | null>> {
  const agreements = new Map<string, Agreement | null>();
  for (const { connectionId, brokerAccount, accountId } of accounts) {
    const theirs = accountId === null ? [] : await readTheirFigures(tx, connectionId, brokerAccount);
    const ours = accountId === null || theirs.length === 0 ? [] : await readOurFigures(tx, accountId);
    agreements.set(brokerAccount, agreementOf(theirs, ours));
  }
  return agreements;
}

function gone(): never {
  throw notFound();
}
