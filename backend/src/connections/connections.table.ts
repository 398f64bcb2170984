import type { ConnectionNeed, ConnectionStatus } from '@singularity/contract';
import type { DecimalText } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { FoundAccount } from './credential-test.js';
import type { SealedCredentials } from './credentials.js';

export interface ConnectionRow {
  readonly id: string;
  readonly streamVersion: number;
  readonly broker: string;
  readonly label: string;
  readonly status: ConnectionStatus;
  readonly reason: string | null;
  readonly needs: ConnectionNeed | null;
  readonly importId: string | null;
  /** Whether the member has paused it; faults pause it by its status alone. */
  readonly paused: boolean;
  readonly credentials: SealedCredentials;
  readonly failures: number;
  /** The run that may change it: one that was taken for dead and is not after all changes nothing. */
  readonly holder: string | null;
  readonly askedAt: Date | string | null;
  readonly nextRunAt: string | null;
  readonly roleLostAt: string | null;
  /** Of what the browser has to bring back from the broker, once; null where nobody was sent there. */
  readonly consentDigest: string | null;
  readonly consentAskedAt: Date | string | null;
  readonly createdAt: string;
}

export interface ConnectionAccountRow {
  readonly brokerAccount: string;
  readonly name: string;
  readonly currency: string;
  readonly opened: string | null;
  readonly accountId: string | null;
  readonly fromDay: string | null;
  /** The last day that was asked about. */
  readonly cursorDay: string | null;
  readonly floorDay: string | null;
  /** Rows that waited for the member after the last run. */
  readonly held: number;
  /** The first day that was looked at when the credentials were tested; null where the broker was too slow for it. */
  readonly seenFrom: string | null;
  readonly firstFillAt: string | null;
  readonly lastFillAt: string | null;
  readonly balance: DecimalText | null;
  readonly balanceCurrency: string | null;
  readonly balanceAt: string | null;
}

const COLUMNS: Readonly<Record<keyof ConnectionRow, string>> = {
  id: 'connection_id',
  streamVersion: 'stream_version',
  broker: 'broker',
  label: 'label',
  status: 'status',
  reason: 'reason',
  needs: 'needs',
  importId: 'import_id',
  paused: 'paused',
  credentials: 'credentials',
  failures: 'failures',
  holder: 'holder',
  askedAt: 'asked_at',
  nextRunAt: 'next_run_at',
  roleLostAt: 'role_lost_at',
  consentDigest: 'consent_digest',
  consentAskedAt: 'consent_asked_at',
  createdAt: 'created_at',
};
const ACCOUNT_COLUMNS: Readonly<Record<keyof ConnectionAccountRow, string>> = {
  brokerAccount: 'broker_account',
  name: 'name',
  currency: 'currency',
  opened: 'opened',
  accountId: 'account_id',
  fromDay: 'from_day',
  cursorDay: 'cursor_day',
  floorDay: 'floor_day',
  held: 'held',
  seenFrom: 'seen_from',
  firstFillAt: 'first_fill_at',
  lastFillAt: 'last_fill_at',
  balance: 'balance',
  balanceCurrency: 'balance_currency',
  balanceAt: 'balance_at',
};

const selected = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns)
    .map(([field, column]) => `${column} AS "${field}"`)
    .join(', ');

/** Oldest first. */
export function listConnections(tx: TenantTransaction): Promise<ConnectionRow[]> {
  return tx.query(`SELECT ${selected(COLUMNS)} FROM connection WHERE user_id = $1 ORDER BY connection_id`, [tx.userId]);
}

export async function findConnection(
  tx: TenantTransaction,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<ConnectionRow | null> {
  const sql = `SELECT ${selected(COLUMNS)} FROM connection WHERE user_id = $1 AND connection_id = $2 ${lock}`;
  const [row] = await tx.query<ConnectionRow>(sql, [tx.userId, id]);
  return row ?? null;
}

export function addConnection(
  tx: TenantTransaction,
  row: Pick<ConnectionRow, 'id' | 'streamVersion' | 'broker' | 'label' | 'credentials' | 'createdAt'>,
): void {
  tx.send(
    `INSERT INTO connection (user_id, connection_id, stream_version, broker, label, status, credentials, created_at)
     VALUES ($1, $2, $3, $4, $5, 'testing', $6, $7)`,
    [tx.userId, row.id, row.streamVersion, row.broker, row.label, JSON.stringify(row.credentials), row.createdAt],
  );
}

/** Changes what is named and nothing else. */
export function changeConnection(
  tx: TenantTransaction,
  id: string,
  changes: Partial<Omit<ConnectionRow, 'id' | 'nextRunAt'>> & { readonly nextRunAt?: Date | string | null },
): void {
  change(tx, { table: 'connection', columns: COLUMNS, key: { id } }, changes);
}

export function changeAccount(
  tx: TenantTransaction,
  id: string,
  brokerAccount: string,
  changes: Partial<Omit<ConnectionAccountRow, 'brokerAccount'>>,
): void {
  const columns = { ...ACCOUNT_COLUMNS, id: COLUMNS.id };
  change(tx, { table: 'connection_account', columns, key: { id, brokerAccount } }, changes);
}

interface OneRow {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly key: Readonly<Record<string, string>>;
}

function change(tx: TenantTransaction, { table, columns, key }: OneRow, changes: object): void {
  const fields = Object.entries(changes).filter(([, value]) => value !== undefined) as [string, unknown][];
  if (fields.length === 0) return;
  const keys = Object.entries(key);
  const where = keys.map(([field], index) => `${columns[field]} = $${index + 2}`).join(' AND ');
  const set = fields.map(([field], index) => `${columns[field]} = $${index + 2 + keys.length}`).join(', ');
  const values = fields.map(([field, value]) => (field === 'credentials' ? JSON.stringify(value) : value));
  tx.send(`UPDATE ${table} SET ${set} WHERE user_id = $1 AND ${where}`, [
    tx.userId,
    ...keys.map(([, value]) => value),
    ...values,
  ]);
}

/** With its credentials and all that was asked. What it brought stays. */
export function removeConnection(tx: TenantTransaction, id: string): void {
  for (const table of ['connection', 'connection_account', 'connection_run', 'broker_figure'])
    tx.send(`DELETE FROM ${table} WHERE user_id = $1 AND connection_id = $2`, [tx.userId, id]);
}

export type AccountOfConnection = ConnectionAccountRow & { readonly connectionId: string };

/** Of one connection, or of all. */
export function readAccounts(tx: TenantTransaction, id: string | null = null): Promise<AccountOfConnection[]> {
  return tx.query(
    `SELECT connection_id AS "connectionId", ${selected(ACCOUNT_COLUMNS)} FROM connection_account
      WHERE user_id = $1 AND ($2::uuid IS NULL OR connection_id = $2) ORDER BY connection_id, broker_account`,
    [tx.userId, id],
  );
}

/** Adds those that are new; of others the name may have changed, and what is known of their fills stays. */
export function keepAccounts(tx: TenantTransaction, id: string, accounts: readonly FoundAccount[]): void {
  for (const { id: brokerAccount, name, currency, opened, seen } of accounts)
    tx.send(
      `INSERT INTO connection_account (user_id, connection_id, broker_account, name, currency, opened,
                                       seen_from, first_fill_at, last_fill_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (user_id, connection_id, broker_account) DO UPDATE SET name = $4, opened = $6`,
      [
        tx.userId,
        id,
        brokerAccount,
        name,
        currency,
        opened,
        seen?.from ?? null,
        seen?.first ?? null,
        seen?.last ?? null,
      ],
    );
}
