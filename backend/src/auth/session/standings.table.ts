import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { Tenants } from '../../database/tenants.js';
import type { TenantTransaction } from '../../database/tenants.js';
import type { Standing } from './session-user.js';

/** Reads how members stand. */
@Injectable()
export class Standings {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(CONFIG) private readonly config: Pick<Config, 'discord'>,
  ) {}

  /** Null for whoever has no identity any more: they are being erased. */
  async of(userId: string): Promise<Standing | null> {
    const [standing] = await this.beside(userId, () => Promise.resolve());
    return standing;
  }

  /** The same, in one trip with what else is asked. */
  beside<Other>(
    userId: string,
    ask: (tx: TenantTransaction) => Promise<Other>,
  ): Promise<readonly [Standing | null, Other]> {
    // However much is read with somebody's session: whoever ends it does not wait behind that.
    return this.tenants.readInOneTrip(userId, (tx) => Promise.all([this.read(tx), ask(tx)]));
  }

  /** Identities are of no member's shard: joined to rows of one, they would cost a cluster two subplans. */
  private async read(tx: TenantTransaction): Promise<Standing | null> {
    const [[standing], identities] = await Promise.all([
      tx.query<Standing>(
        `SELECT u.session_epoch AS epoch, g.status,
           extract(epoch FROM now() - g.checked_at)::float8 AS "secondsSinceCheck",
           extract(epoch FROM now() - g.last_definitive_at)::float8 AS "secondsSinceAnswer",
           (g.token_ciphertext IS NOT NULL OR $2) AS "canAsk"
         FROM app_user u JOIN access_grant g ON g.user_id = u.user_id
         WHERE u.user_id = $1 AND g.user_id = $1`,
        [tx.userId, this.config.discord.botToken !== null],
      ),
      tx.query('SELECT FROM identity WHERE user_id = $1', [tx.userId]),
    ]);
    return standing && identities.length > 0 ? standing : null;
  }
}
