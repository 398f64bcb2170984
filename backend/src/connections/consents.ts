import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SyncFault } from '@singularity/connectors';
import type { Connector, Consent, Credentials } from '@singularity/connectors';
import type { ConsentAnswer, ConsentEnd } from '@singularity/contract';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { lockHead } from '../event-store/events.table.js';
import { Ledger } from '../event-store/ledger.js';
import { conflict, notFound } from '../http/problem.js';
import { loggable } from '../runtime/loggable.js';
import { renewTime } from '../runtime/request-context.js';
import { securityEvent } from '../runtime/security-events.js';
import { connectorOf, redirectUriOf } from './brokers.js';
import { BrokerWorld } from './broker-world.js';
import { isConnected } from './connection-changes.js';
import { connectionStreamHandler } from './connections.stream-handler.js';
import { changeConnection, findConnection, keepAccounts, listConnections, readAccounts } from './connections.table.js';
import type { ConnectionRow } from './connections.table.js';
import { CredentialTest } from './credential-test.js';
import type { Opened } from './credential-test.js';
import { CredentialVault } from './credentials.js';
import { SyncRequests } from './sync-requests.js';

/** The session of a member: what is begun in one is finished in no other. */
export interface MemberSession {
  readonly userId: string;
  readonly sessionId: string;
}

/** What the browser was sent back with. */
export type Back = Readonly<Partial<Record<'code' | 'state' | 'error', unknown>>>;

/** So long a member may take at the broker, in milliseconds. */
const LONGEST_MS = 15 * 60_000;
/** A code is good for thirty seconds; the time that the browser took is part of them. */
const PATIENCE_MS = 20_000;

type Agreeing = Connector & { readonly consent: Consent };

/** A connection whose member has come back. `claim` is its to finish with: whoever begins anew takes it away. */
interface Claimed {
  readonly row: ConnectionRow;
  readonly connector: Agreeing;
  readonly credentials: Credentials;
  readonly claim: string;
}

