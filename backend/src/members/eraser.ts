import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { RequestUser } from '../auth/session-user.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ERASER_OPTIONS } from '../database/data-source.js';
import { unavailable } from '../http/problem.js';
import { PastThread } from '../past/past-thread.js';

type Member = Pick<RequestUser, 'memberId' | 'discordId'>;

/**
 * Removes ledgers for good, over connections of its own as the one role that may. A member's row takes all other rows
 * with it by cascade, so that no table can be forgotten.
 */
@Injectable()
export class Eraser implements OnApplicationShutdown {
  private readonly logger = new Logger(Eraser.name);
  private readonly pool: pg.Pool;

  constructor(
    @Inject(CONFIG) { database }: Config,
    @Inject(PastThread) private readonly past: PastThread,
  ) {
    this.pool = new pg.Pool({
      connectionString: database.url,
      max: 2,
      connectionTimeoutMillis: 3_000,
      options: ERASER_OPTIONS,
      application_name: 'singularity eraser',
    });
    this.pool.on('error', (error) => this.logger.warn(`A connection was lost: ${error.message}`));
  }

  /** Removes the member's demo, if any, and that there was one, both or neither. */
  async eraseDemo({ memberId, discordId }: Member): Promise<void> {
    const { rows } = await this.pool.query<{ id: string | null }>(
      'SELECT demo_user_id AS id FROM identity WHERE discord_id = $1 AND user_id = $2',
      [discordId, memberId],
    );
    const demoId = rows[0]?.id;
    if (!demoId) return;
    await this.asTenant(demoId, async (client) => {
      await client.query(
        'UPDATE identity SET demo_user_id = NULL WHERE discord_id = $1 AND user_id = $2 AND demo_user_id = $3',
        [discordId, memberId, demoId],
      );
      await erase(client, demoId);
    });
  }

  /** Removes the member with everything that is theirs. Erasing again changes nothing. */
  async eraseMember(member: Member): Promise<void> {
    const { memberId, discordId } = member;
    await this.eraseDemo(member);
    await this.asTenant(memberId, async (client) => {
      // The lock keeps a demo from being made now, which nobody would find again.
      const { rows } = await client.query<{ demo: boolean }>(
        `SELECT demo_user_id IS NOT NULL AS demo FROM identity WHERE discord_id = $1 AND user_id = $2 FOR UPDATE`,
        [discordId, memberId],
      );
      if (rows[0]?.demo) throw unavailable('The demo is being made at this very moment. Please try again.');
      await client.query('DELETE FROM identity WHERE discord_id = $1 AND user_id = $2', [discordId, memberId]);
      await client.query('DELETE FROM session WHERE user_id = $1', [memberId]);
      await erase(client, memberId);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async asTenant(userId: string, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query(`BEGIN; SET LOCAL app.user_id = '${userId}'`);
      await work(client);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
    await this.past.forget(userId);
  }
}

/** The head goes first, as every command takes it first: so each waits for the other, and never both. */
async function erase(client: pg.PoolClient, userId: string): Promise<void> {
  await client.query('DELETE FROM user_head WHERE user_id = $1', [userId]);
  await client.query('DELETE FROM app_user WHERE user_id = $1', [userId]);
}
