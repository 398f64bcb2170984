import type { Credentials } from '@singularity/connectors';
import type { Agreement, ConnectionAccount, ConnectionAnswer, RunAnswer, RunStatus } from '@singularity/contract';
import type { ImportRow } from '../imports/imports.table.js';
import { connectorOf } from './brokers.js';
import type { AccountOfConnection, ConnectionRow } from './connections.table.js';
import type { CredentialVault } from './credentials.js';
import type { RunRow } from './runs.table.js';

/** Members are told so long before they have to agree again. */
const CONSENT_DUE_MS = 2 * 86_400_000;

/** What an answer is made of. */
export interface ConnectionParts {
  readonly userId: string;
  readonly row: ConnectionRow;
  readonly accounts: readonly AccountOfConnection[];
  readonly lastRun: RunAnswer | null;
  /** By the names that the broker gives its accounts. */
  readonly agreements: ReadonlyMap<string, Agreement | null>;
  readonly vault: CredentialVault;
  /** In milliseconds since 1970. */
  readonly now: number;
}

export function connectionAnswer({
  userId,
  row,
  accounts,
  lastRun,
  agreements,
  vault,
  now,
}: ConnectionParts): ConnectionAnswer {
  const { id, broker, label, status, reason, needs, importId, nextRunAt, streamVersion, createdAt } = row;
  return {
    id,
    broker,
    label,
    ...(row.paused ? { status: 'paused', reason: 'Paused by you.', needs: null } : { status, reason, needs }),
    importId,
    credentials: (connectorOf(broker)?.fields ?? []).map(({ name, label }) => ({
      name,
      label,
      lastFour: vault.lastFour({ userId, id }, name, row.credentials),
    })),
    ...consentOf(vault.open({ userId, id }, row.credentials), broker, now),
    accounts: accounts.map((account) => accountAnswer(account, agreements.get(account.brokerAccount) ?? null)),
    lastRun,
    nextRunAt: row.paused ? null : nextRunAt,
    streamVersion,
    createdAt,
  };
}

function consentOf(credentials: Credentials | null, broker: string, now: number) {
  const consentUntil = (credentials && connectorOf(broker)?.consent?.until(credentials)) ?? null;
  return { consentUntil, consentDue: consentUntil !== null && Date.parse(consentUntil) - now <= CONSENT_DUE_MS };
}

function accountAnswer(account: AccountOfConnection, agreement: Agreement | null): ConnectionAccount {
  const { brokerAccount, name, currency, accountId, fromDay, seenFrom, firstFillAt, lastFillAt, floorDay } = account;
  const { balance, balanceCurrency, balanceAt } = account;
  return {
    brokerAccountId: brokerAccount,
    name,
    currency,
    accountId,
    from: fromDay,
    seenFrom,
    firstFillAt,
    lastFillAt,
    floor: floorDay,
    balance:
      balance === null || balanceCurrency === null || balanceAt === null
        ? null
        : { amount: balance, currency: balanceCurrency, at: balanceAt },
    agreement,
  };
}

export function runAnswer(run: RunRow, imports: readonly ImportRow[]): RunAnswer {
  const { id, cause, problem, done, total, startedAt, endedAt } = run;
  return {
    id,
    cause,
    status: statusOf(run, imports),
    problem: problem ?? imports.find((each) => each.problem !== null)?.problem ?? null,
    windows: { done, total },
    imports: imports.map((each) => ({
      importId: each.id,
      accountId: each.options.accountId ?? '',
      brokerAccountId: each.brokerAccount ?? '',
      status: each.status,
      counts: each.preview.counts,
      progress: { done: each.done, total: each.total },
    })),
    startedAt,
    endedAt,
  };
}

function statusOf({ status }: RunRow, imports: readonly ImportRow[]): RunStatus {
  if (status !== 'done' || imports.length === 0) return status;
  if (imports.some((each) => each.status === 'importing')) return 'importing';
  if (imports.some((each) => each.status === 'failed')) return 'failed';
  return imports.every((each) => each.status === 'undone') ? 'undone' : 'done';
}