/** Sends members to brokers, to agree there, and takes them back (the code flow of OAuth 2). */
@Injectable()
export class Consents {
  private readonly logger = new Logger(Consents.name);
  @Inject(BrokerWorld) private readonly world!: BrokerWorld;
  @Inject(CredentialTest) private readonly testing!: CredentialTest;
  @Inject(CredentialVault) private readonly vault!: CredentialVault;
  @Inject(Ledger) private readonly ledger!: Ledger;
  @Inject(SyncRequests) private readonly requests!: SyncRequests;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** Where the browser goes. What was begun before for the same connection is over. */
  begin(session: MemberSession, id: string): Promise<ConsentAnswer> {
    const { userId } = session;
    return this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      if (!row) throw notFound();
      const connector = connectorOf(row.broker);
      if (!connector?.consent) throw conflict('This broker does not ask you to agree.');
      const credentials = this.vault.open({ userId, id }, row.credentials);
      if (!credentials || row.needs === 'credentials') throw conflict('Enter the credentials again first.');
      const state = randomBytes(32).toString('base64url');
      changeConnection(tx, id, {
        consentDigest: digestOf(session, state),
        consentAskedAt: new Date(this.world.now()),
      });
      const page = new URL(connector.consent.url(credentials, redirectUriOf(this.config.publicUrl), state));
      return { url: this.world.addressOf(connector, page.origin) + page.pathname + page.search };
    });
  }

  /** The page of ours on which the member goes on. Nothing of what the browser brought is repeated there. */
  async finish(session: MemberSession, { code, state, error }: Back): Promise<string> {
    const claimed = typeof state === 'string' ? await this.claim(session, state) : null;
    if (!claimed) {
      securityEvent('consent-refused', 'Somebody came back from a broker with what they were not sent with', {
        member: session.userId,
      });
      return pageOf('/connections', 'stale');
    }
    const { id } = claimed.row;
    if (typeof code !== 'string' || error !== undefined) return pageOf(`/connections/${id}`, 'denied');
    const end = await this.agreed(session.userId, claimed, code);
    return pageOf(`/connections/${id}`, end);
  }

  /** Finds what was begun, once. */
  private claim(session: MemberSession, state: string): Promise<Claimed | null> {
    const { userId } = session;
    const digest = digestOf(session, state);
    return this.tenants.withTenant(userId, async (tx) => {
      const found = (await listConnections(tx)).find(({ consentDigest }) => consentDigest === digest);
      const row = found && (await findConnection(tx, found.id, 'FOR UPDATE'));
      if (row?.consentDigest !== digest) return null;
      const claim = `claimed ${randomUUID()}`;
      changeConnection(tx, row.id, { consentDigest: claim });
      const since = this.world.now() - new Date(row.consentAskedAt ?? 0).getTime();
      const [connector, credentials] = [
        connectorOf(row.broker),
        this.vault.open({ userId, id: row.id }, row.credentials),
      ];
      if (since > LONGEST_MS || !connector || !hasConsent(connector) || !credentials) return null;
      return { row, connector, credentials, claim };
    });
  }

  private async agreed(userId: string, claimed: Claimed, code: string): Promise<ConsentEnd> {
    const { connector, credentials, row } = claimed;
    const stop = AbortSignal.timeout(PATIENCE_MS);
    const redirectUri = redirectUriOf(this.config.publicUrl);
    const first = (asking: Parameters<Consent['exchange']>[0]) => connector.consent.exchange(asking, code, redirectUri);
    try {
      const opened = await this.testing.open(connector, credentials, { stop, first });
      renewTime();
      if (opened.accounts.length > 0) return await this.keep(userId, claimed, opened);
      await this.tell(userId, row.id, new SyncFault('member', 'What you agreed to opens no account.'));
    } catch (error) {
      renewTime();
      if (!(error instanceof SyncFault) && !stop.aborted) this.logger.warn(`A consent broke off: ${loggable(error)}`);
      if (error instanceof SyncFault) await this.tell(userId, row.id, error);
    }
    return 'failed';
  }

  private async keep(userId: string, { row: { id }, connector, claim }: Claimed, opened: Opened): Promise<ConsentEnd> {
    const { end } = await this.ledger.inTransaction(connectionStreamHandler, userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      const { version, hash } = await lockHead(tx);
      const none = { ledger: { version, hash } };
      if (row?.consentDigest !== claim) return { ...none, end: 'stale' as const };
      const mapped = await readAccounts(tx);
      const others = (await listConnections(tx)).filter((other) => other.id !== id);
      if (opened.accounts.some((account) => isConnected(account.id, connector, others, mapped)))
        return { ...none, end: 'taken' as const };
      const command = { type: 'ChangeConnection', fields: { newCredentials: true } } as const;
      const context = { userId, origin: 'form', streamId: id, command } as const;
      const { ledger, streamVersion } = await this.ledger.handleIn(tx, connectionStreamHandler, context);
      await this.open(tx, row, { ...opened, streamVersion });
      return { ledger, end: 'given' as const };
    });
    this.requests.wake();
    return end;
  }

  private async open(
    tx: TenantTransaction,
    { id, paused }: ConnectionRow,
    { credentials, accounts, streamVersion }: Opened & { readonly streamVersion: number },
  ): Promise<void> {
    await this.requests.breakOffIn(tx, id);
    keepAccounts(tx, id, accounts);
    changeConnection(tx, id, {
      ...{ status: 'testing', reason: null, needs: null, failures: 0, consentDigest: null, consentAskedAt: null },
      streamVersion,
      credentials: this.vault.seal({ userId: tx.userId, id }, credentials),
    });
    const isMapped = (await readAccounts(tx, id)).some(({ accountId }) => accountId !== null);
    if (isMapped && !paused) await this.requests.addIn(tx, id, 'connected');
  }

  /** Says why, where the connection waits for just that; one that still works goes on with what it has. */
  private tell(userId: string, id: string, { kind, message }: SyncFault): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      if (row?.needs !== 'consent') return;
      changeConnection(tx, id, { reason: message, needs: kind === 'refused' ? 'credentials' : 'consent' });
    });
  }
}

/** Kept in the place of the state itself, which so is good in its session alone. */
function digestOf({ sessionId }: MemberSession, state: string): string {
  return createHash('sha256').update(`consent|${sessionId}|${state}`).digest('hex');
}

function pageOf(path: string, end: ConsentEnd): string {
  return `${path}?consent=${end}`;
}

function hasConsent(connector: Connector): connector is Agreeing {
  return connector.consent !== undefined;
}
