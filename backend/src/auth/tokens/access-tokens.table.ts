import type { AccessToken, TokenScope } from '@singularity/contract';
import type { TenantTransaction } from '../../database/tenants.js';

/** What is kept of a token, and whose it is. */
export interface KeptToken {
  readonly secretHash: Buffer;
  readonly scopes: readonly TokenScope[];
  readonly hasExpired: boolean;
  /** Whether its last use is to be written anew. */
  readonly isUseOld: boolean;
  readonly discordId: string;
  readonly username: string;
  readonly avatar: string;
}

export interface NewRow {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly secretHash: Buffer;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

const COLUMNS = `token_id AS id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt", last_used_from AS "lastUsedFrom"`;

/** By the clock of the database, as sessions end. */
export async function readToken(tx: TenantTransaction, tokenId: string): Promise<KeptToken | null> {
  const [row] = await tx.query<KeptToken>(
    `SELECT t.secret_hash AS "secretHash", t.scopes, coalesce(t.expires_at <= now(), false) AS "hasExpired",
            coalesce(t.last_used_at < now() - interval '1 minute', true) AS "isUseOld",
            u.discord_id AS "discordId", u.username, u.avatar
       FROM access_token t JOIN app_user u ON u.user_id = t.user_id
      WHERE t.user_id = $1 AND u.user_id = $1 AND t.token_id = $2`,
    [tx.userId, tokenId],
  );
  return row ?? null;
}

/** Newest first. */
export function listTokens(tx: TenantTransaction): Promise<readonly AccessToken[]> {
  return tx.query<AccessToken>(`SELECT ${COLUMNS} FROM access_token WHERE user_id = $1 ORDER BY token_id DESC`, [
    tx.userId,
  ]);
}

export async function insertToken(tx: TenantTransaction, token: NewRow): Promise<void> {
  await tx.query(
    `INSERT INTO access_token (user_id, token_id, name, scopes, secret_hash, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.userId, token.tokenId, token.name, token.scopes, token.secretHash, token.createdAt, token.expiresAt],
  );
}

/** The token as it was; null where there is none. */
export async function deleteToken(tx: TenantTransaction, tokenId: string): Promise<AccessToken | null> {
  const [row] = await tx.query<AccessToken>(
    `DELETE FROM access_token WHERE user_id = $1 AND token_id = $2 RETURNING ${COLUMNS}`,
    [tx.userId, tokenId],
  );
  return row ?? null;
}

/** At most once a minute, whoever else does so. */
export async function writeUse(tx: TenantTransaction, tokenId: string, from: string | null): Promise<void> {
  await tx.query(
    `UPDATE access_token SET last_used_at = now(), last_used_from = $3
      WHERE user_id = $1 AND token_id = $2
        AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [tx.userId, tokenId, from],
  );
}
