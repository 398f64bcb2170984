import { Injectable } from '@nestjs/common';
import type { ScreenshotAnswer } from '@singularity/contract';
import type { Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { countScreenshotBytes } from '../event-store/storage.table.js';
import type { ScreenshotImage } from './screenshot-image.js';

export interface ScreenshotKey {
  readonly tradeId: string;
  readonly id: string;
}

/** Where the screenshots of trades are kept. Another place for them is another class. */
export abstract class ScreenshotStore {
  /** Oldest first. */
  abstract list(tx: TenantTransaction, tradeId: string): Promise<readonly ScreenshotAnswer[]>;
  abstract add(
    tx: TenantTransaction,
    key: ScreenshotKey,
    image: ScreenshotImage,
    at: Instant,
  ): Promise<ScreenshotAnswer>;
  /** The WebP; null where there is no such screenshot. */
  abstract image(tx: TenantTransaction, tradeId: string, id: string): Promise<Buffer | null>;
  /** So many of all that a member has, in the order of their keys, after one; those of deleted trades too. */
  abstract keys(tx: TenantTransaction, after: ScreenshotKey | null, most: number): Promise<readonly ScreenshotKey[]>;
  /** What was removed; null where there was nothing. */
  abstract remove(tx: TenantTransaction, tradeId: string, id: string): Promise<ScreenshotAnswer | null>;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const COLUMNS = `screenshot_id AS id, width, height, bytes, created_at AS "createdAt"`;

@Injectable()
export class PostgresScreenshots extends ScreenshotStore {
  list(tx: TenantTransaction, tradeId: string): Promise<readonly ScreenshotAnswer[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM screenshot WHERE user_id = $1 AND trade_id = $2 ORDER BY created_at, screenshot_id`,
      [tx.userId, tradeId],
    );
  }

  async add(
    tx: TenantTransaction,
    { tradeId, id }: ScreenshotKey,
    { width, height, webp }: ScreenshotImage,
    at: Instant,
  ): Promise<ScreenshotAnswer> {
    const answer = { id, width, height, bytes: webp.length, createdAt: at };
    await tx.query(
      `INSERT INTO screenshot (user_id, trade_id, screenshot_id, width, height, bytes, created_at, image)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tx.userId, tradeId, answer.id, width, height, answer.bytes, at, webp],
    );
    countScreenshotBytes(tx, answer.bytes);
    return answer;
  }

  async image(tx: TenantTransaction, tradeId: string, id: string): Promise<Buffer | null> {
    const [row] = await tx.query<{ image: Buffer }>(
      `SELECT image FROM screenshot WHERE user_id = $1 AND trade_id = $2 AND screenshot_id = $3`,
      [tx.userId, tradeId, id],
    );
    return row?.image ?? null;
  }

  keys(tx: TenantTransaction, after: ScreenshotKey | null, most: number): Promise<readonly ScreenshotKey[]> {
    return tx.query(
      `SELECT trade_id AS "tradeId", screenshot_id AS id FROM screenshot
        WHERE user_id = $1 AND (trade_id, screenshot_id) > ($2::uuid, $3::uuid)
        ORDER BY trade_id, screenshot_id LIMIT $4`,
      [tx.userId, after?.tradeId ?? NIL, after?.id ?? NIL, most],
    );
  }

  async remove(tx: TenantTransaction, tradeId: string, id: string): Promise<ScreenshotAnswer | null> {
    const [row] = await tx.query<ScreenshotAnswer>(
      `DELETE FROM screenshot WHERE user_id = $1 AND trade_id = $2 AND screenshot_id = $3 RETURNING ${COLUMNS}`,
      [tx.userId, tradeId, id],
    );
    if (!row) return null;
    countScreenshotBytes(tx, -row.bytes);
    return row;
  }
}
